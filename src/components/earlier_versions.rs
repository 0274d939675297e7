//! The note that the rules of a draft have changed, in words: what is asked again, and what is no longer wanted. The
//! labels of the latter stand in the version of before, which is fetched when there is such a thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::migration::{ItemKind, UnmigratedItem};
use catalog::scenario::Scenario;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::draft::{Draft, News, NewsCause};
use crate::format;
use crate::messages::{common, draft as words};
use crate::report::Reported;

/// The versions of before, by hash: `None` while one is under way, or where it cannot be had.
#[derive(Clone, Copy)]
pub(super) struct EarlierVersions(RwSignal<BTreeMap<String, Option<Arc<Scenario>>>>);

impl Default for EarlierVersions {
    fn default() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }
}

impl EarlierVersions {
    /// The title first; nothing where there is no news. Tracked.
    pub(super) fn lines(self, now: &Scenario, draft: &Draft) -> Vec<String> {
        let mut lines = draft.worded_news.clone();
        for news in &draft.news {
            let (title, why) = match news.cause {
                NewsCause::Moved => (words::moved(), words::moved_text()),
                NewsCause::Renewed => (words::renewed(), words::renewed_text()),
            };
            if lines.is_empty() {
                lines.push(title.to_owned());
            }
            let again = labels(&news.asked_again, now);
            let what = if again.is_empty() {
                words::renewed_kept().to_owned()
            } else {
                words::renewed_again(&again)
            };
            lines.push([why, &what].concat());
            lines.extend(self.gone(&draft.scenario, news));
        }
        lines
    }

    fn gone(self, scenario: &str, news: &News) -> Option<String> {
        if news.gone.is_empty() {
            return None;
        }
        let before = self.0.with(|versions| versions.get(&news.from).cloned());
        match before {
            Some(Some(before)) => Some(words::renewed_gone(&labels(&news.gone, &before))),
            known => {
                if known.is_none() {
                    self.fetch(scenario.to_owned(), news.from.clone());
                }
                Some(words::renewed_gone_count(&news.gone.len().to_string()))
            }
        }
    }

    fn fetch(self, scenario: String, hash: String) {
        self.0.update_untracked(|versions| {
            versions.insert(hash.clone(), None);
        });
        spawn_local(async move {
            let version = api::scenario_version(&scenario, &hash).await;
            // Without it the note says how many, and not which.
            if let Some(version) = version.or_report("news.old_version") {
                self.0.try_update(|versions| {
                    versions.insert(hash, Some(Arc::new(version)));
                });
            }
        });
    }
}

/// What they are called in a version that has them, each once.
fn labels(items: &[UnmigratedItem], version: &Scenario) -> String {
    let mut labels: Vec<String> = Vec::new();
    for item in items {
        let label = match item.kind {
            ItemKind::Consent => Some(words::consent().to_owned()),
            _ => item.label(version).map(format::localized),
        };
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
    labels.join(common::list_separator())
}
