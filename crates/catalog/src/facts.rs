//! What is known so far: answers that count, records of the state, and the facts that follow from them.
//! Each carries its reasons (the questions it rests on), so that every verdict can be explained.

mod conditions;
mod derive;
mod limits;
mod money;
mod regional;
mod retirement;
mod rows;
mod verified;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::answers::Row;
use crate::context::{ActingFor, Context};
use crate::evaluation::{Evaluation, MAX_DEPTH, Reasons};
use crate::scenario::{FieldId, Group, Scenario};
use crate::{Answers, Value};

pub use conditions::evaluate;
pub use limits::Limits;
pub use regional::NumberUse;
pub use verified::{Verified, Vouched};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum State {
    Known(Value),
    /// Not answered, or answered with 「不清楚」.
    Open,
    /// The question does not arise.
    NotAsked,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry<'a> {
    pub(crate) state: State,
    /// The questions that decided it, or, while it is open, those that are missing.
    pub(crate) reasons: Reasons<'a>,
}

/// The set of one name.
pub(crate) fn only(name: &str) -> Reasons<'_> {
    let mut set = BTreeSet::new();
    set.insert(name);
    set
}

impl<'a> Entry<'a> {
    fn open(missing: Reasons<'a>) -> Self {
        Self {
            state: State::Open,
            reasons: missing,
        }
    }
}

/// The state of knowledge while a plan is made: questions are entered in their order.
#[derive(Debug)]
pub struct EvalContext<'a> {
    scenario: &'a Scenario,
    answers: &'a Answers,
    context: &'a Context,
    acting_for: ActingFor,
    questions: Rc<BTreeMap<&'a str, Entry<'a>>>,
    services: Rc<BTreeMap<&'a str, Evaluation<'a>>>,
    /// The row whose names come before all others.
    row: Option<Scope<'a>>,
    /// Facts that rest on nothing that is still to be entered: they stand.
    derived: RefCell<BTreeMap<&'a str, Entry<'a>>>,
    /// Facts that met a question or service not entered yet: forgotten when one is.
    provisional: RefCell<BTreeMap<&'a str, Entry<'a>>>,
    /// How often something was looked up that is still to be entered, here and within rows.
    not_entered: Rc<Cell<u32>>,
}

/// A row of a group, while its conditions are judged.
#[derive(Debug, Clone, Copy)]
struct Scope<'a> {
    group: &'a Group,
    values: &'a BTreeMap<FieldId, Value>,
}

impl<'a> EvalContext<'a> {
    pub(crate) fn new(scenario: &'a Scenario, answers: &'a Answers, context: &'a Context) -> Self {
        Self {
            scenario,
            answers,
            context,
            acting_for: scenario.acting_for(answers),
            questions: Rc::default(),
            services: Rc::default(),
            row: None,
            derived: RefCell::default(),
            provisional: RefCell::default(),
            not_entered: Rc::default(),
        }
    }

    pub(crate) fn enter_question(&mut self, id: &'a str, entry: Entry<'a>) {
        Rc::make_mut(&mut self.questions).insert(id, entry);
        self.provisional.get_mut().clear();
    }

    pub(crate) fn enter_service(&mut self, id: &'a str, evaluation: Evaluation<'a>) {
        Rc::make_mut(&mut self.services).insert(id, evaluation);
        self.provisional.get_mut().clear();
    }

    /// What is known within one row.
    #[must_use]
    pub(crate) fn in_row(&self, group: &'a Group, row: &'a Row) -> Self {
        Self {
            row: Some(Scope {
                group,
                values: &row.values,
            }),
            derived: RefCell::default(),
            provisional: RefCell::default(),
            not_entered: Rc::clone(&self.not_entered),
            questions: Rc::clone(&self.questions),
            services: Rc::clone(&self.services),
            ..*self
        }
    }

    pub(crate) const fn acting_for(&self) -> ActingFor {
        self.acting_for
    }

    pub(crate) const fn roles_are_asked(&self) -> bool {
        self.scenario.roles.len() > 1
    }

    pub(crate) fn service(&self, id: &str) -> Evaluation<'a> {
        if let Some(evaluation) = self.services.get(id) {
            return evaluation.clone();
        }
        self.meets_what_is_not_entered();
        Evaluation::open(BTreeSet::new())
    }

    /// The value of a question or a fact, where it is known.
    pub fn value(&self, name: &'a str) -> Option<Value> {
        self.with_entry(name, 0, |entry| entry.state.value().cloned())
    }

    pub(crate) fn entry(&self, name: &'a str, depth: u8) -> Entry<'a> {
        self.with_entry(name, depth, Entry::clone)
    }

    /// Reads an entry where it lies: conditions ask for thousands in a plan, and need no copy.
    pub(crate) fn with_entry<R>(
        &self,
        name: &'a str,
        depth: u8,
        read: impl FnOnce(&Entry<'a>) -> R,
    ) -> R {
        if let Some(scope) = &self.row
            && let Some(entry) = self.of_row(scope, name, depth)
        {
            return read(&entry);
        }
        if let Some(entry) = self.questions.get(name) {
            return read(entry);
        }
        if let Some(entry) = self.derived.borrow().get(name) {
            return read(entry);
        }
        if let Some(entry) = self.provisional.borrow().get(name) {
            self.meets_what_is_not_entered();
            return read(entry);
        }
        match self.scenario.fact(name) {
            Some(fact) if depth <= MAX_DEPTH => {
                let before = self.not_entered.get();
                let entry = self.derive(&fact.derive, depth + 1);
                let result = read(&entry);
                let facts = if self.not_entered.get() == before {
                    &self.derived
                } else {
                    &self.provisional
                };
                facts.borrow_mut().insert(&fact.id, entry);
                result
            }
            // A question that has not been reached yet.
            _ => {
                self.meets_what_is_not_entered();
                read(&Entry::open(only(name)))
            }
        }
    }

    fn meets_what_is_not_entered(&self) {
        self.not_entered.set(self.not_entered.get().wrapping_add(1));
    }
}

/// A derived value rests on all its parts; without one it is open for the parts that are missing.
fn conclude<'a>(value: Option<Value>, parts: impl IntoIterator<Item = Entry<'a>>) -> Entry<'a> {
    let mut reasons = BTreeSet::new();
    let mut missing = BTreeSet::new();
    let mut not_asked = false;
    for part in parts {
        match part.state {
            State::Open => missing.extend(part.reasons),
            State::NotAsked => {
                not_asked = true;
                reasons.extend(part.reasons);
            }
            State::Known(_) => reasons.extend(part.reasons),
        }
    }
    match value {
        Some(value) => Entry {
            state: State::Known(value),
            reasons,
        },
        None if missing.is_empty() && not_asked => Entry {
            state: State::NotAsked,
            reasons,
        },
        None => Entry::open(missing),
    }
}

impl State {
    pub(crate) fn value(&self) -> Option<&Value> {
        match self {
            Self::Known(value) => Some(value),
            Self::Open | Self::NotAsked => None,
        }
    }

    fn number(&self) -> Option<i64> {
        self.value()?.number()
    }
}
