//! A repeating group on the form: its rows, adding one, and filling in many from a spreadsheet.
//! A few rows stand open; more are one line each, and one at a time opens.

use std::collections::BTreeMap;

use catalog::Row;
use catalog::plan::GroupPlan;
use catalog::scenario::Group;
use leptos::prelude::*;
use markup::view;

use super::entry::Entry;
use super::paste;
use super::row::{RowPlace, row};
use super::row_line::{Line, Status, lines, tally};
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node, each};
use crate::format;
use crate::messages::rows as words;
use crate::problem;
use crate::state::Workspace;

/// So many rows at most stand open side by side.
const FEW: usize = 3;

/// The rows of the page: which one is open, and the cells that are shown of them.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub(super) workspace: Workspace,
    /// By the id of the control.
    cells: StoredValue<BTreeMap<String, Entry>>,
    /// The resident has tried to go on: what is wrong in a row is marked as soon as it opens.
    are_checked: StoredValue<bool>,
    /// Where rows are one line each.
    open: RwSignal<Option<RowPlace>>,
}

impl Rows {
    /// The row that the address names behind its `#` is open from the start.
    pub(super) fn new(workspace: Workspace) -> Self {
        let rows = Self {
            workspace,
            cells: StoredValue::new(BTreeMap::new()),
            are_checked: StoredValue::new(false),
            open: RwSignal::new(None),
        };
        let hash = window().location().hash().unwrap_or_default();
        rows.reveal(hash.trim_start_matches('#'));
        rows
    }

    /// Opens the row that an element belongs to, by the element's id. False where it stands open already, or is of no
    /// row.
    pub(super) fn reveal(self, element: &str) -> bool {
        let place = self.workspace.draft.with_untracked(|draft| {
            let groups = draft.application.answers.rows.iter();
            groups
                .flat_map(|(group, rows)| rows.iter().map(move |row| RowPlace::of(group, &row.key)))
                .find(|place| place.has(element))
        });
        if place.is_none() || self.open.get_untracked() == place {
            return false;
        }
        self.open.set(place);
        true
    }

    pub(super) fn is_open(self, place: &RowPlace) -> bool {
        self.open.with(|open| open.as_ref() == Some(place))
    }

    pub(super) fn open(self, place: Option<RowPlace>) {
        self.open.set(place);
    }

    /// Marks what is wrong with a cell from now on, where it is shown.
    pub(super) fn check(self, control: &str) {
        self.are_checked.set_value(true);
        self.cells
            .with_value(|cells| cells.get(control).map(Entry::check));
    }

    /// A cell is shown for as long as the current owner lives.
    pub(super) fn shows(self, entry: &Entry) {
        if self.are_checked.get_value() {
            entry.check();
        }
        let id = entry.id();
        self.cells.update_value(|cells| {
            cells.insert(id.clone(), entry.clone());
        });
        on_cleanup(move || {
            self.cells.try_update_value(|cells| cells.remove(&id));
        });
    }
}

/// A repeating group, with what its rows look like now. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct GroupRows {
    pub(super) rows: Rows,
    pub(super) group: StoredValue<Group>,
    pub(super) lines: Memo<Vec<Line>>,
    /// Rows are one line each. They stay so when all but a few are removed: nothing springs open.
    pub(super) is_folded: Memo<bool>,
}

impl GroupRows {
    fn new(rows: Rows, group: &Group) -> Self {
        let workspace = rows.workspace;
        let group = StoredValue::new(group.clone());
        let lines = Memo::new(move |_| {
            let (scenario, group) = (workspace.scenario(), group.get_value());
            workspace.plan.with(|plan| {
                let planned = plan.group(&group.id).map_or(&[][..], |it| &it.rows);
                workspace.answers.with(|answers| {
                    let rows = answers.rows(&group.id);
                    let context = workspace.context;
                    context.with(|context| lines(&scenario, &group, planned, rows, context))
                })
            })
        });
        let is_folded =
            Memo::new(move |before| before == Some(&true) || lines.with(Vec::len) > FEW);
        Self {
            rows,
            group,
            lines,
            is_folded,
        }
    }

    fn place(self, key: &str) -> RowPlace {
        self.group.with_value(|group| RowPlace::of(&group.id, key))
    }

    fn add(self) {
        let workspace = self.rows.workspace;
        let id = self.group.with_value(|group| group.id.clone());
        let key = workspace
            .draft
            .with_untracked(|draft| next_key(draft.application.answers.rows(&id)));
        let place = self.place(&key);
        let title = place.title_id();
        batch(|| {
            self.rows.open(Some(place));
            workspace.edit(|draft| {
                let rows = draft.application.answers.rows.entry(id).or_default();
                rows.push(Row {
                    key,
                    ..Row::default()
                });
            });
        });
        request_animation_frame(move || focus(&title));
    }

    /// The focus goes to the row that takes its place, or the one before, or to 「添加」.
    pub(super) fn remove(self, place: &RowPlace) {
        let neighbour = self.lines.with_untracked(|lines| {
            let at = lines.iter().position(|line| line.key == place.key)?;
            let neighbour = lines.get(at + 1).or_else(|| lines.get(at.checked_sub(1)?));
            Some(self.place(&neighbour?.key).title_id())
        });
        let next = neighbour.unwrap_or_else(|| self.group.with_value(add_id));
        batch(|| {
            if untrack(|| self.rows.is_open(place)) {
                self.rows.open(None);
            }
            self.rows.workspace.edit(|draft| {
                let rows = draft.application.answers.rows.entry(place.group.clone());
                rows.or_default().retain(|row| row.key != place.key);
            });
        });
        request_animation_frame(move || focus(&next));
    }

    /// Opens the next row that needs something, after the open one and then from the top.
    fn open_next(self) {
        let next = self.lines.with_untracked(|lines| {
            let is_open = |line: &Line| untrack(|| self.rows.is_open(&self.place(&line.key)));
            let from = lines.iter().position(is_open).map_or(0, |at| at + 1);
            let (before, after) = lines.split_at(from.min(lines.len()));
            let mut in_turn = after.iter().chain(before);
            let next = in_turn.find(|line| line.status != Status::Complete)?;
            Some(self.place(&next.key))
        });
        let Some(next) = next else { return };
        let title = next.title_id();
        self.rows.open(Some(next));
        request_animation_frame(move || focus(&title));
    }
}

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
            {(most > FEW).then(|| paste::panel(rows, group))}
        </section>
    }
    .into_node()
}

/// The element of the button that adds a row.
fn add_id(group: &Group) -> String {
    ["add-", &group.id].concat()
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
fn next_key(rows: &[Row]) -> String {
    keys_after(rows).next().unwrap_or_default()
}

/// Keys for more rows, each once.
pub(super) fn keys_after(rows: &[Row]) -> impl Iterator<Item = String> + use<> {
    let number = |key: &str| key.strip_prefix('r').and_then(|n| n.parse::<u32>().ok());
    let last = rows.iter().filter_map(|row| number(&row.key)).max();
    let first = last.map_or(1, |last| last.saturating_add(1));
    (first..).map(|n| ["r", &n.to_string()].concat())
}
