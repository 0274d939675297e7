//! Facts that are calculated, asked of the plan itself: a small scenario of nothing but the fact and what it
//! rests on. So no rule of calculation is written twice, and a new one needs nothing here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

use catalog::context::Context;
use catalog::scenario::{Fact, Kind, Question, Scenario};
use catalog::{ActingFor, Answers, Condition, Truth, Value, plan};
use civic::Day;
use serde_json::json;

/// What a root of a fact is: not asked, not known, or a value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::model) enum Root {
    NotAsked,
    Open,
    Is(Value),
}

/// By the states of the roots: the truth of each comparison, and whether there is a value.
type Told = Rc<RefCell<HashMap<String, Vec<Truth>>>>;

/// What has been told before. Most facts are the same for every role and in every place.
#[derive(Default)]
pub(crate) struct Memory {
    told: HashMap<String, Told>,
}

/// One calculated fact with the comparisons that the scenario makes with it.
pub(in crate::model) struct Oracle {
    small: Scenario,
    context: Context,
    roots: Vec<String>,
    comparisons: Vec<String>,
    fact: String,
    told: Told,
}

const ASKED: &str = "asked-";

impl Oracle {
    /// `roots`: the names the fact rests on in the end, with their kinds; `facts`: it and those between.
    pub(super) fn new(
        (scenario, role, today): (&Scenario, ActingFor, Day),
        memory: &mut Memory,
        roots: &[(String, Kind)],
        facts: Vec<Fact>,
        fact: &str,
        comparisons: &[Condition],
    ) -> Self {
        let mut small = scenario.clone();
        small.services.clear();
        small.groups.clear();
        small.roles.retain(|one| one.id == role);
        small.facts = facts;
        small.questions.clear();
        for (root, kind) in roots {
            let asked = [ASKED, root].concat();
            small
                .questions
                .extend(question(&asked, &Kind::YesNo, json!(null)));
            small
                .questions
                .extend(question(root, kind, json!({ "holds": asked })));
        }
        let mut names = Vec::new();
        for (at, condition) in comparisons.iter().enumerate() {
            let id = format!("compared-{at}");
            let derived = json!({ "id": id, "label": "", "derive": { "whether": condition } });
            small.facts.extend(serde_json::from_value::<Fact>(derived));
            names.push(id);
        }
        let told = memory.told.entry(subject(&small, fact, today));
        Self {
            told: Rc::clone(told.or_default()),
            small,
            context: Context::anonymous(today),
            roots: roots.iter().map(|(root, _)| root.clone()).collect(),
            comparisons: names,
            fact: fact.to_owned(),
        }
    }

    /// The truth of each comparison, and at the end whether the fact has a value at all.
    pub(in crate::model) fn ask(&self, states: &[Root]) -> Vec<Truth> {
        let key = key(states);
        if let Some(known) = self.told.borrow().get(&key) {
            return known.clone();
        }
        let mut answers = Answers::default();
        for (root, state) in self.roots.iter().zip(states) {
            answers.set(
                &[ASKED, root].concat(),
                Value::Flag(*state != Root::NotAsked),
            );
            if let Root::Is(value) = state {
                answers.set(root, value.clone());
            }
        }
        let values = plan(&self.small, &answers, &self.context).values;
        let truth = |name: &String| match values.get(name) {
            Some(Value::Flag(flag)) => Truth::from(*flag),
            _ => Truth::Unknown,
        };
        let mut truths: Vec<Truth> = self.comparisons.iter().map(truth).collect();
        truths.push(Truth::from(values.contains_key(&self.fact)));
        self.told.borrow_mut().insert(key, truths.clone());
        truths
    }
}

/// All that the truths depend on besides the states.
fn subject(small: &Scenario, fact: &str, today: Day) -> String {
    let facts = serde_json::to_string(&small.facts).unwrap_or_default();
    let questions = serde_json::to_string(&small.questions).unwrap_or_default();
    let place = facts
        .contains("\"regional\"")
        .then_some(&small.region.numbers);
    let role = facts.contains("\"acting_for\"").then_some(&small.roles);
    format!("{fact} {today} {facts} {questions} {place:?} {role:?}")
}

fn key(states: &[Root]) -> String {
    let mut key = String::with_capacity(states.len() * 12);
    for state in states {
        let _ = match state {
            Root::NotAsked => key.write_str("-"),
            Root::Open => key.write_str("?"),
            Root::Is(Value::Text(text)) => key.write_str(text),
            Root::Is(Value::Number(number)) => write!(key, "{number}"),
            Root::Is(other) => write!(key, "{other:?}"),
        };
        key.push('|');
    }
    key
}

fn question(id: &str, kind: &Kind, when: serde_json::Value) -> Option<Question> {
    let question =
        json!({ "id": id, "ask": "", "label": "", "why": "", "kind": kind, "when": when });
    serde_json::from_value(question).ok()
}
