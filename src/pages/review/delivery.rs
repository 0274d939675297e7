//! 领取方式, one line for all results that are papers: the usual ways are chosen already, and the line opens to choose
//! others.

use catalog::application::{Delivery, delivered, delivery, delivery_problem};
use catalog::plan::Plan;
use catalog::scenario::{DeliveryWay, Scenario, Service};
use leptos::prelude::*;

use super::lines::folded;
use crate::components::{DeliveryWays, delivery_ways, way_words};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::delivery as words;
use crate::problem::delivery_id;
use crate::state::Workspace;

pub(super) fn deliveries(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    tried: RwSignal<bool>,
) -> Option<Node> {
    let application = untrack(|| workspace.to_hand_in());
    let mut is_wrong = false;
    let mut choices: Vec<Choice> = delivered(scenario, plan)
        .filter_map(|service| {
            let chosen = delivery(service, &application)?;
            is_wrong |= delivery_problem(service, &chosen).is_some();
            Some(choice(workspace, service, chosen, tried))
        })
        .collect();
    let title = words::title().to_owned();
    // The usual ways are chosen already: one line for all of them keeps the page short.
    let is_open = is_wrong && tried.get_untracked();
    let only = (choices.len() == 1).then(|| choices.pop()).flatten();
    if let Some(Choice { now, ways, .. }) = only {
        return Some(folded(title, says(now), is_open, ways));
    }
    let count = words::several(&choices.len().to_string());
    let is_any = !choices.is_empty();
    let lines: Vec<Node> = choices
        .into_iter()
        .map(|it| folded(it.name, says(it.now), it.is_open, it.ways))
        .collect();
    is_any.then(|| folded(title, count, is_open, lines))
}

/// How the paper of one result comes.
struct Choice {
    name: String,
    now: RwSignal<Delivery>,
    is_open: bool,
    ways: Node,
}

/// The way that is chosen, in a word.
fn says(now: RwSignal<Delivery>) -> Node {
    (move || now.with(|chosen| way_words(chosen.way))).into_node()
}

fn choice(
    workspace: Workspace,
    service: &Service,
    chosen: Delivery,
    tried: RwSignal<bool>,
) -> Choice {
    // The address that is on record, so that nobody types it who has it there.
    let on_record = workspace.context.with_untracked(|context| {
        let recorded = context.records.get("person.address");
        recorded.and_then(|value| value.text().map(str::to_owned))
    });
    let address = match chosen.way {
        DeliveryWay::Post => chosen.address.clone(),
        DeliveryWay::Counter | DeliveryWay::Electronic => on_record.unwrap_or_default(),
    };
    let of = StoredValue::new(service.clone());
    let now = RwSignal::new(chosen.clone());
    let is_wrong = move |chosen: &Delivery| {
        of.with_value(|service| delivery_problem(service, chosen).is_some())
    };
    let is_open = tried.get_untracked() && is_wrong(&chosen);
    let tell = move |chosen: Delivery| {
        now.set(chosen.clone());
        let id = of.with_value(|service| service.id.clone());
        workspace.edit(|draft| {
            draft.application.delivery.insert(id, chosen);
        });
    };
    let name = format::localized(&service.name);
    let ways = delivery_ways(
        DeliveryWays {
            id: delivery_id(&service.id),
            of: name.clone(),
            ways: service.delivers.clone(),
            chosen: Delivery { address, ..chosen },
            wrong: Signal::derive(move || tried.get() && now.with(is_wrong)),
        },
        tell,
    );
    Choice {
        name,
        now,
        is_open,
        ways,
    }
}
