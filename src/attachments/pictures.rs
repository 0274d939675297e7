//! The pictures of a slot as pages show them.

use leptos::prelude::*;

use super::slot::PageSlot;
use crate::draft::{Picture, PictureStatus};

/// The pictures of a slot, as far as they change what is shown. Uploads do not: they have their own line.
#[derive(Clone, PartialEq)]
pub(crate) struct Pictures {
    pub(crate) taken: Option<Picture>,
    /// Still to be decided on.
    pub(crate) candidate: Option<Picture>,
}

impl PageSlot {
    /// Tracked.
    pub(crate) fn pictures(&self) -> Pictures {
        self.attachments.draft.with(|draft| {
            let found = |taken: bool| {
                draft
                    .pictures_of(&self.material.id)
                    .filter(|picture| picture.page == self.page)
                    .find(|picture| (picture.status == PictureStatus::Taken) == taken)
                    .map(|picture| Picture {
                        upload: None,
                        arrived: false,
                        ..picture.clone()
                    })
            };
            Pictures {
                taken: found(true),
                candidate: found(false),
            }
        })
    }

    /// Whether a file is being processed here. Tracked.
    pub(crate) fn is_processing(&self) -> bool {
        self.attachments.shared.jobs.is_running(&self.key())
    }
}
