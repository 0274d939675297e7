//! "What would change it": the single answers that would make a service apply.
//! Found by trying: every option, and every number that a condition of the scenario looks at.

use std::collections::BTreeSet;

use super::{Plan, ServicePlan, Verdict, verdicts};
use crate::condition::Condition;
use crate::context::Context;
use crate::scenario::{Derivation, Kind, Question, QuestionId, Scenario, ServiceId};
use crate::{Answers, LocalizedText, Value};

/// If `question` were answered with one of `values`, `service` would apply.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub service: ServiceId,
    pub question: QuestionId,
    pub values: Vec<Value>,
}

/// The sentence that says how one rightly comes to it, where the scenario knows a way; of what is a fact of life there
/// is none.
pub fn how_to_attain<'a>(
    scenario: &'a Scenario,
    answers: &Answers,
    change: &Change,
) -> Option<&'a LocalizedText> {
    let attainable = scenario.question(&change.question)?.attainable.as_ref()?;
    let now = answers.get(&change.question)?;
    let from = attainable.from.is_empty() || attainable.from.iter().any(|id| is_answer(id, now));
    let mut ways = attainable.to.iter();
    let to = ways.any(|id| change.values.iter().any(|value| is_answer(id, value)));
    (from && to).then_some(&attainable.how)
}

fn is_answer(id: &str, value: &Value) -> bool {
    match value {
        Value::Text(chosen) => chosen == id,
        Value::Several(chosen) => chosen.iter().any(|chosen| chosen == id),
        Value::Flag(flag) => id == if *flag { "yes" } else { "no" },
        _ => false,
    }
}

/// The single answers, of those that decided against a service of `now`, whose change would make it apply.
/// All services are looked at in one pass: every answer is tried once, not once a service.
pub fn what_would_change(
    scenario: &Scenario,
    answers: &Answers,
    context: &Context,
    now: &Plan,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for question in &scenario.questions {
        let refused: Vec<&ServicePlan> = now
            .services
            .iter()
            .filter(|service| is_decided_against_by(service, question))
            .collect();
        if refused.is_empty() {
            continue;
        }
        for value in candidates(scenario, question) {
            if answers.get(&question.id) == Some(&value) {
                continue;
            }
            let changed = answers.with(&question.id, value.clone());
            let changed = verdicts(scenario, &changed, context);
            for service in &refused {
                let applies = |other: &ServicePlan| {
                    other.id == service.id && other.verdict == Verdict::Applies
                };
                if !changed.iter().any(applies) {
                    continue;
                }
                let known = changes
                    .iter_mut()
                    .find(|known| known.question == question.id && known.service == service.id);
                match known {
                    Some(change) => change.values.push(value.clone()),
                    None => changes.push(Change {
                        service: service.id.clone(),
                        question: question.id.clone(),
                        values: vec![value.clone()],
                    }),
                }
            }
        }
    }
    changes
}

fn is_decided_against_by(service: &ServicePlan, question: &Question) -> bool {
    service.verdict == Verdict::DoesNotApply
        && service
            .outcomes
            .iter()
            .any(|outcome| outcome.because.contains(&question.id))
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
        Kind::Number(_) | Kind::YearsMonths(_) => thresholds(scenario, &question.id)
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
