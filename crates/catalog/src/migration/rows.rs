//! The rows of repeating groups: each keeps its key, its order and every value that still fits its column.
//! Rows of a group that now means other people are asked for again as a whole.

use std::collections::BTreeMap;

use super::{ItemKind, Migrator};
use crate::answers::Row;
use crate::scenario::{Group, GroupId};

impl Migrator<'_> {
    pub(super) fn rows(&mut self, groups: BTreeMap<GroupId, Vec<Row>>) {
        for (id, mut rows) in groups {
            let before = self.old.and_then(|old| old.group(&id));
            let Some(now) = self.new.group(&id) else {
                if !rows.is_empty() {
                    self.gone(ItemKind::Group, &id);
                }
                continue;
            };
            if before.is_none_or(|before| before.one.zh() == now.one.zh()) {
                for row in &mut rows {
                    self.row(now, row);
                }
                self.migration.application.answers.rows.insert(id, rows);
            } else if !rows.is_empty() {
                self.again(ItemKind::Group, &id);
            }
        }
    }

    fn row(&mut self, group: &Group, row: &mut Row) {
        let place = [&group.id, "/", &row.key, "/"].concat();
        let mut columns = BTreeMap::new();
        for (id, value) in std::mem::take(&mut row.values) {
            if group.column(&id).is_some() {
                columns.insert(id, value);
            } else if !value.is_blank() {
                self.gone(ItemKind::Field, &[&place, id.as_str()].concat());
            }
        }
        row.values = self.values(&place, columns);
    }
}
