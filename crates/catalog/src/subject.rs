//! Of whom an application is, and how one of these people is known again: the one place where that is computed, for
//! the phone, which says it while a number is typed, and for the server, which refuses a second open case.

use civic::day::Day;

use crate::application::{Problem, ProblemCode};
use crate::field_check::{FieldProblem, identity};
use crate::plan::row_title;
use crate::scenario::{Field, Group, Scenario, Subject};
use crate::{Answers, Row, Value};

/// A person an application is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    /// The number of their document in its normal form. Empty where the application is about whoever brings it.
    pub key: String,
    /// Where the number stands, as a JSON pointer into the application; empty with an empty key.
    pub path: String,
}

/// Everybody an application is about; never empty. `value` is what a field of the form holds when all is said. Where a
/// number is not there yet, or is none, nobody is told by it.
pub fn concerned(
    scenario: &Scenario,
    subject: Option<&Subject>,
    answers: &Answers,
    value: impl Fn(&Field) -> Option<Value>,
    today: Day,
) -> Vec<Concerned> {
    let mut found = Vec::new();
    if let Some(subject) = subject {
        let known = subject.numbers.iter().find_map(|id| {
            let field = scenario.field(id)?;
            let key = identity(&field.kind, &value(field)?, today)?;
            let path = ["/fields/", id].concat();
            Some(Concerned { key, path })
        });
        found.extend(known);
        if let Some(group) = subject.rows.as_ref().and_then(|id| scenario.group(id)) {
            let rows = answers.rows(&group.id).iter();
            found.extend(rows.filter_map(|row| of_row(scenario, group, row, today)));
        }
    }
    if found.is_empty() {
        found.push(Concerned::whoever_brings_it());
    }
    found
}

/// The cells that a row does not show are left out beforehand: see [`crate::Plan::relevant_answers`].
fn of_row(scenario: &Scenario, group: &Group, row: &Row, today: Day) -> Option<Concerned> {
    group.columns.iter().find_map(|column| {
        let field = scenario.field(&column.id)?;
        let key = identity(&field.kind, row.values.get(&column.id)?, today)?;
        let path = ["/answers/rows/", &group.id, "/", &row.key, "/", &column.id].concat();
        Some(Concerned { key, path })
    })
}

/// The name of the first person an application is about, and how many there are. Nothing where it is about whoever
/// brings it, or where no name is there.
pub fn named(
    scenario: &Scenario,
    subject: &Subject,
    answers: &Answers,
    value: impl Fn(&Field) -> Option<Value>,
) -> Option<(String, usize)> {
    if let Some(group) = subject.rows.as_ref().and_then(|id| scenario.group(id)) {
        let rows = answers.rows(&group.id);
        return Some((row_title(group, rows.first()?, 0), rows.len()));
    }
    let name = value(scenario.field(subject.called.as_ref()?)?)?;
    Some((name.text()?.to_owned(), 1))
}

impl Concerned {
    pub fn whoever_brings_it() -> Self {
        Self {
            key: String::new(),
            path: String::new(),
        }
    }

    /// What is said of them where a case of theirs is open.
    pub fn open(&self) -> Problem {
        Problem {
            path: self.path.clone(),
            code: ProblemCode::Field(FieldProblem::CaseOpen),
        }
    }
}

/// By what a phone knows a person of an open case again without being told their number: 32 bits of it, mixed with the
/// number of the case (FNV-1a). It is told to the person whose case it is alone. Some twenty-five of the country's
/// possible numbers have the same bits; that another person of a form has them happens once in four thousand million.
///
/// ```
/// use catalog::subject::mark;
///
/// assert_eq!(mark("3467ACDEFGHJ", "320000199503150015"), mark("3467ACDEFGHJ", "320000199503150015"));
/// assert_ne!(mark("3467ACDEFGHJ", "320000199503150015"), mark("3467ACDEFGHJ", "320000199503150023"));
/// ```
pub fn mark(case: &str, key: &str) -> u32 {
    let bytes = case.bytes().chain(*b"/").chain(key.bytes());
    bytes.fold(0x811c_9dc5, |mixed, byte| {
        (mixed ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
