//! A piece of the home page: what of mine is open, a line each, what waits for me first.

use contract::case::{CaseSummary, ServiceState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use crate::api;
use crate::components::open_cases;
use crate::dom::{IntoNode, Node};
use crate::messages::home as words;
use crate::report::Reported;

pub(crate) fn in_hand() -> Node {
    let open = RwSignal::new(Vec::new());
    spawn_local(async move {
        // Without an answer 「我的办件」 has them all the same.
        let page = api::open_cases().await.or_report("cases.open");
        let items = page.map(|page| page.items).unwrap_or_default();
        let waits = |case: &CaseSummary| case.state == ServiceState::CorrectionNeeded;
        let (mut listed, others): (Vec<_>, Vec<_>) = items.into_iter().partition(waits);
        listed.extend(others);
        open.try_set(listed);
    });
    (move || open.with(|open| (!open.is_empty()).then(|| listed(open)))).into_node()
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
