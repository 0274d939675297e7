//! One scenario in one place for one role, walked towards everything that may come about.
//! What is never reached is judged over all places and roles together, so it is gathered first.

mod asked;
mod conditions;
mod gathered;
mod reach;
mod supply;
mod texts;
mod uses;

#[cfg(test)]
mod against_plan;

use catalog::ActingFor;
use catalog::scenario::{Handling, Scenario};
use civic::Day;

use crate::asked::Asked;
use crate::diagram::{Walk, Ways, count};
use crate::expr::{Expr, OPEN, UNKNOWN, YES};
pub(crate) use crate::model::Memory;
use crate::model::Model;
use crate::model::names::VarOf;
use crate::outcome::{Outcome, Path};
use crate::report::Fault;
use crate::wording;
pub(crate) use gathered::Gathered;
pub(crate) use texts::placeholders;
use uses::Use;

pub(crate) struct Run<'a, 'w> {
    model: Model<'a>,
    walk: Walk<'w>,
    /// Without 「不清楚」: what is still open then was never asked.
    certain: Walk<'w>,
    uses: Vec<Use<'a>>,
    /// By service: that it is within reach, because it applies or because the office is to decide.
    within: Vec<Expr>,
    pub(crate) faults: Vec<Fault>,
}

/// What one run tells about itself.
pub(crate) struct Tally {
    pub(crate) ways: Ways,
    pub(crate) states: usize,
    pub(crate) limits: Vec<String>,
    pub(crate) faults: Vec<Fault>,
}

pub(crate) fn run(
    scenario: &Scenario,
    role: ActingFor,
    today: Day,
    memory: &mut Memory,
    gathered: &mut Gathered,
) -> Tally {
    let mut model = Model::new(scenario, role, today, memory);
    let guide = guide_vars(&model);
    let ways = count(&guide, &mut model.exprs);
    let asked: Vec<Asked> = model.asked.clone();
    let mut run = Run {
        walk: Walk::new(&asked, false),
        certain: Walk::new(&asked, true),
        uses: Vec::new(),
        within: Vec::new(),
        faults: Vec::new(),
        model,
    };
    run.within = (0..scenario.services.len())
        .map(|at| {
            let applies = run.model.services[at];
            run.model.exprs.not_excluded(applies)
        })
        .collect();
    run.uses = uses::all(&mut run.model, &run.within);
    run.reach(gathered);
    run.conditions(gathered);
    run.asked_twice();
    run.supply();
    run.texts();
    run.ends();
    let mut limits: Vec<String> = run.model.limits.iter().cloned().collect();
    if ways.cut {
        limits.push("the number of paths is that of the part that was counted".to_owned());
    }
    if run.walk.in_pairs() + run.certain.in_pairs() > 0 {
        limits.push(format!(
            "{} targets were walked by pairs of answers only: more than {} states each",
            run.walk.in_pairs() + run.certain.in_pairs(),
            crate::MOST_STATES
        ));
    }
    Tally {
        states: ways.states + run.walk.states() + run.certain.states(),
        ways,
        limits,
        faults: run.faults,
    }
}

/// The questions alone, with what is counted over rows before them.
fn guide_vars(model: &Model<'_>) -> Vec<Asked> {
    let questions = model.names.vars.iter().zip(&model.asked);
    questions
        .take_while(|(var, _)| !matches!(var, VarOf::Column { .. }))
        .map(|(var, asked)| match var {
            // A number over rows is no answer of the guide: it is taken to be open.
            VarOf::Rows(_) => Asked {
                when: UNKNOWN,
                ..asked.clone()
            },
            _ => asked.clone(),
        })
        .collect()
}

impl<'a> Run<'a, '_> {
    fn scenario(&self) -> &'a Scenario {
        self.model.scenario
    }

    fn to(&mut self, target: Expr) -> Outcome {
        self.walk.towards(&mut self.model.exprs, target)
    }

    /// The shortest path on which all of these hold.
    fn path_to(&mut self, parts: impl IntoIterator<Item = Expr>) -> Option<Path> {
        let target = self.model.exprs.all(parts);
        self.to(target).to(YES).cloned()
    }

    /// A path in the words of the scenario: 「您的情形=离开单位 → 年龄=49」.
    fn words(&self, path: &Path) -> String {
        let mut steps: Vec<String> = Vec::new();
        if self.scenario().roles.len() > 1 {
            let role = wording::role(self.scenario(), self.model.role);
            steps.push(format!("为谁办={role}"));
        }
        for (var, state) in path {
            let id = self.model.names.id(*var);
            if id == catalog::scenario::ACTING_FOR {
                continue;
            }
            let label = wording::name(self.scenario(), id);
            let value = match state.checked_sub(crate::expr::FIRST) {
                Some(at) => {
                    let value = self.model.candidates[*var].get(at);
                    value.map(|value| wording::value(self.scenario(), id, value))
                }
                None if *state == OPEN => Some("不清楚".to_owned()),
                // What is not asked is no step of the path.
                None => None,
            };
            steps.extend(value.map(|value| format!("{label}={value}")));
        }
        if steps.is_empty() {
            "任何回答".to_owned()
        } else {
            steps.join(" → ")
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Paths that cannot go on, and paths that lead nowhere.
    fn ends(&mut self) {
        use crate::report::{FaultKind::*, Severity};
        let scenario = self.scenario();
        for var in 0..self.model.asked.len() {
            let one = self.model.asked[var].clone();
            if one.candidates > 0
                || one.unsure
                || !matches!(self.model.names.vars[var], VarOf::Question(_))
            {
                continue;
            }
            let id = self.model.names.id(var).to_owned();
            if let Some(path) = self.path_to([one.when]) {
                let message = format!("question {id} has no answer that can be given");
                let path = format!(
                    "{} → {}=？",
                    self.words(&path),
                    wording::name(scenario, &id)
                );
                self.fault(
                    Fault::new(Severity::Error, PathDoesNotEnd, &scenario.id, message)
                        .by(Some(path)),
                );
            }
        }
        let mut nothing = Vec::new();
        for (at, service) in scenario.services.iter().enumerate() {
            let within = self.within[at];
            nothing.push(self.model.exprs.not(within));
            for requirement in service.requires.iter().filter(|one| one.advice.is_some()) {
                let met = self.model.condition(&requirement.when, None);
                nothing.push(self.model.exprs.not_excluded(met));
            }
        }
        if let Some(path) = self.path_to(nothing) {
            let path = self.words(&path);
            let message = "nothing applies in the end, and no advice says what to do";
            self.fault(
                Fault::new(Severity::Warning, DeadEnd, &scenario.id, message).by(Some(path)),
            );
        }
    }

    /// Whether a service is handed in here.
    fn is_applied_for(&self, service: usize) -> bool {
        self.scenario().services[service].handling == Handling::Apply
    }
}
