//! The answers of the guide: read on the way here, and each changed where it was asked.

use catalog::Value;
use catalog::plan::{Step, StepState};
use markup::view;

use super::lines::change;
use super::page::Page;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::review as words;

pub(super) fn answers(page: &Page<'_>) -> Option<Node> {
    let lines: Vec<Node> = page
        .plan
        .steps
        .iter()
        .filter_map(|step| answer(page, step))
        .collect();
    let n = lines.len().to_string();
    (!lines.is_empty()).then(|| {
        view! {
            <details class="fold review__answers">
                <summary class="fold__head">
                    <h2>{words::answers(&n)}</h2>
                </summary>
                <dl class="facts">{lines}</dl>
            </details>
        }
        .into_node()
    })
}

fn answer(page: &Page<'_>, step: &Step) -> Option<Node> {
    let question = page.scenario.question(&step.question)?;
    let on_record = step.state == StepState::OnRecord;
    let known: &Value = page
        .plan
        .values
        .get(&question.id)
        .or_else(|| page.application.answers.get(&question.id))?;
    let origin = question
        .record
        .as_ref()
        .filter(|_| on_record)
        .and_then(|key| page.app.origin_of(key, page.plan.acting_for));
    let origin = origin.map(|origin| {
        view! {
            <span class="fact__origin">{icon("shield", "")} {words::on_record(&origin)}</span>
        }
    });
    let name = format::localized(&question.label);
    let change = (!on_record).then(|| {
        let href = ["guide/", &question.id, "?back=review"].concat();
        let change = change(page.workspace.address(&href), name.clone());
        view! { <dd class="fact__change">{change}</dd> }
    });
    Some(
        view! {
            <div class="fact">
                <dt class="fact__name">{name}</dt>
                <dd class="fact__body">
                    <span class="fact__value">{format::answer(question, known)}</span>
                    {origin}
                </dd>
                {change}
            </div>
        }
        .into_node(),
    )
}
