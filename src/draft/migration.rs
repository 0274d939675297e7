//! A draft meets a newer version of its scenario: what still fits stays, and what does not is told by name.
//! What fits is decided by `catalog::migration`.

use catalog::application::{Attachment, Supplied};
use catalog::migration::{ItemKind, Migration, UnmigratedItem, migrate, page_fits};
use catalog::scenario::Scenario;
use civic::day::Day;

use super::{Draft, Picture};
use crate::format;
use crate::messages::{common, draft as words};

impl Draft {
    /// Carries it over to another version; `old` is the one it was begun with, where that is still held.
    /// Answers with the ids of the pictures that are no longer wanted.
    pub(crate) fn migrate(
        &mut self,
        old: Option<&Scenario>,
        new: &Scenario,
        today: Day,
    ) -> Vec<String> {
        let worth_telling = self.holds_anything();
        let agreed: Vec<String> = self.application.agreed.iter().cloned().collect();
        self.take_in();
        let given = std::mem::take(&mut self.application);
        let carried = migrate(old, new, given, today);
        let moved = self.region != new.region.code;
        if worth_telling {
            self.tell(moved, &carried);
        }
        self.application = carried.application;
        for (id, way) in std::mem::take(&mut self.ways) {
            if self.application.materials.contains_key(&id) {
                self.ways.insert(id, way);
            }
        }
        self.application.materials.clear();
        // What was only begun to be ticked is not agreed to.
        let still = std::mem::take(&mut self.application.agreed);
        self.ticked
            .retain(|clause| still.iter().any(|id| is_of(clause, id)));
        self.application
            .agreed
            .extend(agreed.into_iter().filter(|id| still.contains(id)));
        let fits = |picture: &Picture| page_fits(old, new, &picture.material, &picture.page);
        let mut dropped = Vec::new();
        self.pictures.retain(|picture| {
            let fits = fits(picture);
            if !fits {
                dropped.extend(picture.stored_ids().cloned());
            }
            fits
        });
        // The list is read again before anything is filled in: what stands on it may have changed.
        self.listed.clear();
        self.version.clone_from(&new.version);
        self.hash.clone_from(&new.hash);
        self.region.clone_from(&new.region.code);
        dropped
    }

    /// Puts into the application what was begun: ways, pictures not yet sent, half-ticked promises.
    fn take_in(&mut self) {
        for clause in &self.ticked {
            if let Some((id, _)) = clause.split_once('/') {
                self.application.agreed.insert(id.to_owned());
            }
        }
        for (id, way) in &self.ways {
            let mut supplied = self.supplied(id, *way);
            if let Supplied::Attached(attachments) = &mut supplied {
                attachments.clear();
                for picture in self.pictures_of(id) {
                    attachments.push(Attachment {
                        page: picture.page.clone(),
                        file: String::new(),
                        for_review: false,
                    });
                }
            }
            self.application.materials.insert(id.clone(), supplied);
        }
    }

    /// News that has not been read yet stays above the newer.
    fn tell(&mut self, moved: bool, carried: &Migration) {
        let (title, why) = if moved {
            (words::moved(), words::moved_text())
        } else {
            (words::renewed(), words::renewed_text())
        };
        if self.news.is_empty() {
            self.news.push(title.to_owned());
        }
        let again = labels(&carried.asked_again);
        let what = if again.is_empty() {
            words::renewed_kept().to_owned()
        } else {
            words::renewed_again(&again)
        };
        self.news.push([why, &what].concat());
        let gone = labels(&carried.gone);
        if !gone.is_empty() {
            self.news.push(words::renewed_gone(&gone));
        }
    }
}

/// Whether a ticked clause is one of this commitment.
pub(crate) fn is_of(clause: &str, commitment: &str) -> bool {
    clause
        .split_once('/')
        .is_some_and(|(id, _)| id == commitment)
}

/// Each once.
fn labels(changes: &[UnmigratedItem]) -> String {
    let mut labels: Vec<String> = Vec::new();
    for change in changes {
        let label = match change.kind {
            ItemKind::Consent => words::consent().to_owned(),
            _ => format::localized(&change.label),
        };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels.join(common::list_separator())
}
