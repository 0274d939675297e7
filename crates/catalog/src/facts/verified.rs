//! What conditions come to by verified values alone (无人审批): what a resident only typed counts as unknown, so that
//! what nobody has looked at decides nothing.

use std::collections::BTreeMap;

use super::{Entry, EvalContext, State, evaluate, only};
use crate::condition::Condition;
use crate::context::{ActingFor, Context};
use crate::evaluation::{Evaluation, Truth};
use crate::scenario::{ACTING_FOR, QuestionId, Scenario};
use crate::{Answers, Value};

/// Values that a register or a licence of the state vouches for, by the question that they answer.
pub type Verified = BTreeMap<QuestionId, Value>;

/// All that is vouched for about an application: who brings it and in which role, and what registers say of whoever has
/// signed in and of the people of its rows.
#[derive(Debug)]
pub struct Vouched<'a> {
    eval: EvalContext<'a>,
    rows: &'a Answers,
}

impl<'a> Vouched<'a> {
    /// `rows` holds what registers say of the people of the application's rows: by the key of the record, and
    /// nothing that was typed. A question without a verified value is unknown, unless verified values say that it
    /// does not arise; so are services, which rest on all answers. A verified value holds whether or not typed
    /// answers would have led to its question.
    pub fn new(
        scenario: &'a Scenario,
        context: &'a Context,
        acting_for: ActingFor,
        verified: &Verified,
        rows: &'a Answers,
    ) -> Self {
        let mut eval = EvalContext::new(scenario, rows, context);
        eval.acting_for = acting_for;
        if let Some(role) = verified.get(ACTING_FOR) {
            let state = State::Known(role.clone());
            let reasons = only(ACTING_FOR);
            eval.enter_question(ACTING_FOR, Entry { state, reasons });
        }
        for question in &scenario.questions {
            if question.id == ACTING_FOR && verified.contains_key(ACTING_FOR) {
                continue;
            }
            let arises = question.when.as_ref().map(|when| evaluate(when, &eval));
            let value = verified.get(&question.id);
            let entry = match (arises, value) {
                (Some(arises), _) if arises.truth == Truth::No => Entry {
                    state: State::NotAsked,
                    reasons: arises.because,
                },
                (_, Some(value)) if question.kind.admits(value) => Entry {
                    state: State::Known(value.clone()),
                    reasons: only(&question.id),
                },
                (Some(arises), _) if arises.truth == Truth::Unknown => Entry::open(arises.missing),
                _ => Entry::open(only(&question.id)),
            };
            eval.enter_question(&question.id, entry);
        }
        Self { eval, rows }
    }

    /// What a condition comes to. What decided it is in `because`: questions, and the keys of records.
    pub fn evaluate(&self, condition: &'a Condition) -> Evaluation<'a> {
        evaluate(condition, &self.eval)
    }

    /// The same for every row of a group together. Without a row nothing is known.
    pub fn evaluate_each(&self, group: &str, condition: &'a Condition) -> Evaluation<'a> {
        let rows = self.rows.rows(group);
        let group = self.eval.scenario.group(group);
        let Some(group) = group.filter(|_| !rows.is_empty()) else {
            return Evaluation::open(Default::default());
        };
        let of_rows = rows.iter();
        let of_rows = of_rows.map(|row| evaluate(condition, &self.eval.in_row(group, row)));
        Evaluation::join(of_rows, Truth::No)
    }

    /// The value of a question or a fact as far as it follows from what is verified, and what it rests on.
    pub fn value(&self, name: &'a str) -> Option<(Value, Vec<&'a str>)> {
        let entry = self.eval.entry(name, 0);
        let value = entry.state.value()?.clone();
        Some((value, entry.reasons.into_iter().collect()))
    }
}
