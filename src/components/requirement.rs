//! The requirements of a service as they came out: ✓ ✗ ?, in words, with the answer that decided and a way to
//! change it.

use catalog::plan::{Outcome, Plan, ServicePlan, StepState};
use catalog::scenario::{Scenario, Service};
use catalog::{Answers, Truth};
use markup::view;

use super::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::plan as words;

/// The list of requirements of one service.
pub(crate) fn requirements(
    scenario: &Scenario,
    service: &Service,
    planned: &ServicePlan,
    plan: &Plan,
    answers: &Answers,
) -> Node {
    let lines = service.requires.iter().zip(&planned.outcomes).map(|(requirement, outcome)| {
        let (class, sign, hidden, text) = match outcome.truth {
            Truth::Yes => ("requirement requirement--met", "check", words::met(), &requirement.met),
            Truth::No => ("requirement requirement--unmet", "cross", words::unmet(), &requirement.unmet),
            Truth::Unknown => ("requirement requirement--open", "question", words::open(), &requirement.open),
        };
        // What is met needs no proof; what is not is said with its basis.
        let basis = match outcome.truth {
            Truth::Yes => None,
            Truth::No | Truth::Unknown => sources(scenario, &requirement.sources),
        };
        let advice = match outcome.truth {
            Truth::No => requirement.advice.as_ref().map(format::localized),
            Truth::Yes | Truth::Unknown => None,
        };
        view! {
            <li class=class>
                {icon(sign, "requirement__mark")}
                <span>
                    <span class="visually-hidden">{hidden}</span>
                    {format::filled(text, scenario, plan)}
                    {grounds(scenario, outcome, plan, answers)}
                    {advice.map(|advice| view! { <span class="requirement__answer">{advice}</span> })}
                    {basis}
                </span>
            </li>
        }
    });
    view! { <ul class="requirements">{lines.collect::<Vec<_>>()}</ul> }.into_node()
}

/// 「您说：合同到期。改」 for each answer that decided; a record of the state is named as such.
fn grounds(scenario: &Scenario, outcome: &Outcome, plan: &Plan, answers: &Answers) -> Node {
    outcome
        .because
        .iter()
        .chain(&outcome.missing)
        .filter_map(|id| {
            let question = scenario.question(id)?;
            let step = plan.steps.iter().find(|step| step.question == *id)?;
            let label = format::localized(&question.label);
            let link = ["/s/", &scenario.id, "/guide/", id].concat();
            let said = match step.state {
                StepState::OnRecord => {
                    let value = format::answer(question, plan.values.get(id)?);
                    return Some(
                        view! { <span class="requirement__answer">{words::on_record(&label, &value)}</span> }
                            .into_node(),
                    );
                }
                StepState::Answered => {
                    words::you_said(&label, &format::answer(question, answers.get(id)?))
                }
                StepState::Open | StepState::Left => words::not_answered(&label),
            };
            Some(
                view! {
                    <span class="requirement__answer">
                        {said} " "
                        <a href=link>
                            {words::change_answer()} <span class="visually-hidden">{label}</span>
                        </a>
                    </span>
                }
                .into_node(),
            )
        })
        .collect::<Vec<_>>()
        .into_node()
}

fn sources(scenario: &Scenario, ids: &[String]) -> Option<Node> {
    let titles = format::sources(scenario, ids);
    (!titles.is_empty()).then(|| {
        view! { <span class="requirement__answer">{crate::messages::common::source(&titles)}</span> }.into_node()
    })
}
