//! A repeating group on the form: its rows, adding one, and filling in many from a spreadsheet.
//! The list is built again only when rows come or go.

use catalog::Row;
use catalog::plan::GroupPlan;
use catalog::scenario::Group;
use leptos::prelude::*;
use markup::view;

use super::paste;
use super::row::{Cells, row};
use crate::dom::{IntoNode, Node, fresh};
use crate::problem;
use crate::room::Room;
use crate::show;
use crate::text::rows as words;
use crate::widgets::{focus, icon};

pub(super) fn groups(room: Room, cells: Cells) -> Node {
    let scenario = room.scenario();
    let planned = room.plan.with_untracked(|plan| plan.groups.clone());
    planned
        .iter()
        .filter_map(|planned: &GroupPlan| Some(section(room, scenario.group(&planned.id)?, cells)))
        .collect::<Vec<_>>()
        .into_node()
}

fn section(room: Room, group: &Group, cells: Cells) -> Node {
    let id = group.id.clone();
    let keys = Memo::new(move |_| {
        room.answers.with(|answers| {
            let rows = answers.rows(&id).iter();
            rows.map(|row| row.key.clone()).collect::<Vec<_>>()
        })
    });
    begin(room, group);
    let (one, most) = (show::say(&group.one), usize::from(group.max));
    let list = {
        let group = group.clone();
        move || {
            let rows = keys.get().into_iter().enumerate();
            let rows = rows.map(|(at, key)| fresh(row(room, &group, key, at, cells)));
            view! { <ul class="rows">{rows.collect::<Vec<_>>()}</ul> }
        }
    };
    let add = {
        let group = group.id.clone();
        move |_| {
            let key = room
                .draft
                .with_untracked(|draft| next_key(draft.application.answers.rows(&group)));
            let title = ["row-", &group, "-", &key].concat();
            room.edit(|draft| {
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
            <h2 class="section__head">{show::say(&group.name)}</h2>
            {group.intro.as_ref().map(|intro| view! { <p class="section__intro">{show::say(intro)}</p> })}
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
                    {words::add(&show::say(&group.one))}
                </button>
            </div>
            {(most > 3).then(|| paste::panel(room, group))}
        </section>
    }
    .into_node()
}

/// A group that needs rows begins with one.
fn begin(room: Room, group: &Group) {
    let none = room
        .draft
        .with_untracked(|draft| draft.application.answers.rows(&group.id).is_empty());
    if none && group.min > 0 {
        room.edit(|draft| {
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
