//! After a picture is stored: the number is read off it where its material is an identity card.

use civic::CitizenId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck_types::Format;

use super::slot::PageSlot;
use crate::draft::PictureStatus;

impl PageSlot {
    /// Reads the number off the picture that was just put here, where its material is an identity card and nothing
    /// stops it.
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
            let read = shared.worker().read_card(&bytes).await.ok().flatten();
            let context = slot.attachments.workspace.context;
            let today = context.try_with_untracked(|context| context.today);
            let number = read
                .zip(today)
                .map(|(read, today)| CitizenId::parse(&read, today));
            if let Some(Ok(number)) = number {
                shared.card_numbers.was_read(&key, picture.id, number);
            }
        });
    }
}
