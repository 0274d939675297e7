//! Which questions arise, in which order, and the way through them: next, back, nearest reachable, progress.

use super::Plan;
use crate::context::Context;
use crate::evaluation::Truth;
use crate::facts::{Entry, EvalContext, Limits, State, evaluate, only};
use crate::scenario::{Question, QuestionId, Scenario};
use crate::{Answers, Value};

#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub question: QuestionId,
    pub state: StepState,
    /// What the answer must lie between, as it follows from earlier ones.
    pub limits: Limits,
    /// The answer lies outside them: earlier ones have changed, or it was never possible. It is asked again.
    pub is_outside: bool,
}

impl Step {
    /// Whether an answer is still wanted.
    pub fn is_open(&self) -> bool {
        self.state == StepState::Open || self.is_outside
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Open,
    /// Answered by the resident, perhaps with 「不清楚」.
    Answered,
    /// Answered by a record of the state: not asked (免填写).
    OnRecord,
    /// Left to the office, until the resident wants to know a figure beforehand.
    Left,
}

/// Where someone may be in the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WizardStep {
    Question(QuestionId),
    /// Every question is answered: the plan is complete.
    End,
}

/// How far the guide is. The total is an estimate while answers may still open questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub answered: usize,
    pub total: usize,
}

pub(super) fn relevant<'a>(
    scenario: &'a Scenario,
    answers: &Answers,
    context: &Context,
    eval: &mut EvalContext<'a>,
) -> (Vec<Step>, usize) {
    let mut steps = Vec::new();
    let mut undecided = 0;
    for question in &scenario.questions {
        let asked = question.when.as_ref().map(|when| evaluate(when, eval));
        let (entry, step) = match asked {
            Some(evaluation) if evaluation.truth == Truth::No => (
                Entry {
                    state: State::NotAsked,
                    reasons: evaluation.because,
                },
                None,
            ),
            Some(evaluation) if evaluation.truth == Truth::Unknown => {
                undecided += 1;
                let reasons = evaluation.missing;
                (
                    Entry {
                        state: State::Open,
                        reasons,
                    },
                    None,
                )
            }
            _ => {
                let recorded = question
                    .record
                    .as_ref()
                    .and_then(|key| context.record(key, eval.acting_for()));
                let (entry, state) = answer(question, answers, recorded);
                let limits = eval.limits(&question.kind, question.within.as_ref());
                let is_outside = state == StepState::Answered
                    && entry
                        .state
                        .value()
                        .is_some_and(|value| limits.problem(&question.kind, value).is_some());
                (
                    entry,
                    Some(Step {
                        question: question.id.clone(),
                        state,
                        limits,
                        is_outside,
                    }),
                )
            }
        };
        eval.enter_question(&question.id, entry);
        steps.extend(step);
    }
    (steps, undecided)
}

/// What answers a relevant question. A record of the state comes before what the resident remembers;
/// an answer that is not of the question's kind (an older version, a damaged draft) counts as none.
fn answer<'a>(
    question: &'a Question,
    answers: &Answers,
    recorded: Option<&Value>,
) -> (Entry<'a>, StepState) {
    let reasons = only(&question.id);
    let (state, step) = match (recorded, answers.get(&question.id)) {
        (Some(record), _) if question.kind.admits(record) => {
            (State::Known(record.clone()), StepState::OnRecord)
        }
        (_, Some(Value::Unsure)) if question.unsure.is_some() => (State::Open, StepState::Answered),
        (_, Some(given)) if question.kind.admits(given) => {
            (State::Known(given.clone()), StepState::Answered)
        }
        _ if question.optional => (State::Open, StepState::Left),
        _ => (State::Open, StepState::Open),
    };
    (Entry { state, reasons }, step)
}

impl Plan {
    /// The questions the resident is shown, in order: those that no record answers, and that are not left to the
    /// office.
    pub fn asked(&self) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(|step| !matches!(step.state, StepState::OnRecord | StepState::Left))
    }

    /// Where 「下一步」 leads from a question: the next asked one, or the end.
    /// From a question that is not answered, or not asked, there is no next.
    pub fn next(&self, from: &str) -> Option<WizardStep> {
        let mut rest = self.asked().skip_while(|step| step.question != from);
        let here = rest.next()?;
        if here.is_open() {
            return None;
        }
        Some(rest.next().map_or(WizardStep::End, |step| {
            WizardStep::Question(step.question.clone())
        }))
    }

    /// Where 「上一步」 leads: the asked question before. It does not depend on the browser's history.
    pub fn back(&self, from: &WizardStep) -> Option<QuestionId> {
        let mut before = None;
        for step in self.asked() {
            if matches!(from, WizardStep::Question(id) if *id == step.question) {
                return before;
            }
            before = Some(step.question.clone());
        }
        match from {
            WizardStep::End => before,
            WizardStep::Question(_) => None,
        }
    }

    /// The first question that still wants an answer, or the end.
    pub fn frontier(&self) -> WizardStep {
        self.asked()
            .find(|step| step.is_open())
            .map_or(WizardStep::End, |step| {
                WizardStep::Question(step.question.clone())
            })
    }

    /// The place nearest to `wanted` that may be visited: `wanted` itself where every asked question
    /// before it is answered, or else the frontier.
    pub fn nearest_reachable(&self, wanted: &WizardStep) -> WizardStep {
        let WizardStep::Question(id) = wanted else {
            return self.frontier();
        };
        for step in &self.steps {
            if step.question == *id && step.state != StepState::OnRecord {
                return wanted.clone();
            }
            if step.is_open() {
                break;
            }
        }
        self.frontier()
    }

    pub fn progress(&self) -> Progress {
        let answered = self.asked().filter(|step| !step.is_open()).count();
        Progress {
            answered,
            total: self.asked().count(),
        }
    }

    /// The answers that count: those to relevant questions. The rest stays with the draft.
    pub fn relevant_answers(&self, answers: &Answers) -> Answers {
        let mut relevant = Answers::default();
        relevant.given.extend(
            self.asked()
                .filter(|step| step.state == StepState::Answered)
                .filter_map(|step| {
                    Some((step.question.clone(), answers.get(&step.question)?.clone()))
                }),
        );
        for group in &self.groups {
            let rows = answers.rows(&group.id).iter().zip(&group.rows);
            let rows = rows.map(|(row, planned)| {
                let mut row = row.clone();
                row.values
                    .retain(|id, _| planned.fields.iter().any(|field| field.id == *id));
                for field in &planned.fields {
                    if let Some(value) = field.value_in(&row).cloned() {
                        row.values.insert(field.id.clone(), value);
                    }
                }
                row
            });
            let mut kept = Vec::with_capacity(group.rows.len());
            kept.extend(rows);
            relevant.rows.insert(group.id.clone(), kept);
        }
        relevant.declined.extend(
            self.services
                .iter()
                .filter(|service| service.declined)
                .map(|service| service.id.clone()),
        );
        relevant
    }
}
