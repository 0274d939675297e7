//! Which sides of a card have changed places.

use leptos::prelude::*;

use super::slot_key::SlotKey;
use crate::draft::Picture;

/// The last change of places: where it was asked for, and both pictures as they were. In memory alone.
pub(super) type Exchange = Option<(SlotKey, Vec<Picture>)>;

/// Cheap to copy; belongs to the app's state.
#[derive(Clone, Copy)]
pub(super) struct Exchanges(pub(super) RwSignal<Exchange>);

impl Exchanges {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(None))
    }
}
