//! The way to the messages in one line, with how many are unread.

use markup::view;

use super::icon;
use crate::dom::{Node, node};
use crate::messages::cases as words;
use crate::state::app_state;

/// `always`: also where everything has been read.
pub(crate) fn messages_line(always: bool) -> Node {
    let app = app_state();
    node(move || {
        let unread = app.unread();
        if unread == 0 && !always {
            return None;
        }
        let count = (unread > 0).then(|| {
            let count = words::messages_unread(&unread.to_string());
            view! { <span class="tag tag--brand">{count}</span> }
        });
        Some(view! {
            <a class="messages-line" href="/inbox">
                {icon("message", "")} <span class="messages-line__text">{words::messages()}</span>
                {count} {icon("next", "event__next")}
            </a>
        })
    })
}
