//! Where the form holds the number of an identity card, how it compares with what was read off the photograph, and what
//! the resident says of that.

use catalog::Value;
use catalog::plan::Origin;
use catalog::scenario::{FieldId, GroupId, row_of_material};
use leptos::prelude::*;

use super::card_numbers::{Answer, CardNumber, Comparison, comparison};
use super::slot::PageSlot;
use crate::draft::Draft;
use crate::state::Workspace;

/// Where the form holds the number of a card, and what it holds there.
pub(super) struct NumberField {
    workspace: Workspace,
    id: FieldId,
    /// The group and the row of the cell; none for a field of the form.
    row: Option<(GroupId, String)>,
    value: Option<Value>,
    /// It is the register's, and not to be typed over.
    is_recorded: bool,
}

impl NumberField {
    fn hold(&self, value: Option<Value>) {
        self.workspace.edit(|draft| {
            let application = &mut draft.application;
            let values = match &self.row {
                None => Some(&mut application.fields),
                Some((group, key)) => {
                    let rows = application.answers.rows.get_mut(group);
                    let mut rows = rows.into_iter().flatten();
                    rows.find(|row| row.key == *key).map(|row| &mut row.values)
                }
            };
            if let Some(values) = values {
                match value {
                    Some(value) => values.insert(self.id.clone(), value),
                    None => values.remove(&self.id),
                };
            }
        });
    }
}

impl PageSlot {
    /// The field or cell that holds the number of this card, where the plan or the correction asks for it. Tracked.
    pub(super) fn number_field(&self) -> Option<NumberField> {
        let workspace = self.attachments.workspace;
        let id = self.material.number_field.as_ref()?;
        let row = row_of_material(&self.material.id);
        if let Some(asked) = self.attachments.asked {
            // Cells are asked for like fields, by column, group and row.
            let id = match row {
                None => id.clone(),
                Some((group, key)) => [id, "-", group, "-", key].concat(),
            };
            let is_asked = asked.try_with_value(|asked| asked.contains(&id))?;
            let fields = |draft: &Draft| draft.application.fields.get(&id).cloned();
            return is_asked.then(|| NumberField {
                workspace,
                value: workspace.draft.with(fields),
                id: id.clone(),
                row: None,
                is_recorded: false,
            });
        }
        let planned = workspace.plan.try_with(|plan| {
            let fields = match row {
                None => &plan.fields,
                Some((group, key)) => &plan.group(group)?.row(key)?.fields,
            };
            fields.iter().find(|planned| planned.id == *id).cloned()
        })??;
        let scenario = workspace.scenario.try_get_value()?;
        let field = scenario.field(id)?;
        let value = match row {
            None => workspace.field_value(field),
            Some((group, key)) => workspace.draft.with(|draft| {
                let mut rows = draft.application.answers.rows(group).iter();
                let row = rows.find(|row| row.key == key)?;
                row.values.get(id).cloned()
            }),
        };
        Some(NumberField {
            workspace,
            id: id.clone(),
            row: row.map(|(group, key)| (group.to_owned(), key.to_owned())),
            value: value.or(planned.start),
            is_recorded: field.locked && planned.origin == Origin::Record,
        })
    }

    /// What was read off the picture of this id, and how it compares with the form; nothing where there is nothing to
    /// say of it. Tracked.
    pub(super) fn card_number(&self, picture: &str) -> Option<(CardNumber, Comparison)> {
        let read = self.attachments.shared.card_numbers.of(&self.key())?;
        let held = self.number_field().filter(|_| read.picture == picture)?;
        let today = held.workspace.context.with(|context| context.today);
        let compared = comparison(&read.number, held.value.as_ref(), held.is_recorded, today);
        (!read.answer.settles(&compared)).then_some((read, compared))
    }

    /// Puts the number into the form; the register's is never typed over.
    pub(super) fn use_card_number(&self, read: CardNumber) {
        let field = untrack(|| self.number_field());
        let Some(field) = field.filter(|field| !field.is_recorded) else {
            return;
        };
        field.hold(Some(Value::Text(read.number.as_str().to_owned())));
        self.answer(read, Answer::Used(field.value));
    }

    /// Puts back what the form held before, and asks again.
    pub(super) fn undo_card_number(&self, read: CardNumber) {
        let Answer::Used(before) = read.answer.clone() else {
            return;
        };
        if let Some(field) = untrack(|| self.number_field()) {
            field.hold(before);
        }
        self.answer(read, Answer::Open);
    }

    /// It is not spoken of again while it compares so.
    pub(super) fn keep_form(&self, read: CardNumber, compared: Comparison) {
        self.answer(read, Answer::Kept(compared));
    }

    fn answer(&self, read: CardNumber, answer: Answer) {
        let numbers = self.attachments.shared.card_numbers;
        numbers.put(&self.key(), CardNumber { answer, ..read });
    }
}
