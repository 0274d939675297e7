//! Rows are added in one change of the draft, and can be taken back.

use catalog::table::Taken;
use catalog::{Row, Value};
use leptos::prelude::*;
use markup::view;

use super::super::rows::keys_after;
use super::{Sheet, Stage, troubles};
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::messages::sheet as words;

/// What becomes of the rows that were there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Append,
    Replace,
}

/// What was added, and what made place for it.
#[derive(Clone)]
pub(super) struct Added {
    keys: Vec<String>,
    replaced: Vec<Row>,
    taken: Taken,
}

/// How many rows somebody has begun.
pub(super) fn filled(sheet: Sheet) -> usize {
    let group = sheet.group.with_value(|group| group.id.clone());
    sheet.rows.workspace.draft.with_untracked(|draft| {
        let rows = draft.application.answers.rows(&group).iter();
        rows.filter(|row| !is_blank(row)).count()
    })
}

/// How many rows may be added, and how many a group takes in all.
pub(super) fn room(sheet: Sheet, manner: Option<Manner>) -> (usize, usize) {
    let most = sheet.group.with_value(|group| usize::from(group.max));
    let stay = if manner == Some(Manner::Append) {
        filled(sheet)
    } else {
        0
    };
    (most.saturating_sub(stay), most)
}

/// An empty row that nobody has begun makes place in any case.
pub(super) fn add(sheet: Sheet, mut taken: Taken, manner: Manner) {
    let group = sheet.group.with_value(|group| group.id.clone());
    let rows = std::mem::take(&mut taken.rows);
    let mut added = Added {
        keys: Vec::new(),
        replaced: Vec::new(),
        taken,
    };
    sheet.rows.open(None);
    sheet.rows.workspace.edit(|draft| {
        let list = draft.application.answers.rows.entry(group);
        let list = list.or_default();
        // Before any row goes: a key stays with its row's elements, and none may be given to another row meanwhile.
        let keys = keys_after(list);
        if manner == Manner::Replace {
            added.replaced = std::mem::take(list);
        }
        list.retain(|row| !is_blank(row));
        let rows = keys.zip(rows).map(|(key, values)| Row { key, values });
        let before = list.len();
        list.extend(rows);
        added
            .keys
            .extend(list[before..].iter().map(|row| row.key.clone()));
    });
    sheet.text.set(String::new());
    sheet.tell(Stage::Added(added));
}

/// What was added goes, what was replaced comes back; rows that were typed since stay.
fn take_back(sheet: Sheet, added: &Added) {
    let group = sheet.group.with_value(|group| group.id.clone());
    sheet.rows.open(None);
    sheet.rows.workspace.edit(|draft| {
        let list = draft.application.answers.rows.entry(group).or_default();
        list.retain(|row| !added.keys.contains(&row.key));
        let typed = std::mem::replace(list, added.replaced.clone());
        list.extend(typed);
    });
    sheet.tell(Stage::TakenBack);
}

/// Says what was added, with the way back, and what is still to be filled in by hand.
pub(super) fn news(sheet: Sheet, added: &Added) -> Node {
    let words = words::added(&added.keys.len().to_string(), &sheet.one());
    let said = sheet
        .state
        .with_value(|state| troubles::troubles(&added.taken.found, &state.fields));
    let added = added.clone();
    view! {
        <div class="notice notice--good">
            {icon("check", "")}
            <div class="notice__body">
                <p>{words}</p>
                <button
                    class="button button--quiet button--flush"
                    type="button"
                    on:click=move |_| take_back(sheet, &added)
                >
                    {words::take_back()}
                </button>
            </div>
        </div>
        {said}
    }
    .into_node()
}

fn is_blank(row: &Row) -> bool {
    row.values.values().all(Value::is_blank)
}
