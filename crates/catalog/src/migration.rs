//! What becomes of an unfinished application when its scenario has changed: the two versions are compared by id.
//! What still means the same is kept; only the rest is asked again.

mod meaning;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use civic::day::Day;
use serde::{Deserialize, Serialize};

use crate::application::{Application, Confirmed, Supplied};
use crate::scenario::{
    CommitmentId, FieldId, MaterialId, Question, QuestionId, Scenario, ServiceId,
};
use crate::{LocalizedText, Value};

/// What was carried over from one version of a scenario to another, and what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Migration {
    /// What still fits.
    pub application: Application,
    /// Given before and to be given again, in the order of the screens.
    pub asked_again: Vec<UnmigratedItem>,
    /// Given before and no longer wanted.
    pub gone: Vec<UnmigratedItem>,
}

/// One thing the resident had given that was not carried over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmigratedItem {
    pub kind: ItemKind,
    /// That of a cell names its row too: `employees/r2/mobile`.
    pub id: String,
}

impl UnmigratedItem {
    /// As the resident reads it in a version that has it: the new one, or the old one where it is gone.
    pub fn label<'a>(&self, scenario: &'a Scenario) -> Option<&'a LocalizedText> {
        let id = self.id.as_str();
        match self.kind {
            ItemKind::Question => scenario.question(id).map(|it| &it.label),
            ItemKind::Service => scenario.service(id).map(|it| &it.name),
            ItemKind::Field => {
                let (_, id) = id.rsplit_once('/').unwrap_or(("", id));
                scenario.field(id).map(|it| &it.label)
            }
            ItemKind::Group => scenario.group(id).map(|it| &it.name),
            ItemKind::Material => scenario.material(id).map(|it| &it.name),
            ItemKind::Agreement => scenario.commitment(id).map(|it| &it.title),
            ItemKind::Consent => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Question,
    /// A service that the resident had left out.
    Service,
    Field,
    /// The rows of a repeating group: they are of other people now.
    Group,
    /// A way of supplying it, or a page of it.
    Material,
    /// A declaration or promise: its text is another one.
    Agreement,
    /// 单独同意: the sensitive data, or the services they are for, are others. It has no label.
    Consent,
}

/// Compares `old` with `new` and keeps of `application` what still means the same. Where the old version is no
/// longer held, only what the new one admits can be judged: answers, fields and pages of known ids that fit are
/// kept, and every agreement is asked for again, for its text may have been another one.
///
/// `migrate(x, x)` keeps everything that is of `x`.
///
/// ```
/// use catalog::load::Library;
/// use catalog::migration::{ItemKind, migrate};
/// use catalog::{Answers, Application, LocalizedText, Value};
///
/// let library = Library::read("../../scenarios".as_ref()).expect("the scenarios are sound");
/// let old = library.scenario("000000", "social_card").expect("it is live nationwide");
/// let today = civic::day::parse_iso("2026-11-21").expect("a day");
/// let answers = Answers::from([("card", "lost".into()), ("loss_reported", Value::Flag(false))]);
/// let application = Application { answers, ..Application::default() };
///
/// // One question is put in other words.
/// let mut new = old.clone();
/// let question = new.questions.iter_mut().find(|question| question.id == "loss_reported");
/// question.expect("it is asked").ask = LocalizedText::Simplified("向银行正式挂失过吗？".to_owned());
/// let migration = migrate(Some(old), &new, application, today);
/// assert_eq!(migration.application.answers.get("card"), Some(&"lost".into()));
/// assert_eq!(migration.application.answers.get("loss_reported"), None);
/// let [again] = &migration.asked_again[..] else { panic!("one is asked again") };
/// assert_eq!((again.kind, &*again.id), (ItemKind::Question, "loss_reported"));
/// ```
pub fn migrate(
    old: Option<&Scenario>,
    new: &Scenario,
    application: Application,
    today: Day,
) -> Migration {
    let mut migrator = Migrator {
        old,
        new,
        today,
        migration: Migration::default(),
    };
    let Application {
        answers,
        fields,
        materials,
        agreed,
        signatures,
        sensitive_consent,
        confirmed,
        explained,
        delivery,
    } = application;
    migrator.answers(answers.given);
    migrator.services(answers.declined);
    migrator.rows(answers.rows);
    migrator.migration.application.fields = migrator.values("", fields);
    migrator.materials(materials);
    migrator.agreements(agreed);
    // A signature stands under the text that was signed.
    let agreed = &migrator.migration.application.agreed;
    let mut signatures = signatures;
    signatures.retain(|signature| agreed.contains(&signature.of));
    migrator.migration.application.signatures = signatures;
    migrator.consent(sensitive_consent);
    migrator.confirmed(confirmed);
    let application = &mut migrator.migration.application;
    for (field, explanation) in explained {
        if application.fields.contains_key(&field) {
            application.explained.insert(field, explanation);
        }
    }
    // A way that is offered no more gives place to the usual one, which the review shows.
    for (service, chosen) in delivery {
        let now = new.service(&service);
        if now.is_some_and(|now| now.delivers.contains(&chosen.way)) {
            application.delivery.insert(service, chosen);
        }
    }
    migrator.migration
}

/// Whether a picture of a page of a material still shows what is wanted.
pub fn page_fits(old: Option<&Scenario>, new: &Scenario, material: &str, page: &str) -> bool {
    let Some(now) = new.material(material) else {
        return false;
    };
    let before = old.and_then(|old| old.material(material));
    meaning::page_is_same(before, now, page)
}

struct Migrator<'a> {
    old: Option<&'a Scenario>,
    new: &'a Scenario,
    today: Day,
    migration: Migration,
}

impl Migrator<'_> {
    fn again(&mut self, kind: ItemKind, id: &str) {
        self.migration.asked_again.push(UnmigratedItem {
            kind,
            id: id.to_owned(),
        });
    }

    /// What neither version knows is dropped without a word: there is none for it.
    fn gone(&mut self, kind: ItemKind, id: &str) {
        let item = UnmigratedItem {
            kind,
            id: id.to_owned(),
        };
        if self.old.and_then(|old| item.label(old)).is_some() {
            self.migration.gone.push(item);
        }
    }

    fn answers(&mut self, mut given: BTreeMap<QuestionId, Value>) {
        let (old, new) = (self.old, self.new);
        for question in &new.questions {
            let Some(value) = given.remove(&question.id) else {
                continue;
            };
            let before = old.and_then(|old| old.question(&question.id));
            if self.answer_fits(before, question, &value) {
                let kept = &mut self.migration.application.answers.given;
                kept.insert(question.id.clone(), value);
            } else {
                self.again(ItemKind::Question, &question.id);
            }
        }
        for id in given.into_keys() {
            self.gone(ItemKind::Question, &id);
        }
    }

    fn answer_fits(&self, before: Option<&Question>, now: &Question, value: &Value) -> bool {
        if before
            .is_some_and(|before| before.ask.zh() != now.ask.zh() || before.ask_of != now.ask_of)
        {
            return false;
        }
        if *value == Value::Unsure {
            return now.unsure.is_some();
        }
        let kind = before.map(|before| &before.kind);
        meaning::value_fits(kind, &now.kind, value, self.today)
    }

    fn services(&mut self, declined: BTreeSet<ServiceId>) {
        for id in declined {
            let before = self.old.and_then(|old| old.service(&id));
            match self.new.service(&id) {
                None => self.gone(ItemKind::Service, &id),
                Some(now) if before.is_none_or(|before| before.name.zh() == now.name.zh()) => {
                    self.migration.application.answers.declined.insert(id);
                }
                Some(_) => self.again(ItemKind::Service, &id),
            }
        }
    }

    /// The values that still fit their fields. `place` stands before the ids of what does not: `employees/r2/`
    /// for the fields of a row, nothing for those of the application.
    fn values(
        &mut self,
        place: &str,
        values: BTreeMap<FieldId, Value>,
    ) -> BTreeMap<FieldId, Value> {
        let mut kept = BTreeMap::new();
        for (id, value) in values {
            let before = self.old.and_then(|old| old.field(&id));
            let Some(now) = self.new.field(&id) else {
                if !value.is_blank() {
                    self.gone(ItemKind::Field, &[place, &id].concat());
                }
                continue;
            };
            let same_label = before.is_none_or(|before| before.label.zh() == now.label.zh());
            let kind = before.map(|before| &before.kind);
            if same_label && meaning::value_fits(kind, &now.kind, &value, self.today) {
                kept.insert(id, value);
            } else if !value.is_blank() {
                self.again(ItemKind::Field, &[place, &id].concat());
            }
        }
        kept
    }

    fn materials(&mut self, materials: BTreeMap<MaterialId, Supplied>) {
        for (id, mut supplied) in materials {
            let before = self.old.and_then(|old| old.material(&id));
            let Some(now) = self.new.material(&id) else {
                self.gone(ItemKind::Material, &id);
                continue;
            };
            if !meaning::way_is_same(before, now, supplied.way()) {
                self.again(ItemKind::Material, &id);
                continue;
            }
            if let Supplied::Attached(attachments) = &mut supplied {
                let all = attachments.len();
                attachments.retain(|it| meaning::page_is_same(before, now, &it.page));
                if attachments.len() < all {
                    self.again(ItemKind::Material, &id);
                }
            }
            let kept = &mut self.migration.application.materials;
            kept.insert(id, supplied);
        }
    }

    fn agreements(&mut self, agreed: BTreeSet<CommitmentId>) {
        for id in agreed {
            let before = self.old.and_then(|old| old.commitment(&id));
            match self.new.commitment(&id) {
                Some(now) if before.is_some_and(|before| meaning::same_agreement(before, now)) => {
                    self.migration.application.agreed.insert(id);
                }
                Some(_) => self.again(ItemKind::Agreement, &id),
                None => self.gone(ItemKind::Agreement, &id),
            }
        }
    }

    /// The checklist is asked again where a line of it has changed: without a word, it stands before handing in.
    fn confirmed(&mut self, confirmed: BTreeMap<MaterialId, Confirmed>) {
        for (id, said) in confirmed {
            let now = self.new.material(&id);
            let before = self.old.and_then(|old| old.material(&id));
            let same = now.zip(before).is_some_and(|(now, old)| now.ask == old.ask);
            if same {
                self.migration.application.confirmed.insert(id, said);
            }
        }
    }

    fn consent(&mut self, given: bool) {
        let new = self.new;
        let same = |old| meaning::consented(old) == meaning::consented(new);
        if given && self.old.is_some_and(same) {
            self.migration.application.sensitive_consent = true;
        } else if given {
            self.again(ItemKind::Consent, "");
        }
    }
}
