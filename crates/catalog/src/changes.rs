//! What becomes of an unfinished application when its scenario has changed: the two versions are compared by id.
//! What still means the same is kept; only the rest is asked again.

mod meaning;
mod rows;

use std::collections::BTreeMap;

use civic::day::Day;

use crate::application::{Application, Supplied};
use crate::scenario::{FieldId, Question, Scenario};
use crate::{Text, Value};

/// What was carried over from one version of a scenario to another, and what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Carried {
    /// What still fits.
    pub application: Application,
    /// Given before and to be given again, in the order of the screens.
    pub asked_again: Vec<Change>,
    /// Given before and no longer wanted.
    pub gone: Vec<Change>,
}

/// One thing the resident had given that was not carried over.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub what: What,
    pub id: String,
    /// As the resident reads it: in the new version, or, where it is gone, in the old one.
    pub label: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
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
/// `carry_over(x, x)` keeps everything that is of `x`.
pub fn carry_over(
    old: Option<&Scenario>,
    new: &Scenario,
    application: &Application,
    today: Day,
) -> Carried {
    let mut carrying = Carrying {
        old,
        new,
        today,
        carried: Carried::default(),
    };
    carrying.answers(application);
    carrying.services(application);
    carrying.rows(application);
    carrying.fields(application);
    carrying.materials(application);
    carrying.agreements(application);
    carrying.carried
}

/// Whether a picture of a page of a material still shows what is wanted.
pub fn page_fits(old: Option<&Scenario>, new: &Scenario, material: &str, page: &str) -> bool {
    let Some(now) = new.material(material) else {
        return false;
    };
    let before = old.and_then(|old| old.material(material));
    meaning::page_is_same(before, now, page)
}

struct Carrying<'a> {
    old: Option<&'a Scenario>,
    new: &'a Scenario,
    today: Day,
    carried: Carried,
}

impl Carrying<'_> {
    fn again(&mut self, what: What, id: &str, label: &Text) {
        self.carried.asked_again.push(Change {
            what,
            id: id.to_owned(),
            label: label.clone(),
        });
    }

    /// What neither version knows is dropped without a word: there is none for it.
    fn gone(&mut self, what: What, id: &str, label: Option<&Text>) {
        if let Some(label) = label {
            self.carried.gone.push(Change {
                what,
                id: id.to_owned(),
                label: label.clone(),
            });
        }
    }

    fn answers(&mut self, application: &Application) {
        let given = &application.answers.given;
        let (old, new) = (self.old, self.new);
        for question in &new.questions {
            let Some(value) = given.get(&question.id) else {
                continue;
            };
            let before = old.and_then(|old| old.question(&question.id));
            if self.answer_fits(before, question, value) {
                let kept = &mut self.carried.application.answers.given;
                kept.insert(question.id.clone(), value.clone());
            } else {
                self.again(What::Question, &question.id, &question.label);
            }
        }
        for id in given.keys().filter(|id| new.question(id).is_none()) {
            let before = old.and_then(|old| old.question(id));
            self.gone(What::Question, id, before.map(|question| &question.label));
        }
    }

    fn answer_fits(&self, before: Option<&Question>, now: &Question, value: &Value) -> bool {
        if before.is_some_and(|before| before.ask.zh() != now.ask.zh()) {
            return false;
        }
        if *value == Value::Unsure {
            return now.unsure.is_some();
        }
        let kind = before.map(|before| &before.kind);
        meaning::value_fits(kind, &now.kind, value, self.today)
    }

    fn services(&mut self, application: &Application) {
        for id in &application.answers.declined {
            let Some(service) = self.new.service(id) else {
                let before = self.old.and_then(|old| old.service(id));
                self.gone(What::Service, id, before.map(|service| &service.name));
                continue;
            };
            let before = self.old.and_then(|old| old.service(id));
            if before.is_none_or(|before| before.name.zh() == service.name.zh()) {
                let kept = &mut self.carried.application.answers.declined;
                kept.insert(id.clone());
            } else {
                self.again(What::Service, id, &service.name);
            }
        }
    }

    fn fields(&mut self, application: &Application) {
        self.carried.application.fields = self.values("", &application.fields);
    }

    /// The values that still fit their fields. `place` stands before the ids of what does not: `employees/r2/`
    /// for the fields of a row, nothing for those of the application.
    fn values(
        &mut self,
        place: &str,
        values: &BTreeMap<FieldId, Value>,
    ) -> BTreeMap<FieldId, Value> {
        let (old, new) = (self.old, self.new);
        let mut kept = BTreeMap::new();
        for (id, value) in values {
            let before = old.and_then(|old| old.field(id));
            let path = [place, id].concat();
            match new.field(id) {
                Some(now) => {
                    let same_label = before.is_none_or(|it| it.label.zh() == now.label.zh());
                    let kind = before.map(|before| &before.kind);
                    if same_label && meaning::value_fits(kind, &now.kind, value, self.today) {
                        kept.insert(id.clone(), value.clone());
                    } else if !value.is_blank() {
                        self.again(What::Field, &path, &now.label);
                    }
                }
                None if value.is_blank() => {}
                None => self.gone(What::Field, &path, before.map(|field| &field.label)),
            }
        }
        kept
    }

    fn materials(&mut self, application: &Application) {
        let (old, new) = (self.old, self.new);
        for (id, supplied) in &application.materials {
            let before = old.and_then(|old| old.material(id));
            let Some(now) = new.material(id) else {
                self.gone(What::Material, id, before.map(|material| &material.name));
                continue;
            };
            if !meaning::way_is_same(before, now, supplied.way()) {
                self.again(What::Material, id, &now.name);
                continue;
            }
            let mut kept = supplied.clone();
            if let Supplied::Attached(attachments) = &mut kept {
                let all = attachments.len();
                attachments.retain(|it| meaning::page_is_same(before, now, &it.page));
                if attachments.len() < all {
                    self.again(What::Material, id, &now.name);
                }
            }
            let materials = &mut self.carried.application.materials;
            materials.insert(id.clone(), kept);
        }
    }

    fn agreements(&mut self, application: &Application) {
        let (old, new) = (self.old, self.new);
        for id in &application.agreed {
            let before = old.and_then(|old| old.commitment(id));
            match new.commitment(id) {
                Some(now) if before.is_some_and(|before| meaning::same_agreement(before, now)) => {
                    self.carried.application.agreed.insert(id.clone());
                }
                Some(now) => self.again(What::Agreement, id, &now.title),
                None => self.gone(What::Agreement, id, before.map(|it| &it.title)),
            }
        }
        if application.sensitive_consent {
            if old.is_some_and(|old| meaning::consented(old) == meaning::consented(new)) {
                self.carried.application.sensitive_consent = true;
            } else {
                self.again(What::Consent, "", &Text::default());
            }
        }
    }
}
