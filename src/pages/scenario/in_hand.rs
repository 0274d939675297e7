//! What of this scenario the person has open already: said before anything is asked, with the way to each case, and the
//! way to go on for somebody else.

use contract::case::{CaseSummary, OpenCase};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::lost_words::lost_words;
use crate::components::{icon, open_cases};
use crate::dom::{IntoNode, Node, node};
use crate::format;
use crate::messages::scenario as words;
use crate::parts::in_part;
use crate::report::Reported;
use crate::state::{Workspace, app_state};

/// The part that shows it is the one the person has signed in with: finding out what there is to do weighs no more.
pub(super) fn in_hand(workspace: Workspace) -> Node {
    let app = app_state();
    let shown_by = RwSignal::new(None::<InHand>);
    node(move || {
        app.holder()?;
        let shown_by_part = shown_by.get();
        if shown_by_part.is_none() {
            spawn_local(async move {
                let shown = showing().await.or_report("scenario.in_hand");
                shown_by.try_set(shown);
            });
        }
        shown_by_part.map(|show| show(workspace))
    })
}

type InHand = fn(Workspace) -> Node;

in_part! {
    apply,
    fn showing() -> InHand {
        shown
    }
}

fn shown(workspace: Workspace) -> Node {
    workspace.look_for_open_cases(app_state());
    let open = move || {
        workspace
            .open_cases
            .with(|open| (!open.is_empty()).then(|| notice(workspace, open)))
    };
    view! { {lost_words(workspace)} {open} }.into_node()
}

fn notice(workspace: Workspace, open: &[OpenCase]) -> Node {
    let title = match open.len() {
        1 => words::in_hand_one().to_owned(),
        n => words::in_hand(&n.to_string()),
    };
    let text = if of_others(workspace) {
        words::in_hand_others()
    } else {
        words::in_hand_own()
    };
    // A case that is of whoever brought it says which it is by its day.
    let own = |case: &CaseSummary| match case.of {
        Some(_) => String::new(),
        None => case.title.clone(),
    };
    view! {
        <div class="notice notice--info">
            {icon("info", "")}
            <div class="notice__body">
                <h2 class="notice__title">{title}</h2>
                <p>{text}</p>
                {open_cases(open.iter().map(|open| &open.case), own)}
            </div>
        </div>
    }
    .into_node()
}

fn of_others(workspace: Workspace) -> bool {
    workspace
        .scenario
        .with_value(|scenario| scenario.subject.is_some())
}

/// What the button says that begins: while a case is open, for whom the next one is.
pub(super) fn begin_words(workspace: Workspace) -> String {
    let role = workspace
        .open_cases
        .with(|open| open.first().map(|open| open.acting_for));
    workspace
        .scenario
        .with_value(|scenario| match (role, &scenario.subject) {
            (Some(role), Some(subject)) => format::localized(subject.another_of(role)),
            (Some(_), None) => words::look_only().to_owned(),
            (None, _) => words::start().to_owned(),
        })
}

/// Only looking comes second to what is open.
pub(super) fn begin_class(workspace: Workspace) -> &'static str {
    let is_open = workspace.open_cases.with(|open| !open.is_empty());
    if is_open && !of_others(workspace) {
        "button button--secondary"
    } else {
        "button"
    }
}
