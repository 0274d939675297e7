//! Where a field stands in an application: in its form, or as the cell of a row (`name-heirs-r2`).

use catalog::{Application, Value};

pub(super) fn put(application: &mut Application, id: &str, value: Value) {
    match Place::of(id) {
        Place::Form => {
            application.fields.insert(id.to_owned(), value);
        }
        Place::Row { field, group, key } => {
            let rows = application
                .answers
                .rows
                .get_mut(group)
                .into_iter()
                .flatten();
            if let Some(row) = rows.into_iter().find(|row| row.key == key) {
                row.values.insert(field.to_owned(), value);
            }
        }
    }
}

/// Whether an application has a field, in its form or in a row.
pub(crate) fn has(application: &Application, id: &str) -> bool {
    value_of(application, id).is_some()
}

/// What a field holds.
pub(super) fn value_of<'a>(application: &'a Application, id: &str) -> Option<&'a Value> {
    match Place::of(id) {
        Place::Form => application.fields.get(id),
        Place::Row { field, group, key } => {
            let mut rows = application.answers.rows(group).iter();
            rows.find(|row| row.key == key)?.values.get(field)
        }
    }
}

/// Where a field stands.
pub(super) enum Place<'a> {
    Form,
    Row {
        field: &'a str,
        group: &'a str,
        key: &'a str,
    },
}

impl<'a> Place<'a> {
    pub(super) fn of(id: &'a str) -> Self {
        let mut parts = id.splitn(3, '-');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(field), Some(group), Some(key)) => Self::Row { field, group, key },
            _ => Self::Form,
        }
    }

    /// The field that it is, in a row or not.
    pub(super) fn field(id: &'a str) -> &'a str {
        match Self::of(id) {
            Self::Form => id,
            Self::Row { field, .. } => field,
        }
    }

    /// The JSON pointer of a field with this id.
    fn path(id: &str) -> String {
        match Place::of(id) {
            Place::Form => format!("/fields/{id}"),
            Place::Row { field, group, key } => format!("/answers/rows/{group}/{key}/{field}"),
        }
    }
}

/// The JSON pointer of a field, of the form or of a row.
pub(crate) fn field_path(id: &str) -> String {
    Place::path(id)
}
