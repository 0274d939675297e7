//! What another page has changed of a draft: pages show what is another now, and name what had been entered here.

use std::collections::{BTreeMap, BTreeSet};

use catalog::application::Application;
use catalog::scenario::MaterialId;
use catalog::{Answers, Row, Value};

use super::Draft;

/// A thing of a draft that pages show by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DraftItem {
    Answer(String),
    Field(String),
    Cell {
        group: String,
        row: String,
        column: String,
    },
    /// The rows of a group: which there are, and in what order.
    Rows(String),
    Material(MaterialId),
    /// What is agreed to, the list of services, news: pages show these as a whole.
    Other,
}

/// What another page has changed of a draft.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Changes {
    pub(crate) items: BTreeSet<DraftItem>,
    /// Those of them that had been entered here, and are another or gone now.
    pub(crate) replaced: BTreeSet<DraftItem>,
}

impl Changes {
    pub(crate) fn between(before: &Draft, after: &Draft) -> Self {
        let mut changes = Self::default();
        let (old, new) = (&before.application, &after.application);
        changes.values(&old.answers.given, &new.answers.given, |id| {
            DraftItem::Answer(id.clone())
        });
        changes.values(&old.fields, &new.fields, |id| DraftItem::Field(id.clone()));
        let groups = old.answers.rows.keys().chain(new.answers.rows.keys());
        for group in groups {
            changes.rows(group, old.answers.rows(group), new.answers.rows(group));
        }
        changes.materials(before, after);
        let rest = |draft: &Draft| Draft {
            application: Application {
                answers: Answers {
                    declined: draft.application.answers.declined.clone(),
                    ..Answers::default()
                },
                agreed: draft.application.agreed.clone(),
                signatures: draft.application.signatures.clone(),
                sensitive_consent: draft.application.sensitive_consent,
                explained: draft.application.explained.clone(),
                delivery: draft.application.delivery.clone(),
                ..Application::default()
            },
            ways: BTreeMap::new(),
            pictures: Vec::new(),
            rejections: BTreeMap::new(),
            idempotency_key: String::new(),
            ..draft.clone()
        };
        if rest(before) != rest(after) {
            changes.items.insert(DraftItem::Other);
        }
        changes
    }

    fn values(
        &mut self,
        old: &BTreeMap<String, Value>,
        new: &BTreeMap<String, Value>,
        item: impl Fn(&String) -> DraftItem,
    ) {
        for id in old.keys().chain(new.keys()) {
            if old.get(id) == new.get(id) {
                continue;
            }
            self.items.insert(item(id));
            if old.get(id).is_some_and(|value| !value.is_blank()) {
                self.replaced.insert(item(id));
            }
        }
    }

    fn rows(&mut self, group: &str, old: &[Row], new: &[Row]) {
        let same = |(old, new): (&Row, &Row)| old.key == new.key;
        if old.len() != new.len() || !old.iter().zip(new).all(same) {
            self.items.insert(DraftItem::Rows(group.to_owned()));
        }
        for row in old {
            let Some(now) = new.iter().find(|now| now.key == row.key) else {
                if row.values.values().any(|value| !value.is_blank()) {
                    self.replaced.insert(DraftItem::Rows(group.to_owned()));
                }
                continue;
            };
            self.values(&row.values, &now.values, |column| DraftItem::Cell {
                group: group.to_owned(),
                row: row.key.clone(),
                column: column.clone(),
            });
        }
    }

    fn materials(&mut self, before: &Draft, after: &Draft) {
        let ids = before.ways.keys().chain(after.ways.keys());
        for id in ids {
            // Uploads are the business of whichever page sends.
            let pictures = |draft: &Draft| {
                let of_it = draft.pictures_of(id);
                of_it.map(|picture| picture.id.clone()).collect::<Vec<_>>()
            };
            let (had, has) = (pictures(before), pictures(after));
            if before.ways.get(id) != after.ways.get(id) || had != has {
                self.items.insert(DraftItem::Material(id.clone()));
            }
            if had.iter().any(|picture| !has.contains(picture)) {
                self.replaced.insert(DraftItem::Material(id.clone()));
            }
        }
    }
}
