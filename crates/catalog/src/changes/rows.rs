//! The rows of repeating groups: each keeps its key, its order and every value that still fits its column.
//! Rows of a group that now means other people are asked for again as a whole.

use super::{Carrying, What};
use crate::answers::Row;
use crate::application::Application;
use crate::scenario::{Field, Group};

impl Carrying<'_> {
    pub(super) fn rows(&mut self, application: &Application) {
        for (id, rows) in &application.answers.rows {
            let before = self.old.and_then(|old| old.group(id));
            let Some(now) = self.new.group(id) else {
                if !rows.is_empty() {
                    self.gone(What::Group, id, before.map(|group| &group.name));
                }
                continue;
            };
            if before.is_none_or(|before| before.one.zh() == now.one.zh()) {
                let kept = rows.iter().map(|row| self.row(now, row)).collect();
                let all = &mut self.carried.application.answers.rows;
                all.insert(id.clone(), kept);
            } else if !rows.is_empty() {
                self.again(What::Group, id, &now.name);
            }
        }
    }

    fn row(&mut self, group: &Group, row: &Row) -> Row {
        let place = [&group.id, "/", &row.key, "/"].concat();
        let (columns, others): (Vec<_>, Vec<_>) = row
            .values
            .iter()
            .map(|(id, value)| (id.clone(), value.clone()))
            .partition(|(id, _)| group.column(id).is_some());
        for (id, _) in others.iter().filter(|(_, value)| !value.is_blank()) {
            let label = |field: &Field| field.label.clone();
            let known = self.old.and_then(|old| old.field(id)).map(label);
            self.gone(What::Field, &[&place, id.as_str()].concat(), known.as_ref());
        }
        Row {
            key: row.key.clone(),
            values: self.values(&place, &columns.into_iter().collect()),
        }
    }
}
