//! Which services apply, do not apply, or cannot be told yet, and because of which answers.

use std::collections::BTreeSet;

use super::figures::{self, FigurePlan};
use crate::Answers;
use crate::facts::Known;
use crate::judge::{Grounds, Judgement, Truth, judge};
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

pub(super) fn judge_all<'a>(
    scenario: &'a Scenario,
    answers: &Answers,
    asked_out: bool,
    known: &mut Known<'a>,
) -> Vec<ServicePlan> {
    let mut plans = Vec::with_capacity(scenario.services.len());
    for service in &scenario.services {
        let judgements: Vec<Judgement<'a>> = service
            .requires
            .iter()
            .map(|requirement| judge(&requirement.when, known))
            .collect();
        let whole = Judgement::join(judgements.iter().cloned(), Truth::No);
        let verdict = match whole.truth {
            Truth::Yes => Verdict::Applies,
            Truth::No => Verdict::DoesNotApply,
            Truth::Unknown => Verdict::NotYetKnown,
        };
        known.enter_service(&service.id, whole);
        plans.push(ServicePlan {
            id: service.id.clone(),
            verdict,
            outcomes: judgements
                .into_iter()
                .map(|judgement| Outcome {
                    truth: judgement.truth,
                    because: ids(&judgement.because),
                    missing: ids(&judgement.missing),
                })
                .collect(),
            declined: service.optional && answers.declined.contains(&service.id),
            figures: if verdict == Verdict::DoesNotApply {
                Vec::new()
            } else {
                figures::shown(service, known)
            },
            handling: service.handling,
            left_to_office: asked_out && verdict == Verdict::NotYetKnown,
        });
    }
    plans
}

fn ids(grounds: &Grounds<'_>) -> BTreeSet<QuestionId> {
    let mut ids = BTreeSet::new();
    ids.extend(grounds.iter().map(|id| (*id).to_owned()));
    ids
}
