//! `plan(&Scenario, &Answers, &Context) -> Plan`: what to ask, which services apply and why, what they need.
//! Next, back, progress, resume, guards, the checklist and the receipt are all projections of the plan.

mod figures;
mod needs;
mod questions;
mod rows;
mod services;
mod usage;
mod what_if;

use std::collections::BTreeMap;

use crate::context::{ActingFor, Context};
use crate::facts::EvalContext;
use crate::scenario::{Duration, Exempted, Name, Scenario};
use crate::{Answers, Value};

pub use crate::facts::{Limits, NumberUse};
pub use figures::FigurePlan;
pub use questions::{Progress, Step, StepState, WizardStep};
pub use rows::{GroupPlan, RowPlan, title as row_title};
pub use services::{Outcome, ServicePlan, Verdict};
pub use usage::{FieldPlan, MaterialPlan, Origin};
pub use what_if::{Change, how_to_attain, what_would_change};

#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The relevant questions in their order.
    pub steps: Vec<Step>,
    /// How many more questions may still arise: it is not yet known whether they do.
    pub undecided: usize,
    /// Every service of the scenario, in its order.
    pub services: Vec<ServicePlan>,
    /// The union of the fields of the services that are applied for, each once.
    pub fields: Vec<FieldPlan>,
    /// The repeating groups they use, with what each row needs.
    pub groups: Vec<GroupPlan>,
    /// The union of their materials, each once; those of a row have its key in their id.
    pub materials: Vec<MaterialPlan>,
    /// In whose name the case is brought.
    pub acting_for: ActingFor,
    /// The longest time limit of the services that are applied for: they are handled side by side. None where one of
    /// them has no limit: the whole then has none. It binds where each of them does.
    pub longest: Option<Duration>,
    /// What is known of questions and facts, for texts with `{name}` in them.
    pub values: BTreeMap<Name, Value>,
}

/// Computes the plan. Pure and total: it never panics and never loses an answer.
///
/// ```
/// use catalog::load::Library;
/// use catalog::{Answers, Context, Value, Verdict, plan};
///
/// let library = Library::read("../../scenarios".as_ref()).expect("the scenarios are sound");
/// let scenario = library.scenario("000000", "social_card").expect("it is live nationwide");
/// let today = civic::day::parse_iso("2026-11-21").expect("a day");
/// let context = Context::anonymous(today);
///
/// let verdict = |answers: &Answers| {
///     let plan = plan(scenario, answers, &context);
///     plan.service("card_loss").map(|service| service.verdict)
/// };
/// let lost = Answers::from([("card", Value::from("lost"))]);
/// assert_eq!(verdict(&lost), Some(Verdict::NotYetKnown));
/// let reported = |yes| lost.with("loss_reported", Value::Flag(yes));
/// assert_eq!(verdict(&reported(false)), Some(Verdict::Applies));
/// assert_eq!(verdict(&reported(true)), Some(Verdict::DoesNotApply));
/// ```
pub fn plan(scenario: &Scenario, answers: &Answers, context: &Context) -> Plan {
    let mut eval = EvalContext::new(scenario, answers, context);
    let (steps, undecided, services) = steps_and_services(scenario, answers, context, &mut eval);
    let needs = needs::union(scenario, answers, &services, context, &eval);
    let limits: Option<Vec<Duration>> = services
        .iter()
        .filter(|service| service.applied_for())
        .filter_map(|service| scenario.service(&service.id))
        .map(|service| scenario.duration(service))
        .collect();
    let longest = Duration::longest(limits.unwrap_or_default());
    let names = scenario.questions.iter().map(|question| &question.id);
    // Maps are extended, not collected: collecting brings a sort for each type into the app's download.
    let mut values = BTreeMap::new();
    values.extend(
        names
            .chain(scenario.facts.iter().map(|fact| &fact.id))
            .filter_map(|name| Some((name.clone(), eval.value(name)?))),
    );
    Plan {
        steps,
        undecided,
        services,
        fields: needs.fields,
        groups: needs.groups,
        materials: needs.materials,
        acting_for: eval.acting_for(),
        longest,
        values,
    }
}

/// The services of the plan alone, for trying answers: what they need is not asked.
fn verdicts(scenario: &Scenario, answers: &Answers, context: &Context) -> Vec<ServicePlan> {
    let mut eval = EvalContext::new(scenario, answers, context);
    steps_and_services(scenario, answers, context, &mut eval).2
}

fn steps_and_services<'a>(
    scenario: &'a Scenario,
    answers: &Answers,
    context: &Context,
    eval: &mut EvalContext<'a>,
) -> (Vec<Step>, usize, Vec<ServicePlan>) {
    let (steps, undecided) = questions::relevant(scenario, answers, context, eval);
    let asked_out = steps.iter().all(|step| step.state != StepState::Open);
    let services = services::evaluate_all(scenario, answers, asked_out, eval);
    (steps, undecided, services)
}

impl Plan {
    pub fn service(&self, id: &str) -> Option<&ServicePlan> {
        self.services.iter().find(|service| service.id == id)
    }

    pub fn field(&self, id: &str) -> Option<&FieldPlan> {
        self.fields.iter().find(|field| field.id == id)
    }

    pub fn group(&self, id: &str) -> Option<&GroupPlan> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub fn material(&self, id: &str) -> Option<&MaterialPlan> {
        self.materials.iter().find(|material| material.id == id)
    }

    /// The proofs that the services applied for do not ask for, each once.
    pub fn exempted<'a>(&self, scenario: &'a Scenario) -> Vec<&'a Exempted> {
        let mut exempted: Vec<&Exempted> = Vec::new();
        let services = self
            .applied_for()
            .filter_map(|service| scenario.service(&service.id));
        for one in services.flat_map(|service| &service.exempted) {
            if !exempted.iter().any(|known| known.id == one.id) {
                exempted.push(one);
            }
        }
        exempted
    }

    /// The services that one application hands in.
    pub fn applied_for(&self) -> impl Iterator<Item = &ServicePlan> {
        self.services.iter().filter(|service| service.applied_for())
    }
}
