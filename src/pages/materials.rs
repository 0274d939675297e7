//! The materials of the plan as a list of tasks: what is left first, each in one line that leads to its page.

mod blank;
mod material;
mod problems;
mod state;
mod way_on;
mod ways;

use std::sync::Arc;

use catalog::plan::MaterialPlan;
use catalog::scenario::Supply;
use contract::person::Register;
use leptos::prelude::*;
use markup::view;

use crate::attachments::AttachmentStore;
use crate::components::{
    WizardStage, could_not_be_asked, draft_news, icon, notice, signed_in_page, summary,
};
use crate::dom::{IntoNode, Node, keyed};
use crate::format;
use crate::messages::{common, materials as words};
use crate::problem::material_page;
use crate::state::Workspace;
pub(crate) use material::material;
use material::used_by;
use state::{Part, State, counted, pages_left, part_of};
use way_on::{states, way_on};
use ways::due_day;

pub(crate) fn materials() -> Node {
    signed_in_page(WizardStage::Materials, words::title(), before, list)
}

fn before(workspace: Workspace) -> &'static str {
    if workspace
        .plan
        .with_untracked(|plan| plan.fields.is_empty() && plan.groups.is_empty())
    {
        "plan"
    } else {
        "form"
    }
}

fn list(workspace: Workspace) -> Node {
    let attachments = AttachmentStore::of_application(workspace);
    attachments.keep_sending();
    let states = states(workspace, attachments);
    let found = RwSignal::new(Vec::new());
    let added = added(workspace);
    let parts = move || {
        states.with(|states| {
            [
                (Part::Left, words::part_left as fn(&str) -> String),
                (Part::Settled, words::part_settled),
                (Part::Spared, words::part_spared),
            ]
            .map(|(part, title)| {
                let of_it = states
                    .iter()
                    .filter(|(planned, state)| part_of(planned, *state) == part);
                let lines: Vec<_> = of_it
                    .filter_map(|(planned, state)| {
                        Some((
                            planned.id.clone(),
                            line(workspace, attachments, planned, *state)?,
                        ))
                    })
                    .collect();
                (!lines.is_empty()).then(|| {
                    view! {
                        <section class="section">
                            <h2 class="section__head">{title(&lines.len().to_string())}</h2>
                            <ul class="tasks">{keyed(lines)}</ul>
                        </section>
                    }
                })
            })
        })
    };
    view! {
        <div class="page">
            {move || summary(found.get())}
            {draft_news(workspace)}
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{move || states.with(|states| lede(states))}</p>
                {added.map(|added| notice("info", &added, ""))}
                {could_not_be_asked(Register::Licences)}
            </div>
            {parts}
            {way_on(workspace, attachments, states, "", found)}
        </div>
    }
    .into_node()
}

/// A material in one line.
fn line(
    workspace: Workspace,
    attachments: AttachmentStore,
    planned: &MaterialPlan,
    state: State,
) -> Option<Node> {
    let scenario = workspace.scenario();
    let material = Arc::new(planned.material(&scenario)?);
    let text = match state {
        State::By(Supply::Later) => due_day(&material, workspace),
        State::Open => pages_left(attachments, &material),
        _ => None,
    };
    let text = text.unwrap_or_else(|| used_by(&scenario, &planned.owners));
    let (class, tag) = state.tag();
    let address = workspace.address(&material_page(&planned.id));
    Some(
        view! {
            <li>
                <a class="task" href=address>
                    {icon(state.sign(), "task__icon")}
                    <div class="task__body">
                        <h3 class="task__name">{format::localized(&material.name)}</h3>
                        <p class="task__text">{text}</p>
                    </div>
                    <span class=class>{tag}</span>
                </a>
            </li>
        }
        .into_node(),
    )
}

/// How many there are to provide, as the list of services says it, and what has become of them.
fn lede(states: &[(MaterialPlan, State)]) -> String {
    let (spared, wanted): (Vec<_>, Vec<_>) = states
        .iter()
        .partition(|(planned, state)| part_of(planned, *state) == Part::Spared);
    let states: Vec<State> = wanted.iter().map(|(_, state)| *state).collect();
    let (n, parts) = (states.len().to_string(), counted(&states));
    if states.is_empty() && spared.is_empty() {
        words::lede_none().to_owned()
    } else if states.is_empty() {
        words::lede_spared().to_owned()
    } else if states.iter().any(|state| state.part() == Part::Left) {
        words::lede(&n, &parts)
    } else {
        words::lede_settled(&n, &parts)
    }
}

/// What the rows of the form need besides what the list of services said: 「多要 2 份：…」.
fn added(workspace: Workspace) -> Option<String> {
    const NAMED: usize = 3;
    let scenario = workspace.scenario();
    let mut names: Vec<String> = workspace.plan.with_untracked(|plan| {
        let of_rows = plan.materials.iter().filter(|it| it.whose.is_some());
        let of_rows = of_rows.filter_map(|it| it.material(&scenario));
        of_rows.map(|it| format::localized(&it.name)).collect()
    });
    let n = names.len();
    names.truncate(NAMED);
    let names = names.join(common::list_separator());
    let names = if n > NAMED {
        words::added_more(&names)
    } else {
        names
    };
    (n > 0).then(|| words::added(&n.to_string(), &names))
}
