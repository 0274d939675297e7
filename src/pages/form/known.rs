//! Facts of identity that stand as the register has them: one line each, with their origin, not typed over.

use leptos::prelude::*;
use markup::view;

use super::entry::Entry;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, form as words};

pub(super) fn known(entries: &[Entry]) -> Node {
    if entries.is_empty() {
        return ().into_node();
    }
    let facts = entries.iter().map(|entry| {
        let value = entry.value().map(|value| {
            let today = entry
                .workspace
                .context
                .with_untracked(|context| context.today);
            format::masked(&entry.field.kind, &value, today)
        });
        view! {
            <div class="fact">
                <dt class="fact__name">{format::localized(&entry.field.label)}</dt>
                <dd class="fact__body">
                    <span class="fact__value">{value}</span>
                </dd>
            </div>
        }
    });
    let facts = facts.collect::<Vec<_>>();
    let mut origins: Vec<String> = Vec::new();
    for origin in entries.iter().filter_map(Entry::origin) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let from = words::on_record(&origins.join(common::list_separator()));
    let from = (!origins.is_empty())
        .then(|| view! { <p class="fact__origin">{icon("shield", "")} {from}</p> });
    view! {
        <div class="card">
            <dl class="facts facts--lines">{facts}</dl>
            {from}
        </div>
    }
    .into_node()
}
