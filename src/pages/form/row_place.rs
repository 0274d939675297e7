//! Where a row of a repeating group lies among the answers, and which elements of the page are its own.

use catalog::plan::{FieldPlan, RowPlan};
use catalog::{Answers, Row, Value};
use leptos::prelude::*;

use crate::problem;
use crate::state::Workspace;

/// The place of a row among the answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowPlace {
    pub(super) group: String,
    pub(super) key: String,
}

impl RowPlace {
    pub(super) fn of(group: &str, key: &str) -> Self {
        Self {
            group: group.to_owned(),
            key: key.to_owned(),
        }
    }

    /// The element of its title.
    pub(super) fn title_id(&self) -> String {
        ["row-", &self.group, "-", &self.key].concat()
    }

    /// Whether the element of this id is its title or one of its controls.
    pub(super) fn has(&self, element: &str) -> bool {
        let cell = problem::row_field_id(&self.group, &self.key, "");
        element == self.title_id() || element.starts_with(&cell)
    }

    /// What was typed into a cell.
    pub(super) fn value(&self, workspace: Workspace, column: &str) -> Option<Value> {
        self.row(workspace, |row| row.values.get(column).cloned())
    }

    /// What a cell holds: what was typed, or else what it starts with.
    pub(super) fn held(&self, workspace: Workspace, column: &FieldPlan) -> Option<Value> {
        self.row(workspace, |row| column.value_in(row).cloned())
    }

    fn row<T>(&self, workspace: Workspace, read: impl FnOnce(&Row) -> Option<T>) -> Option<T> {
        workspace.draft.with_untracked(|draft| {
            let rows = draft.application.answers.rows(&self.group);
            read(rows.iter().find(|row| row.key == self.key)?)
        })
    }

    pub(super) fn enter(&self, answers: &mut Answers, column: String, value: Value) {
        let rows = answers.rows.entry(self.group.clone()).or_default();
        if let Some(row) = rows.iter_mut().find(|row| row.key == self.key) {
            row.values.insert(column, value);
        }
    }

    pub(super) fn planned<T>(
        &self,
        workspace: Workspace,
        read: impl FnOnce(&RowPlan) -> T,
    ) -> Option<T> {
        workspace
            .plan
            .with(|plan| plan.group(&self.group)?.row(&self.key).map(read))
    }
}
