//! What differs between a walk table and the plan. Not a test by itself.

use std::fmt::Debug;

/// What differs between the table and the plan, in the words of the person.
pub(crate) struct Differences<'a> {
    person: &'a str,
    pub(crate) found: Vec<String>,
}

impl<'a> Differences<'a> {
    pub(crate) fn of(person: &'a str) -> Self {
        Self {
            person,
            found: Vec::new(),
        }
    }

    pub(crate) fn between<T: Debug + PartialEq>(&mut self, what: &str, expected: T, found: T) {
        if expected != found {
            let person = self.person;
            self.found.push(format!(
                "{person}: {what}\n  expected {expected:?}\n  found    {found:?}"
            ));
        }
    }
}
