//! The list, to send to the family or to print: what is handed in, what is done elsewhere, what is to be prepared, and
//! the way here. As on the page, nothing of it says whose it is.

use catalog::plan::{Plan, ServicePlan};
use catalog::scenario::Scenario;
use leptos::prelude::*;
use markup::view;

use super::needs::by_kind;
use crate::components::{can_share, copy_text, icon, share_text};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::plan as words;
use crate::platform::host::host;
use crate::report::Reported;
use crate::state::Workspace;

pub(super) fn share_and_print(workspace: Workspace) -> Node {
    let said = RwSignal::new(words::share_note());
    let print = host().can_print().then(|| {
        view! {
            <button
                class="button button--quiet"
                type="button"
                on:click=|_| {
                    window().print().or_report("print");
                }
            >
                {icon("print", "")}
                {words::print()}
            </button>
        }
    });
    view! {
        <div class="actions actions--row no-print">
            <button class="button button--quiet" type="button" on:click=move |_| share(workspace, said)>
                {icon("share", "")}
                {words::share()}
            </button>
            {print}
        </div>
        <p class="actions__note page__note no-print" role="status">
            {move || said.get()}
        </p>
    }
    .into_node()
}

/// By what the device offers; it is copied where that is nothing.
fn share(workspace: Workspace, said: RwSignal<&'static str>) {
    let scenario = workspace.scenario();
    let title = words::shared_title(&format::localized(&scenario.name));
    let text = workspace
        .plan
        .with_untracked(|plan| in_words(&scenario, plan));
    let origin = window().location().origin().unwrap_or_default();
    let url = [&origin, "/s/", &scenario.id].concat();
    if can_share() {
        return share_text(&url, &title, &text);
    }
    copy_text([&title, "\n", &text, &url].concat(), move |done| {
        said.try_set(if done {
            words::copied()
        } else {
            words::not_copied()
        });
    });
}

fn in_words(scenario: &Scenario, plan: &Plan) -> String {
    let mut text = String::new();
    let mut tell = |heading: String, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&heading);
            for line in lines {
                text.push_str("\n· ");
                text.push_str(&line);
            }
            text.push('\n');
        }
    };
    let names = |is: fn(&ServicePlan) -> bool| -> Vec<String> {
        let planned = plan.services.iter().filter(|planned| is(planned));
        let services = planned.filter_map(|planned| scenario.service(&planned.id));
        services
            .map(|service| format::localized(&service.name))
            .collect()
    };
    let applied = names(ServicePlan::applied_for);
    tell(words::shared_services(&applied.len().to_string()), applied);
    tell(words::elsewhere().to_owned(), names(ServicePlan::elsewhere));
    let needed = by_kind(scenario, plan);
    let count: usize = needed.iter().map(|(_, count)| count).sum();
    let lines = needed.into_iter().filter_map(|(planned, count)| {
        let name = format::localized(&scenario.material(&planned.id)?.name);
        let each = (count > 1).then(|| words::shared_each(&count.to_string()));
        Some([name, each.unwrap_or_default()].concat())
    });
    tell(words::needs_heading(&count.to_string()), lines.collect());
    text
}
