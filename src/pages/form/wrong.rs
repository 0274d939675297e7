//! What is wrong with the form, in the words of the summary: all of it when the resident goes on, and from then on
//! what is still to be put right.

use catalog::application::Problem;
use catalog::field_check::FieldProblem;
use catalog::plan::row_title;
use catalog::scenario::Group;
use leptos::prelude::*;

use super::entry::Entry;
use super::row_place::RowPlace;
use super::rows::Rows;
use crate::format;
use crate::messages::problem as words;
use crate::problem;
use crate::state::Workspace;

/// More problems than this in rows, and each row has one line for all of its own.
const LISTED_SINGLY: usize = 12;
/// So many rows are named; the rest is counted.
const ROWS_NAMED: usize = 20;

/// A place of the page, and what is wrong there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wrong {
    /// `#` and the id of an element.
    pub(super) address: String,
    pub(super) words: String,
    /// The row it is in: what is wrong with one row is one thing, whichever of its cells is named.
    row: Option<RowPlace>,
}

/// Checks everything and marks it.
pub(super) fn check(asked: &[Entry], rows: Rows) -> Vec<Wrong> {
    let marked = asked
        .iter()
        .filter_map(|entry| Some(of_entry(entry, entry.check()?)));
    let mut wrong: Vec<Wrong> = marked.collect();
    let in_rows = of_rows(rows.workspace);
    if !in_rows.is_empty() {
        rows.check();
    }
    wrong.extend(condensed(rows.workspace, in_rows));
    wrong
}

/// Of what was found, what is wrong still, in the words that hold now.
pub(super) fn still(found: &[Wrong], asked: &[Entry], workspace: Workspace) -> Vec<Wrong> {
    let known = |now: &Wrong| {
        found.iter().any(|known| match &now.row {
            Some(row) => known.row.as_ref() == Some(row),
            None => known.address == now.address,
        })
    };
    let now = asked
        .iter()
        .filter_map(|entry| Some(of_entry(entry, entry.problem()?)));
    let mut now: Vec<Wrong> = now.collect();
    now.extend(condensed(workspace, of_rows(workspace)));
    now.retain(known);
    now
}

fn of_entry(entry: &Entry, wrong: FieldProblem) -> Wrong {
    let label = format::localized(&entry.field.label);
    let value = entry.value();
    let words_of_value = problem::of_value(&entry.field.kind, wrong, value.as_ref());
    Wrong {
        address: ["#", &entry.id()].concat(),
        words: words::about(&label, &words_of_value),
        row: None,
    }
}

/// What is wrong with the rows of the repeating groups, cell by cell.
fn of_rows(workspace: Workspace) -> Vec<Wrong> {
    let scenario = workspace.scenario();
    let page = ["/s/", &scenario.id, "/form"].concat();
    let in_rows = |problem: &&Problem| problem.path.starts_with("/answers/rows/");
    let mut problems = untrack(|| workspace.problems());
    let open = untrack(|| workspace.open_of_draft());
    problems.extend(open.iter().map(|(concerned, _)| concerned.open()));
    problems
        .iter()
        .filter(in_rows)
        .map(|problem| {
            let (address, words) = problem::application(&scenario, problem);
            Wrong {
                address: address.strip_prefix(&page).unwrap_or(&address).to_owned(),
                words,
                row: row_of(&problem.path),
            }
        })
        .collect()
}

/// `/answers/rows/employees/r7/name` is in the row `r7` of the employees.
fn row_of(path: &str) -> Option<RowPlace> {
    let mut parts = path.split('/').skip(3);
    let (group, key, _) = (parts.next()?, parts.next()?, parts.next()?);
    Some(RowPlace::of(group, key))
}

/// As many lines as can be read: each names its row; many of one row become one, and many rows a number.
fn condensed(workspace: Workspace, wrong: Vec<Wrong>) -> Vec<Wrong> {
    let singly = wrong.len() <= LISTED_SINGLY;
    let mut lines: Vec<(Wrong, usize)> = Vec::new();
    for one in wrong {
        match lines.last_mut() {
            // Problems come in the order of the rows.
            Some((last, count)) if !singly && one.row.is_some() && last.row == one.row => {
                *count += 1;
            }
            _ => lines.push((one, 1)),
        }
    }
    let rest = lines.split_off(lines.len().min(ROWS_NAMED));
    let mut named: Vec<Wrong> = lines
        .into_iter()
        .map(|(one, count)| named(workspace, one, count))
        .collect();
    named.extend(more(workspace, &rest));
    named
}

fn named(workspace: Workspace, wrong: Wrong, count: usize) -> Wrong {
    let name = wrong.row.as_ref().and_then(|row| title(workspace, row));
    let words = match name {
        Some(name) if count > 1 => words::of_row_more(&count.to_string(), &name, &wrong.words),
        Some(name) => words::of_row(&name, &wrong.words),
        None => wrong.words,
    };
    Wrong { words, ..wrong }
}

/// The rows that are not named, as one line that leads to the first of them.
fn more(workspace: Workspace, rest: &[(Wrong, usize)]) -> Option<Wrong> {
    let (first, _) = rest.first()?;
    let row = first.row.clone()?;
    let scenario = workspace.scenario();
    let name = format::localized(&scenario.group(&row.group)?.name);
    Some(Wrong {
        address: first.address.clone(),
        words: words::more_rows(&name, &rest.len().to_string()),
        row: Some(row),
    })
}

fn title(workspace: Workspace, place: &RowPlace) -> Option<String> {
    let scenario = workspace.scenario();
    let group: &Group = scenario.group(&place.group)?;
    workspace.draft.with_untracked(|draft| {
        let rows = draft.application.answers.rows(&group.id);
        let at = rows.iter().position(|row| row.key == place.key)?;
        Some(row_title(group, rows.get(at)?, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_cell_names_its_row_and_that_of_a_group_none() {
        let row = row_of("/answers/rows/employees/r7/name");
        assert_eq!(row, Some(RowPlace::of("employees", "r7")));
        assert_eq!(row_of("/answers/rows/employees"), None);
    }
}
