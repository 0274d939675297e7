//! A repeating group on the form: its rows, adding one, and filling in many from a spreadsheet.

use catalog::Row;
use catalog::plan::GroupPlan;
use catalog::scenario::Group;
use leptos::prelude::*;
use markup::view;

use super::row::row;
use super::row_line::{Line, Status, tally};
use super::rows::{FEW, FIRST_KEY, GroupRows, Rows, add_id};
use super::sheet;
use crate::components::icon;
use crate::dom::{IntoNode, Node, each};
use crate::format;
use crate::messages::rows as words;
use crate::problem;
use crate::state::Workspace;

pub(super) fn groups(rows: Rows) -> Node {
    let scenario = rows.workspace.scenario();
    let planned = rows
        .workspace
        .plan
        .with_untracked(|plan| plan.groups.clone());
    planned
        .iter()
        .filter_map(|planned: &GroupPlan| Some(section(rows, scenario.group(&planned.id)?)))
        .collect::<Vec<_>>()
        .into_node()
}

fn section(rows: Rows, group: &Group) -> Node {
    let workspace = rows.workspace;
    begin(workspace, group);
    let of_group = GroupRows::new(rows, group);
    let GroupRows {
        lines, is_folded, ..
    } = of_group;
    let (one, most) = (format::localized(&group.one), usize::from(group.max));
    let keys = Memo::new(move |_| {
        lines.with(|lines| {
            let keys = lines.iter().map(|line| line.key.clone());
            keys.collect::<Vec<_>>()
        })
    });
    let list = each(move || keys.get(), move |key| row(of_group, key));
    let list_class = move || {
        if is_folded.get() {
            "rows rows--folded"
        } else {
            "rows"
        }
    };
    let add_words = words::add(&one);
    let is_full = move || keys.with(Vec::len) >= most;
    let count = move || {
        let n = keys.with(Vec::len);
        let words = if n >= most {
            words::full(&most.to_string())
        } else if is_folded.get() {
            lines.with(|lines| tally(lines, &one))
        } else {
            words::count(&n.to_string(), &one)
        };
        view! { <p class="small muted" role="status">{words}</p> }
    };
    let next = move || {
        let needs_something = |line: &Line| line.status != Status::Complete;
        let any = is_folded.get() && lines.with(|lines| lines.iter().any(needs_something));
        any.then(|| {
            view! {
                <button
                    class="button button--quiet"
                    type="button"
                    on:click=move |_| of_group.open_next()
                >
                    {words::open_next()}
                </button>
            }
        })
    };
    view! {
        <section class="section" id=problem::group_id(&group.id)>
            <h2 class="section__head">{format::localized(&group.name)}</h2>
            {group.intro.as_ref().map(|intro| view! { <p class="section__intro">{format::localized(intro)}</p> })}
            <ul class=list_class>{list}</ul>
            {count}
            <div class="rows__actions">
                <button
                    class="button button--secondary"
                    type="button"
                    id=add_id(group)
                    disabled=is_full
                    on:click=move |_| of_group.add()
                >
                    {icon("add", "")}
                    {add_words}
                </button>
                {next}
            </div>
            {(most > FEW).then(|| sheet::panel(rows, group))}
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
                key: FIRST_KEY.to_owned(),
                ..Row::default()
            });
        });
    }
}
