//! How a slot looks as it is: what is recommended, and which ways in are shown.

use leptos::prelude::*;
use precheck_types::Edit;

use super::super::jobs::ProcessingState;
use super::super::pictures::Pictures;
use super::super::quick_fix::QuickFix;
use super::super::slot::PageSlot;
use super::offer::{Lead, lead};
use crate::messages::card as words;

/// Of the one button that stands out.
pub(super) const MAIN: &str = "button";
/// Beside the one that stands out.
pub(super) const BESIDE: &str = "button button--secondary";
pub(super) const QUIET: &str = "button button--quiet";

/// The id of a picture, and the edit that is proposed of it.
pub(super) type Opened = (String, Option<Edit>);

/// What is shown at a slot, and what its tools know; cheap to clone.
#[derive(Clone)]
pub(super) struct SlotLook {
    pub(super) slot: PageSlot,
    pub(super) pictures: Memo<Pictures>,
    pub(super) processing: Memo<Option<ProcessingState>>,
    /// The picture in the editor.
    pub(super) open: RwSignal<Option<Opened>>,
    /// The id of the picture whose other ways are unfolded.
    pub(super) unfolded: RwSignal<Option<String>>,
    /// Whether it may change places with the other side of the card.
    pub(super) may_be_exchanged: Memo<bool>,
    /// Whether its camera stands out: that of the first page which is wanting.
    pub(super) is_first: Memo<bool>,
    pub(super) what: String,
    /// The id of the heading, which takes the focus when the buttons change.
    pub(super) heading: String,
}

impl SlotLook {
    /// Tracked.
    pub(super) fn lead(&self) -> Lead {
        let policy = &self.slot.policy;
        match self.pictures.with(|pictures| lead(pictures, policy)) {
            Lead::Shoot | Lead::Fix(..) if self.may_be_exchanged.get() => {
                Lead::Fix(words::exchange(), QuickFix::Exchange)
            }
            lead => lead,
        }
    }

    /// The id of the picture that is shown. Tracked.
    pub(super) fn current(&self) -> Option<String> {
        self.pictures.with(|pictures| {
            let shown = pictures.candidate.as_ref().or(pictures.taken.as_ref());
            shown.map(|picture| picture.id.clone())
        })
    }

    /// Whether the other ways of this picture are unfolded: those of another one are folded again. Tracked.
    pub(super) fn is_unfolded(&self) -> bool {
        let current = self.current();
        current.is_some() && self.unfolded.get() == current
    }

    /// Classes of the button of the camera, none where it is not shown. Tracked.
    pub(super) fn camera(&self) -> Option<&'static str> {
        match self.lead() {
            Lead::Begin if !self.is_first.get() => Some(BESIDE),
            Lead::Begin | Lead::Shoot => Some(MAIN),
            Lead::Use => Some(BESIDE),
            lead => (lead.shows_camera() || self.is_unfolded()).then_some(QUIET),
        }
    }

    /// The same of album and PDF. Tracked.
    pub(super) fn files(&self) -> Option<&'static str> {
        if self.lead() == Lead::Begin {
            Some(BESIDE)
        } else {
            self.is_unfolded().then_some(QUIET)
        }
    }
}
