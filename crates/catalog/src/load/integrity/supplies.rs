//! Fields and materials by themselves: the ways of supply and what each takes, dates and their limits.
//! A material that nobody can supply would stop every application.

use super::Check;
use crate::given::can_be_given;
use crate::load::policy;
use crate::scenario::{DateBounds, Field, Kind, Material, Supply};

impl<'a> Check<'a> {
    pub(super) fn fields(&mut self) {
        for (index, field) in self.scenario.fields.iter().enumerate() {
            let path = format!("fields[{index}]");
            let groups = &self.scenario.groups;
            let group = groups
                .iter()
                .find(|group| group.column(&field.id).is_some());
            self.within(field.within.as_ref(), &path, None, group);
            let is_date = |field: &Field| matches!(field.kind, Kind::Date(_));
            let start = self.scenario.field_before(field);
            if field.not_before.is_some() && !(is_date(field) && start.is_some_and(is_date)) {
                let message = "a date can be held against another date of the form";
                self.fault(format!("{path}.not_before"), message);
            }
            if let Kind::Date(DateBounds {
                reached: Some(reached),
                ..
            }) = &field.kind
            {
                let column = group.and_then(|group| group.column(&reached.number));
                if !self.is_number(&reached.number) || column.is_some() != group.is_some() {
                    let message =
                        "an age is read from an identity number of the form, or of the same row";
                    self.fault(format!("{path}.kind.reached"), message);
                }
            }
            let is_column = group.is_some();
            let alike = self.scenario.field_alike(field);
            let is_plain = |field: &Field| {
                field.same_as.is_none() && field.id != self.scenario.fields[index].id
            };
            if field.same_as.is_some() && (is_column || !alike.is_some_and(is_plain)) {
                let message =
                    "a field of the form can be the same as another one, which is typed itself";
                self.fault(format!("{path}.same_as"), message);
            }
            let beside = |id: &String| {
                let column = group.and_then(|group| group.column(id));
                // A number that some rows do not show would go on speaking for them.
                self.is_number(id) && column.is_some_and(|column| column.when.is_none())
            };
            if let Some(id) = &field.given_by
                && !(beside(id) && can_be_given(&field.kind))
            {
                let message = format!(
                    "a day of birth or a sex (female, male) follows from an identity number that each row has: \
                     {id} is none"
                );
                self.fault(format!("{path}.given_by"), message);
            }
            if field.list.is_some() {
                let is_text = matches!(field.kind, Kind::Text(_));
                if !is_text || field.names.is_empty() {
                    let message = "a list of names is for a text, and the place or the national base must have it";
                    self.fault(format!("{path}.list"), message);
                }
            }
            let (Kind::Date(bounds) | Kind::Month(bounds)) = &field.kind else {
                continue;
            };
            if let Some(validity) = &bounds.valid_until {
                let far = validity.soon_days > 0 && validity.soon_days < validity.at_least_days;
                if !is_date(field) || !bounds.future || far {
                    let message = "a last day of validity is a date that may lie in the future, and soon_days \
                                   is no less than at_least_days";
                    self.fault(format!("{path}.kind"), message);
                }
            }
        }
    }

    /// Whether it is the field of an identity number.
    pub(super) fn is_number(&self, id: &str) -> bool {
        let field = self.scenario.field(id);
        field.is_some_and(|field| field.kind == Kind::CitizenId)
    }

    pub(super) fn materials(&mut self) {
        for (index, material) in self.scenario.materials.iter().enumerate() {
            let path = format!("materials[{index}]");
            let needs = |way: Supply, there: bool| material.supply.contains(&way) && !there;
            if material.supply.is_empty() {
                self.fault(&path, "there is no way to supply it");
            }
            if needs(Supply::Licence, material.licence.is_some()) {
                self.fault(&path, "supply by licence needs `licence`");
            }
            if needs(Supply::Later, material.later_within.is_some()) {
                self.fault(&path, "supply later needs `later_within`");
            }
            if needs(Supply::Attach, !material.pages.is_empty()) {
                self.fault(&path, "supply by attaching needs `pages`");
            }
            if let Some(event) = &material.precedes {
                self.name(event, &format!("{path}.precedes"));
            }
            let promise = material.commitment.as_ref();
            if needs(
                Supply::Promise,
                promise.is_some_and(|id| self.scenario.commitment(id).is_some()),
            ) {
                self.fault(&path, "supply by promise needs a known `commitment`");
            }
            for (key, message) in policy::faults(&material.check) {
                self.fault(format!("{path}.check.{key}"), message);
            }
            self.blank(material, &path);
            self.number_field(material, &path);
            self.asks(material, &path);
            self.cited(&material.sources, &path);
        }
    }

    /// A blank is filled from fields that the scenario has.
    fn blank(&mut self, material: &Material, path: &str) {
        let Some(blank) = &material.blank else { return };
        let path = format!("{path}.blank");
        for id in blank.fields() {
            if self.scenario.field(id).is_none() {
                self.fault(&path, format!("there is no field {id}"));
            }
        }
        let Some(rows) = blank.rows() else { return };
        match self.scenario.group(&rows.group) {
            None => self.fault(&path, format!("there is no group {}", rows.group)),
            Some(group) => {
                for id in rows.person.fields() {
                    if group.column(id).is_none() {
                        self.fault(&path, format!("the group {} has no column {id}", group.id));
                    }
                }
            }
        }
        if !material.supply.contains(&Supply::Attach) {
            self.fault(
                path,
                "it is printed, signed and attached, and none can be attached",
            );
        }
    }

    /// The number of an identity card stands in a field that takes such numbers; that of a row's card in the row.
    fn number_field(&mut self, material: &Material, path: &str) {
        let Some(id) = &material.number_field else {
            return;
        };
        let path = format!("{path}.number_field");
        let field = self.scenario.field(id);
        if field.is_none_or(|field| field.kind != Kind::CitizenId) {
            self.fault(
                &path,
                format!("there is no field {id} of the kind citizen_id"),
            );
        }
        for group in &self.scenario.groups {
            let is_of_rows = group.materials.iter().any(|it| it.id == material.id);
            if is_of_rows && group.column(id).is_none() {
                self.fault(&path, format!("the group {} has no column {id}", group.id));
            }
        }
        if !material.supply.contains(&Supply::Attach) {
            self.fault(
                path,
                "it is read off a photograph, and none can be attached",
            );
        }
    }

    /// The checklist is about pictures: each line once, and only where pictures can be attached.
    pub(super) fn asks(&mut self, material: &Material, path: &str) {
        let path = format!("{path}.ask");
        self.unique(&path, material.ask.iter().map(|ask| &ask.id));
        if !material.supply.contains(&Supply::Attach) && !material.ask.is_empty() {
            self.fault(path, "it is asked of pictures, and none can be attached");
        }
    }
}
