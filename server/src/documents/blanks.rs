//! Blanks of materials that a resident writes herself, filled with what is known. Before handing in that lies on her
//! phone: it is sent along, printed and forgotten.

use catalog::application;
use catalog::field_check::check_value;
use catalog::scenario::{Blank, Field, FieldId, Kind as FieldKind, PersonFields, RowFields};
use catalog::{Application, Context, Plan, Row, Scenario, Value};
use civic::day::{self, Day};
use documents::{Authorisation, Heir, Settlement};

use crate::auth::identity::Person;

/// The name of the file, which says nothing of a person.
pub(super) fn name(blank: &Blank) -> &'static str {
    match blank {
        Blank::Authorisation { .. } => "authorisation",
        Blank::Settlement { .. } => "settlement",
    }
}

/// What is known of an application that is still on a phone.
pub(super) struct Known<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) plan: &'a Plan,
    pub(super) application: &'a Application,
    pub(super) context: &'a Context,
    /// Who is signed in.
    pub(super) person: &'a Person,
}

/// What a blank says of one person.
#[derive(Default)]
struct About {
    name: Option<String>,
    number: Option<String>,
    phone: Option<String>,
    relation: Option<String>,
}

/// A blank of its kind, filled with what is known.
pub(super) enum Filled {
    Authorisation(Authorisation),
    Settlement(Settlement),
}

/// `material` is the one whose blank it is, as the plan names it.
pub(super) fn of(blank: &Blank, material: &str, known: &Known<'_>) -> Filled {
    match blank {
        Blank::Authorisation { principal, agent } => {
            let principal = known.about(principal);
            let agent = known.about(agent).or_signed_in(known.person);
            let services = known.plan.applied_for().map(|service| &service.id);
            let blank = Authorisation {
                principal: principal.name,
                principal_id: principal.number,
                principal_phone: principal.phone,
                agent: agent.name,
                agent_id: agent.number,
                agent_phone: agent.phone,
                relation: agent.relation,
                title: Some(known.scenario.name.zh().to_owned()),
                services: known.names(services),
                ..Authorisation::default()
            };
            Filled::Authorisation(blank)
        }
        Blank::Settlement {
            deceased,
            died_on,
            receiver,
            account,
            heirs,
        } => {
            let dead = known.about(deceased);
            let receiver = known.about(receiver).or_signed_in(known.person);
            let owners = known.plan.material(material).map(|it| it.owners.iter());
            let others = known.rows(heirs).into_iter().map(About::heir);
            let blank = Settlement {
                deceased: dead.name,
                deceased_id: dead.number,
                died_on: died_on.as_ref().and_then(|id| known.day(id)),
                benefits: known.names(owners.into_iter().flatten()),
                receiver: receiver.name.clone(),
                receiver_account: account.as_ref().and_then(|id| known.words(id)),
                heirs: std::iter::once(receiver.heir()).chain(others).collect(),
                signed_on: None,
            };
            Filled::Settlement(blank)
        }
    }
}

impl Known<'_> {
    fn about(&self, fields: &PersonFields) -> About {
        About::of(fields, |id| self.words(id))
    }

    /// The value of a field that the plan asks for, where it is one that may be handed in.
    fn value(&self, id: &FieldId) -> Option<(&Field, Value)> {
        self.plan.field(id)?;
        let field = self.scenario.field(id)?;
        let (plan, application) = (self.plan, self.application);
        let value =
            application::field_value(self.scenario, field, plan, application, self.context)?;
        self.sound(field, &value)
    }

    fn sound<'f>(&self, field: &'f Field, value: &Value) -> Option<(&'f Field, Value)> {
        let (normal, _) = check_value(&field.kind, value, self.context.today).ok()?;
        Some((field, normal))
    }

    fn words(&self, id: &FieldId) -> Option<String> {
        let (field, value) = self.value(id)?;
        words(&field.kind, &value)
    }

    fn day(&self, id: &FieldId) -> Option<Day> {
        day::parse_iso(self.value(id)?.1.text()?)
    }

    /// The people of a group's rows, as many as one application takes.
    fn rows(&self, rows: &RowFields) -> Vec<About> {
        let (Some(planned), Some(group)) = (
            self.plan.group(&rows.group),
            self.scenario.group(&rows.group),
        ) else {
            return Vec::new();
        };
        let given = self.application.answers.rows(&rows.group).iter();
        let given = given.take(usize::from(group.max));
        let about = |row: &Row| {
            let asked = &planned.row(&row.key)?.fields;
            let words = |id: &FieldId| {
                asked.iter().find(|column| column.id == *id)?;
                let (field, value) = self.sound(self.scenario.field(id)?, row.values.get(id)?)?;
                words(&field.kind, &value)
            };
            Some(About::of(&rows.person, words))
        };
        given.filter_map(about).collect()
    }

    fn names<'s>(&self, services: impl Iterator<Item = &'s String>) -> Vec<String> {
        let names = services.filter_map(|id| self.scenario.service(id));
        names.map(|service| service.name.zh().to_owned()).collect()
    }
}

impl About {
    fn of(fields: &PersonFields, words: impl Fn(&FieldId) -> Option<String>) -> Self {
        let optional = |id: &Option<FieldId>| id.as_ref().and_then(&words);
        Self {
            name: words(&fields.name),
            number: optional(&fields.number),
            phone: optional(&fields.phone),
            relation: optional(&fields.relation),
        }
    }

    /// Whoever is signed in, where the form does not say who it is. Never half of one and half of the other.
    fn or_signed_in(self, person: &Person) -> Self {
        if self.name.is_some() || self.number.is_some() {
            return self;
        }
        Self {
            name: Some(person.name.clone()),
            number: Some(person.number.as_str().to_owned()),
            ..self
        }
    }

    fn heir(self) -> Heir {
        Heir {
            name: self.name,
            relation: self.relation,
            id_number: self.number,
            share: None,
        }
    }
}

/// A value as it is written by hand: an option by its label.
fn words(kind: &FieldKind, value: &Value) -> Option<String> {
    match kind {
        FieldKind::Choice(choices) => {
            let chosen = choices.iter().find(|it| Some(&*it.id) == value.text())?;
            Some(chosen.label.zh().to_owned())
        }
        _ => value.text().map(str::to_owned),
    }
}
