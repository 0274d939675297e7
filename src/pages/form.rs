//! The facts of the application, each once: what the state holds is filled in, the rest is asked.
//! Typing is kept at once and disturbs no other field; what is wrong is told when the resident goes on.

mod entry;
mod input;
mod known;

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
    let found = RwSignal::new(Vec::new());
    let next = if plan.materials.is_empty() {
        "review"
    } else {
        "materials"
    };
    let go = go();
    let go_on = move || {
        let wrong: Vec<_> = asked.iter().filter_map(told).collect();
        if wrong.is_empty() {
            go(&room.address(next));
        } else {
            found.set(wrong);
        }
    };
    let next_words = if next == "review" {
        words::next_review()
    } else {
        words::next_materials()
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

/// Checks a field, marks it, and says what the summary has to say of it.
fn told(entry: &Entry) -> Option<(String, String)> {
    let wrong = entry.check()?;
    let label = show::say(&entry.field.label);
    let words = problem_words::about(&label, &problem::field(&entry.field.kind, wrong));
    Some((["#", &problem::field_id(&entry.field.id)].concat(), words))
}

/// The fields under their headings; neighbours of one heading stand together.
fn sections(entries: Vec<Entry>) -> Node {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if heading(&group[0].field) == heading(&entry.field) => group.push(entry),
            _ => groups.push(vec![entry]),
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
