//! The walk tables in `tests/walks/`: one file a scenario, people and what the guide must tell each of them.
//! Shared by the tests over the content; not a test by itself.

#[path = "../../../../tests/walks/answered.rs"]
mod answered;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use catalog::load::NATIONAL;
use catalog::scenario::{Scenario, Supply};
use catalog::{Answers, Context, Value};
use civic::day::{Day, parse_iso};
use serde::Deserialize;

use crate::alone::folder;
use answered::{Given, Rows};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Walk {
    pub(crate) person: String,
    /// The place by its code; the national base where it is not given.
    region: Option<String>,
    /// The day it happens; the day of the tests where it is not given.
    today: Option<String>,
    #[serde(default)]
    answers: Given,
    #[serde(default)]
    rows: Rows,
    /// What the state holds; given, the person has signed in.
    #[serde(default)]
    records: BTreeMap<String, Value>,
    #[serde(default)]
    licences: BTreeSet<String>,
    #[serde(default)]
    may_not_promise: bool,
    /// One that the whole-product tests walk in a browser.
    #[serde(default, rename = "browser")]
    _browser: bool,
    pub(crate) expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    #[serde(default)]
    pub(crate) applies: BTreeSet<String>,
    #[serde(default)]
    pub(crate) does_not_apply: BTreeSet<String>,
    /// Everything is answered, and still the office must decide.
    #[serde(default)]
    pub(crate) left_to_office: BTreeSet<String>,
    #[serde(default)]
    pub(crate) not_yet_known: BTreeSet<String>,
    /// By service: the questions (and groups) that decided against it.
    #[serde(default)]
    pub(crate) because: BTreeMap<String, BTreeSet<String>>,
    /// By service and question: the answers with which it would apply.
    #[serde(default)]
    pub(crate) would_change: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// By question or fact, in the unit it is kept in: months, 分. Null: it is not known.
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Value>,
    /// By group and row: its derived facts; null as above.
    #[serde(default)]
    pub(crate) row_values: BTreeMap<String, BTreeMap<String, BTreeMap<String, Value>>>,
    /// By group and row: columns that this row has.
    #[serde(default)]
    pub(crate) row_fields: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// All of them; that of a row as in the plan: `permit-employees-r2`.
    pub(crate) materials: Option<BTreeSet<String>>,
    pub(crate) spared: Option<BTreeSet<String>>,
    #[serde(default)]
    pub(crate) ways: BTreeMap<String, Vec<Supply>>,
    /// Fields that are there.
    #[serde(default)]
    pub(crate) fields: BTreeSet<String>,
    #[serde(default)]
    pub(crate) not_asked: BTreeSet<String>,
}

impl Walk {
    pub(crate) fn region(&self) -> &str {
        self.region.as_deref().unwrap_or(NATIONAL)
    }

    pub(crate) fn answers(&self, scenario: &Scenario) -> Answers {
        answered::answers(scenario, &self.answers, &self.rows)
    }

    pub(crate) fn context(&self) -> Context {
        let today = self.today.as_deref().map(|day| {
            parse_iso(day).unwrap_or_else(|| panic!("{}: today {day} is no day", self.person))
        });
        Context {
            signed_in: !self.records.is_empty(),
            may_promise: !self.may_not_promise,
            records: self.records.clone(),
            licences: self.licences.clone(),
            ..Context::anonymous(today.unwrap_or_else(usual_day))
        }
    }

    /// Answers and cells that the scenario has no place for.
    pub(crate) fn strays(&self, scenario: &Scenario, answers: &Answers) -> Vec<String> {
        let mut strays = Vec::new();
        for (id, value) in &answers.given {
            let fits = scenario.question(id).is_some_and(|question| match value {
                Value::Unsure => question.unsure.is_some(),
                value => question.kind.admits(value),
            });
            if !fits {
                strays.push(format!("{id}: {value:?}"));
            }
        }
        for (group, rows) in &answers.rows {
            for row in rows {
                for (column, value) in &row.values {
                    let known = scenario.group(group).and_then(|group| group.column(column));
                    let field = known.and_then(|column| scenario.field(&column.id));
                    if !field.is_some_and(|field| field.kind.admits(value)) {
                        strays.push(format!("{group} {} {column}: {value:?}", row.key));
                    }
                }
            }
        }
        strays
    }
}

fn usual_day() -> Day {
    parse_iso("2026-11-21").unwrap()
}

fn tables() -> PathBuf {
    folder().join("../tests/walks")
}

pub(crate) fn walks(scenario: &str) -> Vec<Walk> {
    let file = tables().join(format!("{scenario}.yaml"));
    catalog::load::read_yaml(&file).unwrap_or_else(|error| panic!("{error}"))
}

/// The scenarios that have a table.
pub(crate) fn tabled() -> BTreeSet<String> {
    yaml_stems(&tables())
}

/// The names of the YAML files of a folder, without their ending.
pub(crate) fn yaml_stems(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "yaml"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}
