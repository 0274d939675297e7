//! Until when photographed identity cards are valid, as their side with the emblem says. Kept in memory alone; only
//! that a card is valid no longer is spoken of.

use civic::CardValidity;
use leptos::prelude::*;

use super::keyed::{Keyed, find, put};
use super::slot_key::SlotKey;

/// The id of the last picture of a slot that could be read, and when the card is valid.
type Read = (String, CardValidity);

/// Cheap to copy; belongs to the app's state.
#[derive(Clone, Copy)]
pub(super) struct CardEnds(RwSignal<Keyed<SlotKey, Read>>);

impl CardEnds {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Keyed::new()))
    }

    pub(super) fn was_read(self, key: &SlotKey, picture: &str, validity: CardValidity) {
        (self.0).update(|all| put(all, key, Some((picture.to_owned(), validity))));
    }

    /// Of the picture with this id. Tracked.
    pub(super) fn of(self, key: &SlotKey, picture: &str) -> Option<CardValidity> {
        let read = self.0.with(|all| find(all, key).cloned());
        read.filter(|(of, _)| of == picture).map(|(_, it)| it)
    }
}
