//! What only a person can see of a picture, asked once before handing in: signed, in date, the right side.
//! Each line is ticked; one tap leaves the rest to a clerk, and the application is handed in all the same.

use catalog::application::asks;
use catalog::plan::{MaterialPlan, Plan};
use catalog::scenario::{Ask, Scenario};
use leptos::prelude::*;
use markup::view;

use super::sequence::{Said, Sequence};
use super::tick::tick;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::review as words;
use crate::problem::{checklist_id, material_page};
use crate::state::Workspace;

pub(super) fn checklist(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    sequence: Sequence,
    tried: RwSignal<bool>,
) -> Node {
    let application = untrack(|| workspace.to_hand_in());
    let cards = plan.materials.iter().filter_map(|planned| {
        let asks = asks(scenario, planned, &application);
        (!asks.is_empty()).then(|| lines_of(workspace, scenario, planned, asks, (sequence, tried)))
    });
    let cards: Vec<Node> = cards.collect();
    if cards.is_empty() {
        return ().into_node();
    }
    view! {
        <section class="section">
            <h2 class="section__head">{words::check()}</h2>
            <p class="section__note">{words::check_lede()}</p>
            <div class="consents">{cards}</div>
        </section>
    }
    .into_node()
}

/// The lines of one material.
fn lines_of(
    workspace: Workspace,
    scenario: &Scenario,
    planned: &MaterialPlan,
    asks: &[Ask],
    (sequence, tried): (Sequence, RwSignal<bool>),
) -> Node {
    let id = checklist_id(&planned.id);
    let name = planned
        .material(scenario)
        .map(|it| format::localized(&it.name));
    let lines = StoredValue::new(asks.to_vec());
    let material = StoredValue::new(planned.id.clone());
    let confirmation = RwSignal::new(workspace.draft.with_untracked(|draft| {
        let confirmed = &draft.application.confirmed;
        confirmed.get(&planned.id).cloned().unwrap_or_default()
    }));
    let keep = move || {
        let (id, confirmation) = (material.get_value(), confirmation.get_untracked());
        workspace.edit(|draft| {
            draft.application.confirmed.insert(id, confirmation);
        });
    };
    let settled = Signal::derive(move || {
        confirmation.with(|confirmation| lines.with_value(|asks| confirmation.settles(asks)))
    });
    let turn = sequence.turn(id.clone(), settled);
    let ticks = asks.iter().map(|ask| {
        let (line, of_line) = (ask.id.clone(), ask.id.clone());
        let checked = Signal::derive(move || {
            confirmation.with(|confirmation| confirmation.ticked.contains(&of_line))
        });
        let switch = move |_| {
            confirmation.update(|confirmation| {
                if !confirmation.ticked.remove(&line) {
                    confirmation.ticked.insert(line.clone());
                }
            });
            keep();
            turn.ticked();
        };
        tick(
            [&id, "-", &ask.id].concat(),
            format::localized(&ask.say),
            checked,
            switch,
        )
    });
    let ticks = ticks.collect::<Vec<_>>();
    let unsure = Signal::derive(move || confirmation.with(|confirmation| confirmation.unsure));
    let leave = move |_| {
        confirmation.update(|confirmation| confirmation.unsure = !confirmation.unsure);
        keep();
        turn.ticked();
    };
    let unsure = tick(
        [&id, "-unsure"].concat(),
        words::check_unsure().to_owned(),
        unsure,
        leave,
    );
    let see = workspace.address(&material_page(&planned.id));
    let name = name.unwrap_or_default();
    let (legend, of) = (name.clone(), name.clone());
    let body = view! {
        <fieldset>
            <legend class="visually-hidden">{legend}</legend>
            {ticks}
            {unsure}
        </fieldset>
        <a class="button button--quiet button--flush" href=see>
            {words::check_see()} <span class="visually-hidden">{of}</span>
        </a>
    };
    let said = Said {
        title: name,
        waits: words::check_waits(),
        done: words::check_done(),
        missing: words::check_missing(),
    };
    turn.line(said, tried, body.into_node())
}
