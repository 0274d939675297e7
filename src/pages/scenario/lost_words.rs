//! That the person may give no word for a service: what happened, what it means, what to do now, and which rule says
//! so.

use contract::person::{LostWord, WordLoss};
use leptos::prelude::*;
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, scenario as words};
use crate::state::Workspace;

pub(super) fn lost_words(workspace: Workspace) -> Node {
    (move || {
        workspace
            .lost_words
            .with(|lost| (!lost.is_empty()).then(|| notice(workspace, lost)))
    })
    .into_node()
}

fn notice(workspace: Workspace, lost: &[LostWord]) -> Node {
    let scenario = workspace.scenario();
    let named = lost.iter().filter_map(|lost| {
        let service = scenario.service(&lost.service)?;
        let (name, day) = (format::localized(&service.name), format::day(&lost.on));
        let happened = match lost.why {
            WordLoss::Withdrawn => words::lost_withdrawn(&day, &name),
            WordLoss::Broken => words::lost_broken(&day, &name),
            WordLoss::False => words::lost_false(&day),
        };
        Some((name, happened))
    });
    let (names, happened): (Vec<String>, Vec<String>) = named.unzip();
    let mut told: Vec<String> = Vec::new();
    for line in happened {
        if !told.contains(&line) {
            told.push(line);
        }
    }
    let told = told.into_iter().map(|line| view! { <p>{line}</p> });
    // A false promise bars everywhere; the other two only where the place has said so.
    let is_national = lost.iter().all(|lost| lost.why == WordLoss::False);
    let place = format::localized(&scenario.region.name);
    let procedure = scenario.region.procedure.as_ref();
    let rule = match procedure {
        Some(procedure) if !is_national => words::lost_rule(&format::localized(&procedure.source)),
        _ => words::lost_rule(words::lost_rule_national()),
    };
    let means = if is_national {
        words::lost_means_national().to_owned()
    } else {
        words::lost_means(&place)
    };
    let phone = scenario.region.hotline.first().map(|contact| {
        let href = ["tel:", &contact.phone].concat();
        let call = common::call(&contact.phone);
        view! {
            <p class="phones">
                <a class="button button--quiet" href=href>
                    {icon("phone", "")}
                    {call}
                </a>
            </p>
        }
    });
    let title = words::lost(&names.join(common::list_separator()));
    view! {
        <div class="notice notice--warn">
            {icon("warning", "")}
            <div class="notice__body">
                <h2 class="notice__title">{title}</h2>
                {told.collect::<Vec<_>>()}
                <p>{means}</p>
                <p>{words::lost_now()}</p>
                <p>{words::lost_repair()}</p>
                {phone}
                <p class="source">{rule}</p>
            </div>
        </div>
    }
    .into_node()
}
