//! The facts of the application, each once: what the state holds is filled in, the rest is asked.
//! A key press changes its own field; problems are shown when the resident goes on.

mod asked;
mod difference;
mod entry;
mod groups;
mod known;
mod names;
mod row;
mod row_line;
mod row_place;
mod rows;
mod sheet;
mod wrong;

use catalog::scenario::{Field, ServiceId};
use catalog::subject::Concerned;
use contract::case::OpenCase;
use contract::person::Register;
use leptos::prelude::*;
use markup::view;

use crate::components::{
    WizardStage, could_not_be_asked, draft_news, focus_named_place, focus_summary, go,
    open_case_notice, saved_note, signed_in_page, summary_of_folded,
};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{form as words, review as review_words};
use crate::state::{Workspace, app_state};

use entry::Entry;
use rows::Rows;
use wrong::Wrong;

pub(crate) fn form() -> Node {
    signed_in_page(WizardStage::Form, words::title(), |_| "plan", fields)
}

fn fields(workspace: Workspace) -> Node {
    let scenario = workspace.scenario();
    let plan = workspace.plan.get_untracked();
    let entries: Vec<Entry> = plan
        .fields
        .iter()
        .filter_map(|planned| {
            Some(Entry::new(
                workspace,
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
    // The numbers that are not asked, for a register has them.
    let settled: Vec<String> = entries
        .iter()
        .filter(|entry| entry.is_settled())
        .map(|entry| ["/fields/", &entry.field.id].concat())
        .collect();
    workspace.look_for_open_cases(app_state());
    let rows = Rows::new(workspace);
    let found = RwSignal::new(Vec::<Wrong>::new());
    let go = go();
    let asked = StoredValue::new(asked);
    // What has been put right since is taken off the list.
    let open = move || {
        let found = found.get();
        if found.is_empty() {
            return Vec::new();
        }
        workspace.draft.track();
        let open = asked.with_value(|asked| wrong::still(&found, asked, workspace));
        open.into_iter().map(|it| (it.address, it.words)).collect()
    };
    let go_on = move || {
        workspace.settle();
        let wrong = asked.with_value(|asked| wrong::check(asked, rows));
        if wrong.is_empty() {
            // What signing in brought has been read here.
            workspace.edit(|draft| draft.seen.clear());
            go(&workspace.address(untrack(|| next(workspace))));
        } else {
            found.set(wrong);
            focus_summary();
        }
    };
    let next_words = move || match next(workspace) {
        "review" => words::next_review(),
        _ => words::next_materials(),
    };
    let lede = if owners(&entries).len() > 1 {
        words::lede()
    } else {
        words::lede_one()
    };
    focus_named_place();
    on_cleanup(move || workspace.settle());
    view! {
        <form
            class="page"
            novalidate
            on:focusout=move |_| workspace.settle()
            on:submit=move |event| {
                event.prevent_default();
                go_on();
            }
        >
            {move || summary_of_folded(open(), move |id| rows.reveal(id))}
            {draft_news(workspace)}
            <div class="news" role="status">{move || open_case(workspace, &settled)}</div>
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{lede}</p>
                {could_not_be_asked(Register::Records)}
            </div>
            {sections(entries)}
            {groups::groups(rows)}
            <div class="actions">
                <button class="button" type="submit">{next_words}</button>
                <a class="button button--quiet" href=workspace.address("plan")>{words::back()}</a>
            </div>
            <p class="question__saved">{saved_note(workspace, words::saved())}</p>
        </form>
    }
    .into_node()
}

/// That a case is open of the very person whom a register names. Of others it is said by the field with their number.
fn open_case(workspace: Workspace, settled: &[String]) -> Option<Node> {
    let open = workspace.open_of_draft();
    let is_of_them =
        |(of, _): &&(Concerned, OpenCase)| of.path.is_empty() || settled.contains(&of.path);
    let (_, open) = open.iter().find(is_of_them)?;
    let (title, text) = (review_words::open_case(), words::open_case_text());
    Some(open_case_notice(title, text, &open.case))
}

/// A section names the services it is for where these are at most so many.
const MOST_NAMED: usize = 2;

/// The services that take something of these, each once.
fn owners(entries: &[Entry]) -> Vec<ServiceId> {
    let mut owners: Vec<ServiceId> = Vec::new();
    for entry in entries {
        for owner in entry.owners() {
            if !owners.contains(owner) {
                owners.push(owner.clone());
            }
        }
    }
    owners
}

/// The services a section is for, where not all of them take it: the lede of the page says that the rest is shared.
fn only_for(section: &[Entry], services: usize) -> Option<Node> {
    let owners = owners(section);
    if owners.len() == services || owners.len() > MOST_NAMED {
        return None;
    }
    let scenario = section.first()?.workspace.scenario();
    let names = format::services(&scenario, &owners);
    Some(view! { <p class="section__note">{words::only_for(&names)}</p> })
}

/// What comes after the form; the rows of a group may bring materials with them.
fn next(workspace: Workspace) -> &'static str {
    if workspace.plan.with(|plan| plan.materials.is_empty()) {
        "review"
    } else {
        "materials"
    }
}

/// The fields under their headings, in the order in which the headings first come.
fn sections(entries: Vec<Entry>) -> Node {
    let services = owners(&entries).len();
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
            let only_for = only_for(&group, services);
            let (settled, asked): (Vec<_>, Vec<_>) = group.into_iter().partition(Entry::is_settled);
            view! {
                <section class="section">
                    <h2 class="section__head">{heading}</h2>
                    {only_for}
                    {known::known(&settled)}
                    {asked.into_iter().map(asked::asked).collect::<Vec<_>>()}
                </section>
            }
        })
        .collect::<Vec<_>>()
        .into_node()
}

fn heading(field: &Field) -> String {
    format::localized(&field.section)
}
