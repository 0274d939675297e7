//! The people of the demonstration, each in a situation of their own; their texts are in `demo/people.json`.
//! Days are relative to today, so that a situation stays true. Identity numbers have a province's code where a
//! county's belongs: no such number was ever assigned.

use std::collections::BTreeMap;

use catalog::Value;
use civic::citizen_id::CitizenId;
use civic::day::{self, Day, YearMonth};
use civic::retirement::{self, Group};
use contract::person::{DemoIdentity, Holdings, Licence, Record};
use serde::Deserialize;

const PEOPLE: &str = include_str!("../../demo/people.json");

/// Facts that a licence carries, by the record with the same value; a person's entry may give another value.
const LICENCE_FACTS: [(&str, &str); 6] = [
    ("id_card", "person.name"),
    ("id_card", "person.number"),
    ("social_card", "person.name"),
    ("social_card", "person.social_card_account"),
    ("business_licence", "employer.name"),
    ("business_licence", "employer.credit_code"),
];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemoPeople {
    /// The register that identity facts come from, by name.
    identity_origin: String,
    people: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    situation: String,
    province: u32,
    birth: Birth,
    /// Odd for men, even for women.
    sequence: u16,
    may_promise: bool,
    records: BTreeMap<String, Given>,
    licences: Vec<Licence>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Birth {
    Years {
        ago: u16,
    },
    /// A man at most so many months before his statutory retirement.
    BeforeRetirement {
        months: i32,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    #[serde(default)]
    value: Option<Value>,
    /// A day so many days before today.
    #[serde(default)]
    days_ago: Option<u16>,
    origin: String,
}

/// A demo person as of a day.
#[derive(Debug, Clone)]
pub(crate) struct DemoPerson {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) number: CitizenId,
    pub(crate) may_promise: bool,
    pub(crate) holdings: Holdings,
}

impl DemoPeople {
    /// The built-in people.
    ///
    /// # Errors
    /// Where the data file is damaged.
    pub(crate) fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(PEOPLE)
    }

    /// No people: nobody can sign in until an identity service is connected.
    pub(crate) fn nobody() -> Self {
        Self {
            identity_origin: String::new(),
            people: Vec::new(),
        }
    }

    pub(crate) fn identities(&self) -> Vec<DemoIdentity> {
        self.people
            .iter()
            .map(|entry| DemoIdentity {
                id: entry.id.clone(),
                name: entry.name.clone(),
                situation: entry.situation.clone(),
            })
            .collect()
    }

    pub(crate) fn find(&self, id: &str, today: Day) -> Option<DemoPerson> {
        let entry = self.people.iter().find(|entry| entry.id == id)?;
        let birth = entry.birth.on(today)?;
        let number = CitizenId::generate(entry.province * 10_000, birth, entry.sequence)?;
        let mut records: BTreeMap<String, Record> = entry
            .records
            .iter()
            .map(|(key, given)| (key.clone(), given.record(today)))
            .collect();
        for (key, value) in [
            ("person.name", entry.name.as_str()),
            ("person.number", number.as_str()),
            ("person.sex", number.sex().id()),
            ("person.birth_date", &day::iso(birth)),
        ] {
            let record = Record {
                value: Value::from(value),
                origin: self.identity_origin.clone(),
            };
            records.insert(key.to_owned(), record);
        }
        let mut licences = entry.licences.clone();
        for licence in &mut licences {
            let carried = LICENCE_FACTS
                .iter()
                .filter(|(kind, _)| *kind == licence.kind);
            for (_, key) in carried {
                if let Some(record) = records.get(*key) {
                    let value = || record.value.clone();
                    let facts = &mut licence.facts;
                    facts.entry((*key).to_owned()).or_insert_with(value);
                }
            }
        }
        Some(DemoPerson {
            id: entry.id.clone(),
            name: entry.name.clone(),
            number,
            may_promise: entry.may_promise,
            holdings: Holdings {
                records,
                licences,
                unasked: Vec::new(),
            },
        })
    }
}

impl Birth {
    fn on(self, today: Day) -> Option<Day> {
        let this_month = YearMonth::from(today);
        let month = match self {
            Self::Years { ago } => this_month.add_months(-(i32::from(ago) * 12 + 5)),
            // Statutory ages lie between 60 and 63 years (2025 rules): look there. As they rise by
            // a month with every fourth, a number of months may be skipped; then one less is taken.
            Self::BeforeRetirement { months } => (60 * 12 - months..=63 * 12)
                .map(|age| this_month.add_months(-age))
                .find(|birth| {
                    retirement::statutory(*birth, Group::Men60).months_until(today) <= months
                })?,
        };
        Some(month.day_or_last(18))
    }
}

impl Given {
    fn record(&self, today: Day) -> Record {
        let ago = self.days_ago.and_then(|days| {
            let day = today.checked_sub_days(chrono::Days::new(u64::from(days)))?;
            Some(Value::Text(day::iso(day)))
        });
        Record {
            value: self.value.clone().or(ago).unwrap_or(Value::Unsure),
            origin: self.origin.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> Vec<DemoPerson> {
        let (people, today) = (DemoPeople::read().unwrap(), day::parse_iso(day).unwrap());
        people
            .identities()
            .iter()
            .map(|identity| people.find(&identity.id, today).unwrap())
            .collect()
    }

    #[test]
    fn every_person_is_whole_in_any_year() {
        for day in ["2026-01-31", "2026-11-21", "2028-02-29", "2033-07-01"] {
            let people = on(day);
            assert!(people.len() >= 7);
            let today = day::parse_iso(day).unwrap();
            for person in people {
                assert!(CitizenId::parse(person.number.as_str(), today).is_ok());
                assert!(civic::PersonName::parse(&person.name).is_ok());
                for (key, record) in &person.holdings.records {
                    assert!(!record.origin.is_empty(), "{key} of {}", person.id);
                    assert_ne!(record.value, Value::Unsure, "{key} of {}", person.id);
                    if key == "person.mobile" {
                        assert!(civic::Mobile::parse(record.value.text().unwrap()).is_ok());
                    }
                }
            }
        }
    }

    #[test]
    fn the_man_near_retirement_stays_near_it() {
        for day in ["2026-11-21", "2027-06-30", "2030-01-01"] {
            let today = day::parse_iso(day).unwrap();
            let people = DemoPeople::read().unwrap();
            let person = people.find("chen-guoping", today).unwrap();
            let statutory = retirement::statutory(person.number.birth(), Group::Men60);
            assert!((1..12).contains(&statutory.months_until(today)), "{day}");
        }
    }

    #[test]
    fn no_number_was_ever_given_to_anyone() {
        // A county's code never ends in 0000: that is a province's own.
        assert!(
            on("2026-11-21")
                .iter()
                .all(|person| &person.number.as_str()[2..6] == "0000")
        );
    }
}
