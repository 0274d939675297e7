//! Which services apply, do not apply, or cannot be told yet, and because of which answers.

use std::collections::BTreeSet;

use super::figures::{self, FigurePlan};
use crate::Answers;
use crate::evaluation::{Evaluation, Reasons, Truth};
use crate::facts::{EvalContext, evaluate};
use crate::scenario::{Handling, QuestionId, Scenario, ServiceId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Applies,
    DoesNotApply,
    NotYetKnown,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ServicePlan {
    pub id: ServiceId,
    pub verdict: Verdict,
    /// One outcome per requirement of the service, in its order.
    pub outcomes: Vec<Outcome>,
    /// The resident does not want it now.
    pub declined: bool,
    /// The figures that can be shown.
    pub figures: Vec<FigurePlan>,
    pub handling: Handling,
    /// Every question is answered, and still it is not known: the office decides (以经办机构核定为准).
    pub left_to_office: bool,
}

/// How one requirement came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub truth: Truth,
    /// The questions whose answers decided it.
    pub because: BTreeSet<QuestionId>,
    /// The questions whose answers are missing.
    pub missing: BTreeSet<QuestionId>,
}

impl ServicePlan {
    /// Whether the application hands it in: it applies, or the office is to decide, and it is wanted.
    /// What cannot be told is never decided against the resident.
    pub fn applied_for(&self) -> bool {
        self.handling == Handling::Apply && self.within_reach() && !self.declined
    }

    /// Whether it comes by itself with another service (免申即享).
    pub fn automatic(&self) -> bool {
        self.handling == Handling::Automatic && self.within_reach()
    }

    /// Whether it is there for the resident, but handed in somewhere else.
    pub fn elsewhere(&self) -> bool {
        self.handling == Handling::Elsewhere && self.within_reach()
    }

    fn within_reach(&self) -> bool {
        self.verdict == Verdict::Applies || self.left_to_office
    }
}

pub(super) fn evaluate_all<'a>(
    scenario: &'a Scenario,
    answers: &Answers,
    asked_out: bool,
    eval: &mut EvalContext<'a>,
) -> Vec<ServicePlan> {
    let mut plans = Vec::with_capacity(scenario.services.len());
    for service in &scenario.services {
        let evaluations: Vec<Evaluation<'a>> = service
            .requires
            .iter()
            .map(|requirement| evaluate(&requirement.when, eval))
            .collect();
        let whole = Evaluation::join(&evaluations, Truth::No);
        let verdict = match whole.truth {
            Truth::Yes => Verdict::Applies,
            Truth::No => Verdict::DoesNotApply,
            Truth::Unknown => Verdict::NotYetKnown,
        };
        eval.enter_service(&service.id, whole);
        plans.push(ServicePlan {
            id: service.id.clone(),
            verdict,
            outcomes: evaluations
                .into_iter()
                .map(|evaluation| Outcome {
                    truth: evaluation.truth,
                    because: ids(&evaluation.because),
                    missing: ids(&evaluation.missing),
                })
                .collect(),
            declined: service.optional && answers.declined.contains(&service.id),
            figures: if verdict == Verdict::DoesNotApply {
                Vec::new()
            } else {
                figures::shown(service, eval)
            },
            handling: service.handling,
            left_to_office: asked_out && verdict == Verdict::NotYetKnown,
        });
    }
    plans
}

fn ids(reasons: &Reasons<'_>) -> BTreeSet<QuestionId> {
    let mut ids = BTreeSet::new();
    ids.extend(reasons.iter().map(|id| (*id).to_owned()));
    ids
}
