//! Facts of identity that stand as the register has them: shown with their origin, not typed over.

use leptos::prelude::*;
use markup::view;

use super::entry::Entry;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::form as words;

pub(super) fn known(entries: &[Entry]) -> Node {
    if entries.is_empty() {
        return ().into_node();
    }
    let facts = entries.iter().map(|entry| {
        let value = entry.value().map(|value| {
            let today = entry.workspace.context.with_untracked(|context| context.today);
            format::masked(&entry.field.kind, &value, today)
        });
        let origin = entry.origin().map(|origin| words::on_record(&origin));
        view! {
            <div class="fact">
                <dt class="fact__name">{format::localized(&entry.field.label)}</dt>
                <dd class="fact__body">
                    <span class="fact__value">{value}</span>
                    {origin
                        .map(|origin| {
                            view! { <span class="fact__origin">{icon("shield", "")} {origin}</span> }
                        })}
                </dd>
            </div>
        }
    });
    view! {
        <div class="card">
            <dl class="facts">{facts.collect::<Vec<_>>()}</dl>
        </div>
    }
    .into_node()
}
