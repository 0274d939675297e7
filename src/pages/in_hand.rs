//! A piece of the home page: what of mine is open, a line each, what waits for me first.

use contract::case::CaseSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use crate::api;
use crate::components::{messages_line, open_cases};
use crate::dom::{IntoNode, Node};
use crate::messages::home as words;
use crate::report::Reported;

pub(crate) fn in_hand() -> Node {
    let open = RwSignal::new(Vec::new());
    spawn_local(async move {
        // Without an answer 「我的办件」 has them all the same.
        let page = api::open_cases().await.or_report("cases.open");
        let items = page.map(|page| page.items).unwrap_or_default();
        open.try_set(urgent_first(items));
    });
    view! { {messages_line(false)} {move || open.with(|open| (!open.is_empty()).then(|| listed(open)))} }
        .into_node()
}

/// What waits for the resident first, by its last day; then the rest as it came. A handful is put in its place one by
/// one, which is less to download than a sort.
fn urgent_first(cases: Vec<CaseSummary>) -> Vec<CaseSummary> {
    let urgency = |case: &CaseSummary| {
        let step = case.next.as_ref();
        let until = step.and_then(|step| step.until.clone());
        (step.is_none(), until.is_none(), until)
    };
    let mut listed: Vec<CaseSummary> = Vec::new();
    for case in cases {
        let before = |listed: &&CaseSummary| urgency(listed) <= urgency(&case);
        let place = listed.iter().take_while(before).count();
        listed.insert(place, case);
    }
    listed
}

fn listed(open: &[CaseSummary]) -> Node {
    view! {
        <section class="resume--home">
            <h2 class="stage-of-life__title">{words::in_hand()}</h2>
            <div class="card">{open_cases(open.iter(), |case| case.title.clone())}</div>
        </section>
    }
    .into_node()
}
