//! 领取方式, a line for each result that is a paper: the usual way is chosen already, and the line opens to choose another.

use catalog::application::{Delivery, delivered, delivery, delivery_problem};
use catalog::plan::Plan;
use catalog::scenario::{DeliveryWay, Scenario, Service};
use leptos::prelude::*;
use markup::view;

use super::lines::{folded, section};
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
    let lines: Vec<Node> = delivered(scenario, plan)
        .filter_map(|service| {
            let chosen = delivery(service, &application)?;
            is_wrong |= delivery_problem(service, &chosen).is_some();
            Some(line(workspace, service, chosen, tried))
        })
        .collect();
    let title = words::title().to_owned();
    match lines.len() {
        0 => None,
        1 => Some(section(title, None, lines.into_node())),
        // The usual ways are chosen already: one line for all of them keeps the page short.
        n => {
            let is_open = is_wrong && tried.get_untracked();
            Some(folded(
                title,
                words::several(&n.to_string()),
                is_open,
                lines,
            ))
        }
    }
}

fn line(workspace: Workspace, service: &Service, chosen: Delivery, tried: RwSignal<bool>) -> Node {
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
    view! {
        <details class="fold" open=is_open>
            <summary class="fold__head">
                <span class="review__line">
                    <span class="review__name">{name}</span>
                    <span class="review__says">
                        {move || now.with(|chosen| way_words(chosen.way))}
                    </span>
                </span>
            </summary>
            <div class="fold__body">{ways}</div>
        </details>
    }
    .into_node()
}
