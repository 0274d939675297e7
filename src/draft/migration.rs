//! A draft meets a newer version of its scenario: what still fits stays, and what does not is told by name.
//! What fits is decided by `catalog::migration`.

use catalog::application::{Attachment, Supplied};
use catalog::migration::{migrate, page_fits};
use catalog::scenario::Scenario;
use civic::day::Day;

use super::{Draft, News, NewsCause, Picture};

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
        let cause = if self.region == new.region.code {
            NewsCause::Renewed
        } else {
            NewsCause::Moved
        };
        if worth_telling {
            self.news.push(News::of(cause, &self.hash, &carried));
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
        self.seen.clear();
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
}

/// Whether a ticked clause is one of this commitment.
pub(crate) fn is_of(clause: &str, commitment: &str) -> bool {
    clause
        .split_once('/')
        .is_some_and(|(id, _)| id == commitment)
}
