//! That the identity card on a photograph is valid no longer, and what to do.

use leptos::prelude::*;

use super::super::slot::PageSlot;
use crate::components::notice;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::card as words;

/// Beside the picture with this id.
pub(super) fn card_end(slot: &PageSlot, picture: &str) -> Node {
    let (slot, picture) = (slot.clone(), picture.to_owned());
    let ended = Memo::new(move |_| slot.card_ended(&picture));
    (move || {
        let title = words::ended(&format::day(&ended.get()?));
        Some(notice("warn", &title, words::ended_text()))
    })
    .into_node()
}
