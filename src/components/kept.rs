//! Whether what was entered is kept on the phone: the same truth wherever it is told.

use leptos::prelude::*;
use markup::view;

use super::icon;
use crate::dom::{Node, node};
use crate::draft::{NotSaved, Storage};
use crate::messages::common;
use crate::state::{Workspace, app_state};

/// Words that hold where the phone keeps things, and those for a page that keeps them as long as it is open.
pub(crate) fn where_kept(lasting: &'static str, in_page: &'static str) -> &'static str {
    match app_state().storage() {
        Storage::Lasting => lasting,
        Storage::Denied | Storage::Silent => in_page,
    }
}

/// The line below a form; `kept` where all is well. Follows the last attempt to store.
pub(crate) fn saved_note(workspace: Workspace, kept: &'static str) -> Node {
    node(move || {
        let lasting = match workspace.told.not_saved.get() {
            None => kept,
            Some(NotSaved::Full) => common::unkept_full(),
            Some(NotSaved::Outdated) => common::cause_outdated(),
            Some(NotSaved::Failed) => common::unkept(),
        };
        let words = where_kept(lasting, common::kept_in_page());
        let sign = if words == kept { "check" } else { "warning" };
        view! { {icon(sign, "")} " " {words} }
    })
}
