//! The facts of the application, each once: what the state holds is filled in, the rest is asked.
//! Typing is kept at once and disturbs no other field; what is wrong is told when the resident goes on.

mod entry;
mod input;
mod known;
mod paste;
mod row;
mod rows;

use std::collections::BTreeMap;

use catalog::application::Problem;
use catalog::plan::row_title;
use catalog::scenario::Field;
use leptos::prelude::*;
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::problem;
use crate::room::Room;
use crate::show;
use crate::text::{common, form as words, problem as problem_words};
use crate::widgets::{Stage, focus_named_place, go, icon, signed_in_page, summary};

use entry::Entry;
use row::Cells;

pub(crate) fn form() -> Node {
    signed_in_page(Stage::Form, words::title(), |_| "plan", fields)
}

fn fields(room: Room) -> Node {
    let scenario = room.scenario();
    let plan = room.plan.get_untracked();
    let entries: Vec<Entry> = plan
        .fields
        .iter()
        .filter_map(|planned| {
            Some(Entry::new(
                room,
                scenario.field(&planned.id)?.clone(),
                planned,
            ))
        })
        .collect();
    let asked: Vec<Entry> = entries
        .iter()
        .filter(|entry| !entry.is_settled())
        .cloned()
        .collect();
    let cells: Cells = StoredValue::new(BTreeMap::new());
    let found = RwSignal::new(Vec::new());
    let go = go();
    let go_on = move || {
        let mut wrong: Vec<_> = asked.iter().filter_map(told).collect();
        wrong.extend(rows_told(room, cells));
        if wrong.is_empty() {
            go(&room.address(untrack(|| next(room))));
        } else {
            found.set(wrong);
        }
    };
    let next_words = move || match next(room) {
        "review" => words::next_review(),
        _ => words::next_materials(),
    };
    focus_named_place();
    view! {
        <form
            class="page"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                go_on();
            }
        >
            {move || summary(found.get())}
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {sections(entries)}
            {rows::groups(room, cells)}
            <div class="actions">
                <button class="button" type="submit">{next_words}</button>
                <a class="button button--quiet" href=room.address("plan")>{words::back()}</a>
            </div>
            <p class="question__saved">
                {icon("check", "")}
                {move || if room.unkept.get() { common::unkept() } else { words::saved() }}
            </p>
        </form>
    }
    .into_node()
}

/// What comes after the form; the rows of a group may bring materials with them.
fn next(room: Room) -> &'static str {
    if room.plan.with(|plan| plan.materials.is_empty()) {
        "review"
    } else {
        "materials"
    }
}

/// Checks a field, marks it, and says what the summary has to say of it.
fn told(entry: &Entry) -> Option<(String, String)> {
    let wrong = entry.check()?;
    let label = show::say(&entry.field.label);
    let words = problem_words::about(&label, &problem::field(&entry.field.kind, wrong));
    Some((["#", &entry.id()].concat(), words))
}

/// What is wrong with the rows of the repeating groups, each named by the row it is in.
fn rows_told(room: Room, cells: Cells) -> Vec<(String, String)> {
    let scenario = room.scenario();
    let page = ["/s/", &scenario.id, "/form"].concat();
    let of_rows = |problem: &&Problem| problem.path.starts_with("/answers/rows/");
    let problems = untrack(|| room.problems());
    problems
        .iter()
        .filter(of_rows)
        .map(|problem| {
            let (address, words) = problem::application(&scenario, problem);
            let place = address.strip_prefix(&page).unwrap_or(&address).to_owned();
            cells.with_value(|cells| cells.get(place.trim_start_matches('#')).map(Entry::check));
            let words = match whose(room, &problem.path) {
                Some(name) => problem_words::of_row(&name, &words),
                None => words,
            };
            (place, words)
        })
        .collect()
}

/// The title of the row that a problem is in.
fn whose(room: Room, path: &str) -> Option<String> {
    let mut parts = path.split('/').skip(3);
    let (group, key, _) = (parts.next()?, parts.next()?, parts.next()?);
    let scenario = room.scenario();
    let group = scenario.group(group)?;
    room.draft.with_untracked(|draft| {
        let rows = draft.application.answers.rows(&group.id);
        let at = rows.iter().position(|row| row.key == key)?;
        Some(row_title(group, rows.get(at)?, at))
    })
}

/// The fields under their headings, in the order in which the headings first come.
fn sections(entries: Vec<Entry>) -> Node {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        let same = |group: &&mut Vec<Entry>| heading(&group[0].field) == heading(&entry.field);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
        .into_iter()
        .map(|group| {
            let heading = heading(&group[0].field);
            let (settled, asked): (Vec<_>, Vec<_>) = group.into_iter().partition(Entry::is_settled);
            view! {
                <section class="section">
                    <h2 class="section__head">{heading}</h2>
                    {known::known(&settled)}
                    {asked.into_iter().map(entry::asked).collect::<Vec<_>>()}
                </section>
            }
        })
        .collect::<Vec<_>>()
        .into_node()
}

fn heading(field: &Field) -> String {
    show::say(&field.section)
}
