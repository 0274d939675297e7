//! That somebody's unfinished things lie on this phone, without a word of whose or of what.
//! Whoever has just signed out is told that theirs are among them.

use leptos::prelude::*;
use markup::view;

use super::{icon, notice, where_kept};
use crate::dom::{IntoNode, Node};
use crate::messages::draft as words;
use crate::state::app_state;

/// For someone who is not signed in; `back` is where signing in leads. Follows who is here.
pub(crate) fn other_users_drafts(back: &str) -> Node {
    let app = app_state();
    if app.other_users_drafts.drafts.get() == 0 || app.holder().is_some() {
        return ().into_node();
    }
    let address = ["/sign-in?to=", back].concat();
    view! {
        <div class="news">
            <div class="notice notice--info">
                {icon("info", "")}
                <div class="notice__body">
                    <p class="notice__title">{words::aside()}</p>
                    <p>{words::aside_text()}</p>
                    <a class="button button--secondary" href=address>{words::aside_sign_in()}</a>
                </div>
            </div>
        </div>
    }
    .into_node()
}

pub(crate) fn just_signed_out() -> Node {
    let app = app_state();
    (move || {
        let kept = app.other_users_drafts.drafts.get() > 0;
        app.just_signed_out.get().then(|| {
            let text = if kept {
                where_kept(words::left_text(), "")
            } else {
                ""
            };
            view! { <div role="status">{notice("good", words::left(), text)}</div> }.into_node()
        })
    })
    .into_node()
}
