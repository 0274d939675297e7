//! Front and back of a card that were put into each other's place: both pictures change places by one tap, and go back
//! by another. What was found of them is true of the other place but for the side.

use leptos::prelude::*;
use precheck_types::{CardSide, Code, Severity};

use super::exchanges::Exchange;
use super::slot::PageSlot;
use super::transfers::Transfer;
use crate::draft::{Picture, PictureStatus};

impl PageSlot {
    /// The slot of the other side of the card.
    fn other_side(&self) -> Option<Self> {
        let side = self.policy.card_side?;
        let pages = self.material.pages.iter();
        let mut slots = pages.map(|page| Self::new(self.attachments, &self.material, &page.id));
        slots.find(|slot| slot.policy.card_side.is_some_and(|other| other != side))
    }

    /// The picture, where it is the only one here and not being sent: what arrives is of the page that it was sent for.
    /// Tracked.
    fn at_rest(&self) -> Option<Picture> {
        let pictures = self.pictures();
        let both = (pictures.taken, pictures.candidate);
        let ((Some(picture), None) | (None, Some(picture))) = both else {
            return None;
        };
        let transfer = self.attachments.shared.transfers.transfer_of(&picture.id);
        let is_under_way = matches!(transfer, Some(Transfer::Sending(_))) || self.is_processing();
        (!is_under_way).then_some(picture)
    }

    /// The picture, where it seems to be the other side: it looks so, or bears the number. Tracked.
    fn misplaced(&self) -> Option<Picture> {
        let picture = self.at_rest()?;
        let looks_so = picture.report.find(Code::OtherSide).is_some();
        let bears_number = || {
            let read = self.attachments.shared.card_numbers.of(&self.key());
            self.policy.card_side == Some(CardSide::Emblem)
                && read.is_some_and(|read| read.picture == picture.id)
        };
        let counts = [PictureStatus::Doubted, PictureStatus::Taken].contains(&picture.status);
        (counts && (looks_so || bears_number())).then_some(picture)
    }

    /// Whether both sides seem to be in each other's place. Tracked.
    pub(super) fn may_be_exchanged(&self) -> bool {
        let other = self.other_side();
        other.is_some_and(|other| other.misplaced().is_some()) && self.misplaced().is_some()
    }

    /// Both pictures change places.
    pub(super) fn exchange(&self) {
        let Some(other) = self.other_side() else {
            return;
        };
        let both = untrack(|| self.misplaced().zip(other.misplaced()));
        if let Some((one, two)) = both {
            let moved = vec![moved(&one, &other.page), moved(&two, &self.page)];
            self.put_in_place(moved, Some((self.key(), vec![one, two])));
        }
    }

    /// Both pictures as they were, where they stand as they were exchanged from here. Tracked.
    fn before(&self) -> Option<Vec<Picture>> {
        let (at, before) = self.attachments.shared.exchanges.0.get()?;
        let now = [self.at_rest()?, self.other_side()?.at_rest()?];
        let stands = |was: &Picture| now.iter().any(|it| it.id == was.id && it.page != was.page);
        (at == self.key() && before.iter().all(stands)).then_some(before)
    }

    /// Whether they stand so. Tracked.
    pub(super) fn is_exchanged(&self) -> bool {
        self.before().is_some()
    }

    /// Takes the exchange back.
    pub(super) fn exchange_back(&self) {
        if let Some(before) = untrack(|| self.before()) {
            self.put_in_place(before, None);
        }
    }

    /// Puts pictures in the place of those with their ids. They are sent anew: uploads are of a page.
    fn put_in_place(&self, pictures: Vec<Picture>, exchange: Exchange) {
        let attachments = self.attachments;
        let mut uploads = Vec::new();
        attachments.edit(|draft| {
            // What was ticked of the material does not hold any more.
            draft.application.confirmed.remove(&self.material.id);
            for picture in pictures {
                let mut former = draft.pictures.iter_mut();
                if let Some(former) = former.find(|former| former.id == picture.id) {
                    uploads.extend(former.upload.take());
                    *former = picture;
                }
            }
        });
        attachments.terminate(uploads);
        attachments.shared.exchanges.0.set(exchange);
        attachments.start_uploads();
        self.read_card();
        if let Some(other) = self.other_side() {
            other.read_card();
        }
    }
}

/// The picture on the other page, as it is to be sent: its side is right there. It is taken where nothing else is
/// doubted.
fn moved(picture: &Picture, page: &str) -> Picture {
    let mut moved = picture.clone();
    page.clone_into(&mut moved.page);
    (moved.report.findings).retain(|finding| finding.code != Code::OtherSide);
    if moved.report.verdict() < Some(Severity::Warn) {
        moved.status = PictureStatus::Taken;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_types::{Finding, Format, Report};

    fn picture(codes: &[Code]) -> Picture {
        let findings = codes.iter();
        let findings = findings.map(|code| Finding::new(*code, Severity::Warn));
        Picture {
            status: PictureStatus::Doubted,
            ..Picture::taken(Report {
                findings: findings.collect(),
                ..Report::of_file(Format::Jpeg, 100)
            })
        }
    }

    #[test]
    fn in_the_right_place_the_side_is_no_longer_doubted() {
        let moved = moved(&picture(&[Code::OtherSide]), "back");
        assert_eq!(
            (moved.page.as_str(), moved.status),
            ("back", PictureStatus::Taken)
        );
        assert_eq!(moved.report.findings, []);
    }

    #[test]
    fn what_else_is_doubted_is_to_be_decided_on_there() {
        let moved = moved(&picture(&[Code::Shadow, Code::OtherSide]), "back");
        assert_eq!(moved.status, PictureStatus::Doubted);
        assert!(moved.report.find(Code::Shadow).is_some());
    }
}
