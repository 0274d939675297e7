//! The same person twice in one group: pointed out on the form, refused when it is handed in.

use civic::day::Day;

use crate::Row;
use crate::field_check::identity;
use crate::plan::RowPlan;
use crate::scenario::{FieldId, Scenario};

/// The cells whose number of a document stands in an earlier row already, by the key of the row. Cells that a row does
/// not show count for nothing, though what was once typed into them is kept.
pub fn same_person(
    scenario: &Scenario,
    planned: &[RowPlan],
    rows: &[Row],
    today: Day,
) -> Vec<(String, FieldId)> {
    // A few hundred at most: a list is as fast as a set, and less to download.
    let mut seen: Vec<(&FieldId, String)> = Vec::new();
    let mut again = Vec::new();
    for (row, planned) in rows.iter().zip(planned) {
        for column in &planned.fields {
            let Some(field) = scenario.field(&column.id) else {
                continue;
            };
            let value = row.values.get(&field.id);
            let number = value.and_then(|value| identity(&field.kind, value, today));
            let Some(number) = number.map(|number| (&field.id, number)) else {
                continue;
            };
            if seen.contains(&number) {
                again.push((row.key.clone(), field.id.clone()));
            } else {
                seen.push(number);
            }
        }
    }
    again
}
