//! Takes everything that anyone has begun off a phone that is not one's own. Asked twice, naming what is lost.
//! Of what lies aside for others no more is named than how much it is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use super::notice::{button, notice_with};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, draft as words};
use crate::state::{DraftSummary, Loaded, app_state};

pub(crate) fn clear_phone() -> Node {
    let app = app_state();
    let sure = RwSignal::new(false);
    let told = RwSignal::new("");
    let clear = move || {
        spawn_local(async move {
            let words = match app.clear_phone().await {
                Ok(()) => words::cleared(),
                Err(_) => words::clear_failed(),
            };
            sure.try_set(false);
            told.try_set(words);
        });
    };
    let view = move || {
        let lost = lost();
        if lost.is_empty() {
            return ().into_node();
        }
        if !sure.get() {
            return view! {
                <p class="page__note">{words::clear_hint()}</p>
                {button("button button--quiet", words::clear(), move || sure.set(true))}
            }
            .into_node();
        }
        let lines = vec![
            words::clear_sure().to_owned(),
            words::clear_what(&lost.join(common::list_separator())),
        ];
        let buttons = vec![
            button("button button--danger", words::clear_yes(), clear),
            " ".into_node(),
            button("button button--quiet", words::clear_no(), move || {
                sure.set(false)
            }),
        ];
        view! {
            <div role="alert">{notice_with("notice notice--warn", "warning", lines, buttons)}</div>
        }
        .into_node()
    };
    view! {
        <div class="section no-print">
            {view} <p role="status">{move || told.get()}</p>
        </div>
    }
    .into_node()
}

/// What would be lost, by name as far as it is of who is here. Follows the drafts.
fn lost() -> Vec<String> {
    let app = app_state();
    let mut lost = Vec::new();
    let mut pictures = app.other_users_drafts.pictures.get();
    app.drafts.with(|drafts| {
        for draft in drafts.ready().into_iter().flatten() {
            lost.push(name(draft));
            pictures += draft.pictures;
        }
    });
    let others = app.other_users_drafts.drafts.get();
    if others > 0 {
        lost.push(words::clear_aside(&others.to_string()));
    }
    if pictures > 0 {
        lost.push(words::clear_pictures(&pictures.to_string()));
    }
    lost
}

fn name(draft: &DraftSummary) -> String {
    if draft.is_answer {
        return words::clear_answer().to_owned();
    }
    let name = app_state().shelf.with(|shelf| {
        let Loaded::Ready(shelf) = shelf else {
            return None;
        };
        let entry = shelf.entries.iter().find(|it| it.id == draft.scenario)?;
        Some(format::localized(&entry.name))
    });
    words::clear_draft(&name.unwrap_or_default())
}
