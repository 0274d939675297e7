//! "What would change it": the single answers that would make a service apply.
//! Found by trying: every option, and every number that a condition of the scenario looks at.

use std::collections::BTreeSet;

use super::{Verdict, plan};
use crate::condition::Condition;
use crate::context::Context;
use crate::scenario::{Derivation, Kind, Question, QuestionId, Scenario};
use crate::{Answers, Value};

/// If `question` were answered with one of `values`, the service would apply.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub question: QuestionId,
    pub values: Vec<Value>,
}

/// The single answers, of those that decided against `service`, whose change would make it apply.
pub fn what_would_change(
    scenario: &Scenario,
    answers: &Answers,
    context: &Context,
    service: &str,
) -> Vec<Change> {
    let now = plan(scenario, answers, context);
    let Some(planned) = now.service(service) else {
        return Vec::new();
    };
    if planned.verdict != Verdict::DoesNotApply {
        return Vec::new();
    }
    let decides = |question: &Question| {
        planned
            .outcomes
            .iter()
            .any(|outcome| outcome.because.contains(&question.id))
    };
    let mut changes = Vec::new();
    for question in scenario
        .questions
        .iter()
        .filter(|question| decides(question))
    {
        let values: Vec<Value> = candidates(scenario, question)
            .into_iter()
            .filter(|value| answers.get(&question.id) != Some(value))
            .filter(|value| {
                let changed = plan(
                    scenario,
                    &answers.with(&question.id, value.clone()),
                    context,
                );
                changed
                    .service(service)
                    .is_some_and(|changed| changed.verdict == Verdict::Applies)
            })
            .collect();
        if !values.is_empty() {
            changes.push(Change {
                question: question.id.clone(),
                values,
            });
        }
    }
    changes
}

fn candidates(scenario: &Scenario, question: &Question) -> Vec<Value> {
    match &question.kind {
        Kind::Choice(choices) => choices
            .iter()
            .map(|choice| Value::Text(choice.id.clone()))
            .collect(),
        Kind::Several(choices) => choices
            .iter()
            .map(|choice| Value::Several(vec![choice.id.clone()]))
            .collect(),
        Kind::YesNo => vec![Value::Flag(true), Value::Flag(false)],
        Kind::Number(_) => thresholds(scenario, &question.id)
            .into_iter()
            .map(Value::Number)
            .collect(),
        _ => Vec::new(),
    }
}

/// The numbers at which a condition on this question turns.
fn thresholds(scenario: &Scenario, question: &str) -> BTreeSet<i64> {
    let mut numbers = BTreeSet::new();
    let mut visit = |condition: &Condition| match condition {
        Condition::AtLeast(at) | Condition::AtMost(at) if at.of == question => {
            numbers.insert(at.number);
        }
        _ => {}
    };
    let requirements = scenario
        .services
        .iter()
        .flat_map(|service| &service.requires);
    requirements.for_each(|requirement| requirement.when.walk(&mut visit));
    for fact in &scenario.facts {
        if let Derivation::Whether(condition) = &fact.derive {
            condition.walk(&mut visit);
        }
    }
    numbers
}
