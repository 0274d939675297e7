//! The rows of repeating groups: which one is open, adding one, removing one, and going on to the next.
//! A row by itself stands open, unless it was complete when the page opened; several are one line each, and one at a
//! time opens.

use std::collections::BTreeMap;

use catalog::Row;
use catalog::scenario::Group;
use leptos::prelude::*;

use super::entry::Entry;
use super::row_line::{Line, Status, lines};
use super::row_place::RowPlace;
use crate::components::focus;
use crate::platform::random::random_id;
use crate::state::Workspace;

/// A list of more people than this may come from a spreadsheet.
pub(super) const FEW: usize = 3;

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

    /// Marks what is wrong with the cells, now and from now on: also one that is right by now and spoiled later.
    pub(super) fn check(self) {
        self.are_checked.set_value(true);
        self.cells.with_value(|cells| {
            for cell in cells.values() {
                cell.check();
            }
        });
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
    /// Rows are one line each. They stay so when all but one are removed: nothing springs open.
    pub(super) is_folded: Memo<bool>,
}

impl GroupRows {
    pub(super) fn new(rows: Rows, group: &Group) -> Self {
        let workspace = rows.workspace;
        let group = StoredValue::new(group.clone());
        let lines = Memo::new(move |_| {
            let (scenario, group) = (workspace.scenario(), group.get_value());
            let open = workspace.open_of_draft();
            workspace.plan.with(|plan| {
                let planned = plan.group(&group.id).map_or(&[][..], |it| &it.rows);
                workspace.answers.with(|answers| {
                    let rows = answers.rows(&group.id);
                    let context = workspace.context;
                    context.with(|context| lines(&scenario, &group, planned, rows, &open, context))
                })
            })
        });
        let is_folded = Memo::new(move |before: Option<&bool>| {
            let is_done = |line: &Line| line.status == Status::Complete;
            let one_is_done = lines.with(|lines| lines.first().is_some_and(is_done));
            *before.unwrap_or(&one_is_done) || lines.with(Vec::len) > 1
        });
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

    pub(super) fn add(self) {
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
    pub(super) fn open_next(self) {
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

/// The element of the button that adds a row.
pub(super) fn add_id(group: &Group) -> String {
    ["add-", &group.id].concat()
}

/// The key of the first row of a group that needs one: of all pages the same, for it is the same row.
pub(super) const FIRST_KEY: &str = "r1";

/// A key that no row has, nor has had while these rows stood.
pub(super) fn next_key(rows: &[Row]) -> String {
    keys_after(rows).next().unwrap_or_default()
}

/// Keys for more rows, each once: `r2xc81f`. What follows the number and the `x` is chance, so that two pages that add
/// a row to one draft at the same time add two.
pub(super) fn keys_after(rows: &[Row]) -> impl Iterator<Item = String> + use<> {
    let number = |key: &str| {
        let digits: String = key
            .chars()
            .skip(1)
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u32>().ok()
    };
    let last = rows.iter().filter_map(|row| number(&row.key)).max();
    let first = last.map_or(1, |last| last.saturating_add(1));
    (first..).map(|n| {
        let chance = random_id();
        [
            "r",
            &n.to_string(),
            "x",
            chance.get(..4).unwrap_or_default(),
        ]
        .concat()
    })
}
