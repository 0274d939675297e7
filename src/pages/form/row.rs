//! One row of a repeating group: an editable card with its own fields, what follows from them, and a way to remove it.
//! A field comes and goes by itself, so that typing in one never disturbs another.

use std::collections::BTreeMap;

use catalog::plan::{FieldPlan, RowPlan, row_title};
use catalog::scenario::{FieldUse, Group};
use catalog::{Answers, Row, Value};
use leptos::prelude::*;
use markup::view;

use super::entry::{self, Entry};
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::rows as words;
use crate::state::Workspace;

/// The place of a row among the answers.
#[derive(Clone, PartialEq)]
pub(super) struct RowPlace {
    pub(super) group: String,
    pub(super) key: String,
}

impl RowPlace {
    pub(super) fn value(&self, workspace: Workspace, column: &str) -> Option<Value> {
        workspace.draft.with_untracked(|draft| {
            let rows = draft.application.answers.rows(&self.group);
            let row = rows.iter().find(|row| row.key == self.key)?;
            row.values.get(column).cloned()
        })
    }

    pub(super) fn enter(&self, answers: &mut Answers, column: String, value: Value) {
        let rows = answers.rows.entry(self.group.clone()).or_default();
        if let Some(row) = rows.iter_mut().find(|row| row.key == self.key) {
            row.values.insert(column, value);
        }
    }

    fn planned<T>(&self, workspace: Workspace, read: impl FnOnce(&RowPlan) -> T) -> Option<T> {
        workspace
            .plan
            .with(|plan| plan.group(&self.group)?.row(&self.key).map(read))
    }
}

/// The cells of the rows that stand on the page, for telling all that is wrong at once.
pub(super) type Cells = StoredValue<BTreeMap<String, Entry>>;

pub(super) fn row(
    workspace: Workspace,
    group: &Group,
    key: String,
    at: usize,
    cells: Cells,
) -> Node {
    let place = RowPlace {
        group: group.id.clone(),
        key,
    };
    let columns = group
        .columns
        .iter()
        .map(|column| cell(workspace, &place, column, cells))
        .collect::<Vec<_>>();
    let name = {
        let (group, place) = (group.clone(), place.clone());
        Memo::new(move |_| {
            workspace.answers.with(|answers| {
                let rows = answers.rows(&place.group);
                let row = rows.iter().find(|row| row.key == place.key);
                row_title(&group, row.unwrap_or(&Row::default()), at)
            })
        })
    };
    let title_id = ["row-", &place.group, "-", &place.key].concat();
    let remove = {
        let place = place.clone();
        move |_| {
            workspace.edit(|draft| {
                let rows = draft.application.answers.rows.entry(place.group.clone());
                rows.or_default().retain(|row| row.key != place.key);
            });
        }
    };
    view! {
        <li>
            <article class="row-card" aria-labelledby=title_id.clone()>
                <div class="row-card__head">
                    <h3 class="row-card__title" id=title_id tabindex="-1">{move || name.get()}</h3>
                    <button class="button button--quiet" type="button" on:click=remove>
                        {icon("remove", "")}
                        {words::remove()}
                        <span class="visually-hidden">{move || name.get()}</span>
                    </button>
                </div>
                {columns}
                {figures(workspace, group, place)}
            </article>
        </li>
    }
    .into_node()
}

fn cell(workspace: Workspace, place: &RowPlace, column: &FieldUse, cells: Cells) -> Node {
    let Some(field) = workspace.scenario().field(&column.id).cloned() else {
        return ().into_node();
    };
    let planned = {
        let (place, id) = (place.clone(), column.id.clone());
        Memo::new(move |_| {
            place
                .planned(workspace, |row| {
                    row.fields.iter().find(|field| field.id == id).cloned()
                })
                .flatten()
        })
    };
    let place = place.clone();
    let show = move || {
        let planned: FieldPlan = planned.get()?;
        let entry = Entry::in_row(workspace, place.clone(), field.clone(), &planned);
        let id = entry.id();
        cells.try_update_value(|cells| cells.insert(id, entry.clone()));
        Some(entry::asked(entry))
    };
    show.into_node()
}

/// What follows for this row: the last day to register, the compensation.
fn figures(workspace: Workspace, group: &Group, place: RowPlace) -> Node {
    let known = Memo::new(move |_| {
        place.planned(workspace, |row| (row.figures.clone(), row.facts.clone()))
    });
    let group = group.id.clone();
    let show = move || {
        let (figures, facts) = known.get().unwrap_or_default();
        let scenario = workspace.scenario();
        let group = scenario.group(&group)?;
        let lines: Vec<Node> = figures
            .iter()
            .filter_map(|at| {
                let figure = group.figures.get(*at)?;
                let known = facts.get(&figure.value)?;
                let fact = group.facts.iter().find(|fact| fact.id == figure.value)?;
                let value = format::fact(fact.shows, known);
                Some(
                    view! {
                        <div class="reckoning__line">
                            <dt class="reckoning__name">{format::localized(&figure.label)}</dt>
                            <dd class="reckoning__value">
                                {[&value, " ", figure.unit.zh()].concat()}
                            </dd>
                            <dd class="reckoning__how">{format::localized(&figure.how)}</dd>
                        </div>
                    }
                    .into_node(),
                )
            })
            .collect();
        (!lines.is_empty()).then(|| view! { <dl class="reckoning">{lines}</dl> })
    };
    view! { <div aria-live="polite">{show}</div> }.into_node()
}
