//! After a picture is stored: the number is read off it where its material is an identity card, or until when it is
//! valid.

use civic::day::iso;
use civic::{CardValidity, CitizenId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck_types::Format;

use super::slot::PageSlot;
use crate::draft::PictureStatus;

impl PageSlot {
    /// The last day on which the card on the picture of this id was valid, where it is over. Tracked.
    pub(super) fn card_ended(&self, picture: &str) -> Option<String> {
        let validity = self.attachments.shared.card_ends.of(&self.key(), picture)?;
        let today = (self.attachments.workspace.context).with(|context| context.today);
        validity.has_ended(today).then(|| iso(validity.end))
    }

    /// Reads the picture that was just put here, where its material is an identity card and nothing stops it.
    pub(super) fn read_card(&self) {
        if untrack(|| self.number_field()).is_none() {
            return;
        }
        let pictures = untrack(|| self.pictures());
        let Some(picture) = pictures.candidate.or(pictures.taken) else {
            return;
        };
        let is_fit = matches!(
            picture.status,
            PictureStatus::Taken | PictureStatus::Doubted
        ) && matches!(picture.report.format, Format::Jpeg | Format::Png);
        if !is_fit {
            return;
        }
        let slot = self.clone();
        spawn_local(async move {
            let (shared, key) = (slot.attachments.shared, slot.key());
            let Some(bytes) = slot.attachments.bytes(&picture.id).await else {
                return;
            };
            // The worker reports why it could not; the resident is told nothing of it.
            let Ok(Some(read)) = shared.worker().read_card(&bytes).await else {
                return;
            };
            let context = slot.attachments.workspace.context;
            let Some(today) = context.try_with_untracked(|context| context.today) else {
                return;
            };
            if let Some(validity) = CardValidity::proved(&read, today) {
                shared.card_ends.was_read(&key, &picture.id, validity);
            } else if let Ok(number) = CitizenId::parse(&read, today) {
                shared.card_numbers.was_read(&key, picture.id, number);
            }
        });
    }
}
