//! A repeating group on the form: its rows, adding one, and filling in many from a spreadsheet.
//! The list is built again only when rows come or go.

use catalog::Row;
use catalog::plan::GroupPlan;
use catalog::scenario::Group;
use leptos::prelude::*;
use markup::view;

use super::paste;
use super::row::{Cells, row};
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node, fresh};
use crate::format;
use crate::messages::rows as words;
use crate::problem;
use crate::state::Workspace;

pub(super) fn groups(workspace: Workspace, cells: Cells) -> Node {
    let scenario = workspace.scenario();
    let planned = workspace.plan.with_untracked(|plan| plan.groups.clone());
    planned
        .iter()
        .filter_map(|planned: &GroupPlan| {
            Some(section(workspace, scenario.group(&planned.id)?, cells))
        })
        .collect::<Vec<_>>()
        .into_node()
}

fn section(workspace: Workspace, group: &Group, cells: Cells) -> Node {
    let id = group.id.clone();
    let keys = Memo::new(move |_| {
        workspace.answers.with(|answers| {
            let rows = answers.rows(&id).iter();
            rows.map(|row| row.key.clone()).collect::<Vec<_>>()
        })
    });
    begin(workspace, group);
    let (one, most) = (format::localized(&group.one), usize::from(group.max));
    let list = {
        let group = group.clone();
        move || {
            let rows = keys.get().into_iter().enumerate();
            let rows = rows.map(|(at, key)| fresh(row(workspace, &group, key, at, cells)));
            view! { <ul class="rows">{rows.collect::<Vec<_>>()}</ul> }
        }
    };
    let add = {
        let group = group.id.clone();
        move |_| {
            let key = workspace
                .draft
                .with_untracked(|draft| next_key(draft.application.answers.rows(&group)));
            let title = ["row-", &group, "-", &key].concat();
            workspace.edit(|draft| {
                let rows = draft.application.answers.rows.entry(group.clone());
                rows.or_default().push(Row {
                    key,
                    ..Row::default()
                });
            });
            request_animation_frame(move || focus(&title));
        }
    };
    let is_full = move || keys.with(Vec::len) >= most;
    let count = move || {
        let n = keys.with(Vec::len);
        let words = if n >= most {
            words::full(&most.to_string())
        } else {
            words::count(&n.to_string(), &one)
        };
        view! { <p class="small muted" role="status">{words}</p> }
    };
    view! {
        <section class="section" id=problem::group_id(&group.id)>
            <h2 class="section__head">{format::localized(&group.name)}</h2>
            {group.intro.as_ref().map(|intro| view! { <p class="section__intro">{format::localized(intro)}</p> })}
            {list}
            {count}
            <div class="rows__actions">
                <button
                    class="button button--secondary"
                    type="button"
                    disabled=is_full
                    on:click=add
                >
                    {icon("add", "")}
                    {words::add(&format::localized(&group.one))}
                </button>
            </div>
            {(most > 3).then(|| paste::panel(workspace, group))}
        </section>
    }
    .into_node()
}

/// A group that needs rows begins with one.
fn begin(workspace: Workspace, group: &Group) {
    let none = workspace
        .draft
        .with_untracked(|draft| draft.application.answers.rows(&group.id).is_empty());
    if none && group.min > 0 {
        workspace.edit(|draft| {
            let rows = draft.application.answers.rows.entry(group.id.clone());
            rows.or_default().push(Row {
                key: next_key(&[]),
                ..Row::default()
            });
        });
    }
}

/// A key that no row has, nor has had while these rows stood.
pub(super) fn next_key(rows: &[Row]) -> String {
    let used = |key: &str| key.strip_prefix('r').and_then(|n| n.parse::<u32>().ok());
    let last = rows.iter().filter_map(|row| used(&row.key)).max();
    [
        "r",
        &last.map_or(1, |last| last.saturating_add(1)).to_string(),
    ]
    .concat()
}
