//! What the platform is asked and answers, as docs/registers.md describes it. Fields that are not known are left alone.

use std::collections::BTreeMap;

use catalog::Value;
use catalog::context::Records as Known;
use civic::day::{self, Day};
use contract::person::{Licence, OpenElsewhere, Record};
use serde::{Deserialize, Serialize};

use crate::auth::identity::Person;

/// More names of registers than that help nobody.
pub(super) const MOST_NAMES: usize = 10;
const LONGEST_TEXT: usize = 500;
const LONGEST_NAME: usize = 60;
const MOST_CASES: usize = 5;

#[derive(Serialize)]
pub(super) struct Asked<'a> {
    person: AskedPerson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<&'a str>,
    today: String,
}

impl<'a> Asked<'a> {
    pub(super) fn of(person: &'a Person, today: Day) -> Self {
        let employer = person.employer.as_ref();
        Self {
            person: AskedPerson {
                name: &person.name,
                number: person.number.as_str(),
            },
            employer: employer.map(|employer| &*employer.credit_code),
            today: day::iso(today),
        }
    }
}

#[derive(Serialize)]
pub(super) struct AskedPerson<'a> {
    pub(super) name: &'a str,
    pub(super) number: &'a str,
}

#[derive(Serialize)]
pub(super) struct AskedEmployees<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) employer: Option<&'a str>,
    pub(super) people: Vec<AskedPerson<'a>>,
    pub(super) today: String,
}

#[derive(Deserialize)]
pub(super) struct Records {
    pub(super) records: BTreeMap<String, Record>,
    /// The registers behind the platform that did not answer it, by their names.
    #[serde(default)]
    pub(super) unasked: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Licences {
    pub(super) licences: Vec<Licence>,
    #[serde(default)]
    pub(super) unasked: Vec<String>,
}

/// The question of all, and about which scenario.
#[derive(Serialize)]
pub(super) struct AskedOpen<'a> {
    #[serde(flatten)]
    pub(super) asked: Asked<'a>,
    pub(super) scenario: &'a str,
}

#[derive(Deserialize)]
pub(super) struct OpenCases {
    pub(super) cases: Vec<OpenElsewhere>,
}

/// Those that can be shown: each has a title and an office, of a length that fits, and a day that is one.
pub(super) fn shown(cases: Vec<OpenElsewhere>) -> Vec<OpenElsewhere> {
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME;
    let cases = cases.into_iter();
    let cases = cases.filter(|one| fits(&one.title) && fits(&one.office));
    let cases = cases.map(|one| OpenElsewhere {
        since: one.since.filter(|since| day::parse_iso(since).is_some()),
        ..one
    });
    cases.take(MOST_CASES).collect()
}

#[derive(Deserialize)]
pub(super) struct Credit {
    pub(super) may_promise: bool,
}

#[derive(Deserialize)]
pub(super) struct Employees {
    pub(super) people: Vec<Known>,
}

/// Records that say something: what is unsure, empty, or longer than any field is none.
pub(super) fn usable(records: BTreeMap<String, Record>) -> BTreeMap<String, Record> {
    let says = |value: &Value| match value {
        Value::Unsure => false,
        value => value
            .text()
            .is_none_or(|text| !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT),
    };
    let mut records = records;
    records.retain(|_, record| says(&record.value));
    records
}
