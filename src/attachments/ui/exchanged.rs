//! That the two sides of a card have changed places.

use leptos::prelude::*;
use markup::view;

use super::super::slot::PageSlot;
use super::card_number::told;
use super::slot_look::QUIET;
use crate::components::focus;
use crate::dom::{IntoNode, Node};
use crate::messages::card as words;

/// That both sides were put into each other's place, and the way back.
pub(super) fn exchanged(slot: &PageSlot, heading: &str) -> Node {
    let (slot, heading) = (slot.clone(), heading.to_owned());
    let is_exchanged = {
        let slot = slot.clone();
        Memo::new(move |_| slot.is_exchanged())
    };
    (move || {
        let (slot, heading) = (slot.clone(), heading.clone());
        let back = move |_| {
            focus(&heading);
            slot.exchange_back();
        };
        is_exchanged.get().then(|| {
            let back = view! {
                <button class=QUIET type="button" on:click=back>{words::exchange_back()}</button>
            };
            told(
                "good",
                words::exchanged(),
                Vec::new(),
                vec![back.into_node()],
            )
        })
    })
    .into_node()
}
