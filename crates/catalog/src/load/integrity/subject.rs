//! Of whom a case is: what the subject names is there, and is what tells people apart.

use super::Check;
use crate::context::ActingFor;
use crate::scenario::{FieldId, GroupId, Kind};

const PATH: &str = "subject";

impl Check<'_> {
    pub(super) fn subject(&mut self) {
        let scenario = self.scenario;
        let Some(subject) = &scenario.subject else {
            return;
        };
        if let Some(id) = &subject.rows {
            self.people_of(id);
        }
        if subject.rows.is_some() == subject.called.is_some() {
            self.fault(PATH, "either `called` and `numbers`, or `rows`");
        }
        if let Some(name) = &subject.called {
            self.field_of(name, "a name", |kind| matches!(kind, Kind::PersonName));
        }
        if subject.called.is_some() == subject.numbers.is_empty() {
            self.fault(PATH, "a name needs a number, and a number a name");
        }
        for number in &subject.numbers {
            self.field_of(number, "the number of a document", is_number);
        }
        for role in subject.another_of.keys() {
            if !self.has_role(*role) {
                let message = format!("there is no role {}", role.id());
                self.fault("subject.another_of", message);
            }
        }
    }

    fn people_of(&mut self, id: &GroupId) {
        let scenario = self.scenario;
        let Some(group) = scenario.group(id) else {
            return self.fault(PATH, format!("there is no group {id}"));
        };
        let mut columns = group.columns.iter();
        if !columns.any(|column| {
            let field = scenario.field(&column.id);
            field.is_some_and(|field| is_number(&field.kind))
        }) {
            self.fault(PATH, format!("no column of group {id} tells its people"));
        }
    }

    fn field_of(&mut self, id: &FieldId, what: &str, fits: fn(&Kind) -> bool) {
        match self.scenario.field(id) {
            None => self.fault(PATH, format!("there is no field {id}")),
            Some(field) if !fits(&field.kind) => {
                self.fault(PATH, format!("field {id} does not take {what}"));
            }
            Some(_) => {}
        }
    }

    fn has_role(&self, role: ActingFor) -> bool {
        self.scenario.role(role).is_some()
    }
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::CitizenId | Kind::Permit)
}
