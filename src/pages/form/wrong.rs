//! What is wrong with the form, in the words of the summary: all of it when the resident goes on, and from then on
//! what is still to be put right.

use catalog::application::Problem;
use catalog::field_check::FieldProblem;
use catalog::plan::row_title;
use leptos::prelude::*;

use super::entry::Entry;
use super::row::Cells;
use crate::format;
use crate::messages::problem as words;
use crate::problem;
use crate::state::Workspace;

/// A place of the page, and what is wrong there.
type Wrong = (String, String);

/// Checks everything and marks it.
pub(super) fn check(asked: &[Entry], workspace: Workspace, cells: Cells) -> Vec<Wrong> {
    let marked = asked
        .iter()
        .filter_map(|entry| Some(told(entry, entry.check()?)));
    let mut wrong: Vec<Wrong> = marked.collect();
    for found in of_rows(workspace) {
        let place = found.0.trim_start_matches('#');
        cells.with_value(|cells| cells.get(place).map(Entry::check));
        wrong.push(found);
    }
    wrong
}

/// Of what was found, what is wrong still, in the words that hold now.
pub(super) fn still(found: &[Wrong], asked: &[Entry], workspace: Workspace) -> Vec<Wrong> {
    let now = asked
        .iter()
        .filter_map(|entry| Some(told(entry, entry.problem()?)));
    let mut now: Vec<Wrong> = now.chain(of_rows(workspace)).collect();
    now.retain(|(place, _)| found.iter().any(|(known, _)| known == place));
    now
}

fn told(entry: &Entry, wrong: FieldProblem) -> Wrong {
    let label = format::localized(&entry.field.label);
    let words = words::about(&label, &problem::field(&entry.field.kind, wrong));
    (["#", &entry.id()].concat(), words)
}

/// What is wrong with the rows of the repeating groups, each named by the row it is in.
fn of_rows(workspace: Workspace) -> Vec<Wrong> {
    let scenario = workspace.scenario();
    let page = ["/s/", &scenario.id, "/form"].concat();
    let in_rows = |problem: &&Problem| problem.path.starts_with("/answers/rows/");
    let problems = untrack(|| workspace.problems());
    problems
        .iter()
        .filter(in_rows)
        .map(|problem| {
            let (address, wrong) = problem::application(&scenario, problem);
            let place = address.strip_prefix(&page).unwrap_or(&address).to_owned();
            let wrong = match whose(workspace, &problem.path) {
                Some(name) => words::of_row(&name, &wrong),
                None => wrong,
            };
            (place, wrong)
        })
        .collect()
}

/// The title of the row that a problem is in.
fn whose(workspace: Workspace, path: &str) -> Option<String> {
    let mut parts = path.split('/').skip(3);
    let (group, key, _) = (parts.next()?, parts.next()?, parts.next()?);
    let scenario = workspace.scenario();
    let group = scenario.group(group)?;
    workspace.draft.with_untracked(|draft| {
        let rows = draft.application.answers.rows(&group.id);
        let at = rows.iter().position(|row| row.key == key)?;
        Some(row_title(group, rows.get(at)?, at))
    })
}
