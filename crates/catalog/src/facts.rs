//! What is known so far: answers that count, records of the state, and the facts that follow from them.
//! Each carries its grounds (the questions it rests on), so that every verdict can be explained.

use std::collections::{BTreeMap, BTreeSet};

use civic::citizen_id::Sex;
use civic::day::{self, Day, YearMonth};
use civic::retirement::{self, Group};
use civic::unemployment;

use crate::Value;
use crate::context::{ActingFor, Context};
use crate::judge::{DEEPEST, Judgement, Truth, judge_at};
use crate::scenario::{Derivation, Name, Scenario};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum State {
    Known(Value),
    /// Not answered, or answered with 「不清楚」.
    Open,
    /// The question does not arise.
    NotAsked,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) state: State,
    /// The questions that decided it, or, while it is open, those that are missing.
    pub(crate) grounds: BTreeSet<String>,
}

/// The set of one name.
pub(crate) fn only(name: &str) -> BTreeSet<String> {
    let mut set = BTreeSet::new();
    set.insert(name.to_owned());
    set
}

impl Entry {
    fn open(missing: BTreeSet<String>) -> Self {
        Self {
            state: State::Open,
            grounds: missing,
        }
    }
}

/// The state of knowledge while a plan is made: questions are entered in their order.
#[derive(Debug)]
pub struct Known<'a> {
    scenario: &'a Scenario,
    context: &'a Context,
    questions: BTreeMap<&'a str, Entry>,
    services: BTreeMap<&'a str, Judgement>,
}

impl<'a> Known<'a> {
    pub(crate) fn new(scenario: &'a Scenario, context: &'a Context) -> Self {
        Self {
            scenario,
            context,
            questions: BTreeMap::new(),
            services: BTreeMap::new(),
        }
    }

    pub(crate) fn enter_question(&mut self, id: &'a str, entry: Entry) {
        self.questions.insert(id, entry);
    }

    pub(crate) fn enter_service(&mut self, id: &'a str, judgement: Judgement) {
        self.services.insert(id, judgement);
    }

    pub(crate) fn acting_for(&self) -> ActingFor {
        self.context.acting_for
    }

    pub(crate) fn service(&self, id: &str) -> Judgement {
        self.services
            .get(id)
            .cloned()
            .unwrap_or_else(|| Judgement::open(BTreeSet::new()))
    }

    /// The value of a question or a fact, where it is known.
    pub fn value(&self, name: &str) -> Option<Value> {
        match self.entry(name, 0).state {
            State::Known(value) => Some(value),
            State::Open | State::NotAsked => None,
        }
    }

    pub(crate) fn entry(&self, name: &str, depth: u8) -> Entry {
        if let Some(entry) = self.questions.get(name) {
            return entry.clone();
        }
        match self.scenario.fact(name) {
            Some(fact) if depth <= DEEPEST => self.derive(&fact.derive, depth + 1),
            // A question that has not been reached yet.
            _ => Entry::open(only(name)),
        }
    }

    fn derive(&self, derivation: &Derivation, depth: u8) -> Entry {
        match derivation {
            Derivation::Whether(condition) => {
                let judgement = judge_at(condition, self, depth);
                match judgement.truth {
                    Truth::Unknown => Entry::open(judgement.missing),
                    truth => Entry {
                        state: State::Known(Value::Flag(truth == Truth::Yes)),
                        grounds: judgement.because,
                    },
                }
            }
            Derivation::BenefitMonths { insured, unused } => {
                let unused = unused.as_ref().map(|name| self.entry(name, depth));
                // An earlier remainder that was never asked about is none.
                let remainder = match &unused {
                    None
                    | Some(Entry {
                        state: State::NotAsked,
                        ..
                    }) => Some(0),
                    Some(entry) => months(&entry.state),
                };
                let insured = self.entry(insured, depth);
                let result = months(&insured.state)
                    .zip(remainder)
                    .map(|(insured, remainder)| {
                        let longest = unemployment::longest_with_remainder(insured, remainder);
                        Value::Number(longest.map_or(0, i64::from))
                    });
                conclude(result, [Some(insured), unused].into_iter().flatten())
            }
            Derivation::MonthsToRetirement { birth, sex, post } => {
                self.about_retirement([birth, sex, post], depth, |months| {
                    Value::Number(i64::from(months.unwrap_or(0)))
                })
            }
            Derivation::RetirementReached { birth, sex, post } => {
                self.about_retirement([birth, sex, post], depth, |months| {
                    Value::Flag(months.is_none())
                })
            }
            Derivation::Age { birth } => {
                let birth = self.entry(birth, depth);
                let today = YearMonth::from(self.context.today);
                let result = month(&birth.state)
                    .map(|birth| Value::Number(i64::from(today.months_since(birth).max(0) / 12)));
                conclude(result, [birth])
            }
            Derivation::MonthsSince { date } => {
                let date = self.entry(date, depth);
                let result = match &date.state {
                    State::Known(value) => value.day(),
                    _ => None,
                }
                .map(|date| {
                    let months = if date > self.context.today {
                        0
                    } else {
                        day::months_between(date, self.context.today)
                    };
                    Value::Number(i64::from(months))
                });
                conclude(result, [date])
            }
        }
    }

    /// What follows from the whole months to the statutory retirement age, `None` once it is reached.
    fn about_retirement(
        &self,
        names: [&Name; 3],
        depth: u8,
        conclusion: impl Fn(Option<u32>) -> Value,
    ) -> Entry {
        let parts = names.map(|name| self.entry(name, depth));
        let [birth, sex, post] = &parts;
        let result = retirement_group(&sex.state, &post.state)
            .and_then(|group| months_to_retirement(&birth.state, group, self.context.today))
            .map(conclusion);
        conclude(result, parts)
    }
}

/// A derived value rests on all its parts; without one it is open for the parts that are missing.
fn conclude(value: Option<Value>, parts: impl IntoIterator<Item = Entry>) -> Entry {
    let mut grounds = BTreeSet::new();
    let mut missing = BTreeSet::new();
    let mut not_asked = false;
    for part in parts {
        match part.state {
            State::Open => missing.extend(part.grounds),
            State::NotAsked => {
                not_asked = true;
                grounds.extend(part.grounds);
            }
            State::Known(_) => grounds.extend(part.grounds),
        }
    }
    match value {
        Some(value) => Entry {
            state: State::Known(value),
            grounds,
        },
        None if missing.is_empty() && not_asked => Entry {
            state: State::NotAsked,
            grounds,
        },
        None => Entry::open(missing),
    }
}

fn months(state: &State) -> Option<u32> {
    match state {
        State::Known(value) => value.number().and_then(|n| u32::try_from(n).ok()),
        _ => None,
    }
}

fn month(state: &State) -> Option<YearMonth> {
    match state {
        State::Known(value) => value.month(),
        _ => None,
    }
}

/// Whole months to the statutory retirement age, `Some(None)` once it is reached; `None` where the birth
/// is not known. Counted to the day where the day of birth is known, otherwise by calendar months.
fn months_to_retirement(birth: &State, group: Group, today: Day) -> Option<Option<u32>> {
    let State::Known(birth) = birth else {
        return None;
    };
    Some(match birth.day() {
        Some(birth) => unemployment::months_until_retirement(birth, group, today),
        None => {
            let ahead = retirement::statutory(birth.month()?, group).months_until(today);
            u32::try_from(ahead).ok().filter(|months| *months > 0)
        }
    })
}

/// Men retire at 60 rising to 63; women by their post at 55 rising to 58, or at 50 rising to 55.
fn retirement_group(sex: &State, post: &State) -> Option<Group> {
    let State::Known(sex) = sex else { return None };
    match sex.text()? {
        sex if sex == sex_id(Sex::Male) => Some(Group::Men60),
        sex if sex == sex_id(Sex::Female) => match post {
            State::Known(post) => match post.text()? {
                "manager_or_technician" => Some(Group::Women55),
                "worker" => Some(Group::Women50),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

const fn sex_id(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    }
}
