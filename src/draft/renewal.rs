//! A draft meets a newer version of its scenario: what still fits stays, and what does not is told by name.
//! What fits is decided by `catalog::changes`.

use catalog::application::{Attachment, Supplied};
use catalog::changes::{Carried, Change, What, carry_over, page_fits};
use catalog::scenario::Scenario;
use civic::day::Day;
use serde::{Deserialize, Serialize};

use super::{Draft, Picture};
use crate::show;

/// What a newer version meant, in the words of the scenario.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct News {
    pub(crate) asked_again: Vec<String>,
    pub(crate) gone: Vec<String>,
    /// It is brought at another place now; else the rules have changed.
    pub(crate) moved: bool,
    /// The separate consent is asked for again too.
    pub(crate) consent: bool,
}

impl News {
    /// Adds what an earlier version has meant that the resident has not read yet.
    fn after(mut self, earlier: Option<Self>) -> Self {
        if let Some(earlier) = earlier {
            let asked = std::mem::replace(&mut self.asked_again, earlier.asked_again);
            let gone = std::mem::replace(&mut self.gone, earlier.gone);
            add(&mut self.asked_again, asked);
            add(&mut self.gone, gone);
            self.consent |= earlier.consent;
            self.moved |= earlier.moved;
        }
        self
    }
}

fn add(to: &mut Vec<String>, labels: Vec<String>) {
    for label in labels {
        if !to.contains(&label) {
            to.push(label);
        }
    }
}

fn labels(changes: &[Change]) -> Vec<String> {
    let mut labels = Vec::new();
    let named = changes.iter().filter(|change| change.what != What::Consent);
    add(
        &mut labels,
        named.map(|change| show::say(&change.label)).collect(),
    );
    labels
}

impl Draft {
    /// Carries it over to another version; `old` is the one it was begun with, where that is still held.
    /// Answers with the ids of the pictures that are no longer wanted.
    pub(crate) fn renew(
        &mut self,
        old: Option<&Scenario>,
        new: &Scenario,
        today: Day,
    ) -> Vec<String> {
        let worth_telling = self.holds_anything();
        let Carried {
            application,
            asked_again,
            gone,
        } = carry_over(old, new, &self.as_given(), today);
        self.ways
            .retain(|id, _| application.materials.contains_key(id));
        let fits = |picture: &Picture| page_fits(old, new, &picture.material, &picture.page);
        let dropped = self.pictures.iter().filter(|picture| !fits(picture));
        let dropped = dropped.map(|picture| picture.id.clone()).collect();
        self.pictures.retain(fits);
        self.ticked.retain(|id, _| application.agreed.contains(id));
        let was_agreed = std::mem::take(&mut self.application.agreed);
        self.application = application;
        self.application.materials.clear();
        self.application.agreed.retain(|id| was_agreed.contains(id));
        // Where a service has changed, the list is read again before anything is filled in.
        if old.is_none_or(|old| old.services != new.services) {
            self.listed.clear();
        }
        self.version.clone_from(&new.version);
        self.hash.clone_from(&new.hash);
        let moved = self.region != new.region.code;
        self.region.clone_from(&new.region.code);
        if worth_telling {
            let news = News {
                moved,
                consent: asked_again.iter().any(|it| it.what == What::Consent),
                asked_again: labels(&asked_again),
                gone: labels(&gone),
            };
            self.news = Some(news.after(self.news.take()));
        }
        dropped
    }

    /// The application with everything in it that was begun: ways, pictures not yet sent, half-ticked promises.
    fn as_given(&self) -> catalog::Application {
        let mut given = self.application.clone();
        given.agreed.extend(self.ticked.keys().cloned());
        for (id, way) in &self.ways {
            let supplied = match self.supplied(id, *way) {
                Supplied::Attached(_) => Supplied::Attached(
                    self.pictures_of(id)
                        .map(|picture| Attachment {
                            page: picture.page.clone(),
                            file: picture.id.clone(),
                            for_review: picture.for_review,
                        })
                        .collect(),
                ),
                other => other,
            };
            given.materials.insert(id.clone(), supplied);
        }
        given
    }
}
