//! Which column of a spreadsheet is which field: by its heading, which has many names.

use spreadsheet::{Line, Table};

use super::plain;
use crate::scenario::{Field, FieldId};

/// A title and a date of issue may stand above the headings.
const LOOKED_AT: usize = 10;

/// How a table is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Which of the lines names the columns; what stands above it is left out.
    pub heading: Option<usize>,
    /// The field of each column, where it has one.
    pub fields: Vec<Option<FieldId>>,
}

impl Columns {
    /// Whether any column has a field.
    pub fn are_any(&self) -> bool {
        self.fields.iter().any(Option::is_some)
    }
}

/// Finds the line that names most columns. Where none does, no column has a field, and the first line is a heading if
/// it has no digit: people have telephones.
pub fn recognise(table: &Table, fields: &[&Field]) -> Columns {
    let lines = table.lines.iter().take(LOOKED_AT).enumerate();
    let named = lines.map(|(at, line)| (at, named(line, fields)));
    let count = |columns: &[Option<FieldId>]| columns.iter().flatten().count();
    // Of equals the first.
    let best = named.reduce(|best, next| {
        if count(&next.1) > count(&best.1) {
            next
        } else {
            best
        }
    });
    let width = table.lines.iter().map(|line| line.cells.len()).max();
    let Some((heading, mut columns)) = best else {
        return Columns::default();
    };
    let has_digit = |line: &Line| {
        let mut cells = line.cells.iter();
        cells.any(|cell| cell.text.contains(|c: char| c.is_ascii_digit()))
    };
    let is_heading =
        count(&columns) > 0 || table.lines.first().is_some_and(|line| !has_digit(line));
    columns.resize(width.unwrap_or_default(), None);
    Columns {
        heading: is_heading.then_some(heading),
        fields: columns,
    }
}

/// The field that each cell of a line names; each field once.
fn named(line: &Line, fields: &[&Field]) -> Vec<Option<FieldId>> {
    let mut found: Vec<Option<FieldId>> = Vec::with_capacity(line.cells.len());
    for cell in &line.cells {
        let wanted = plain(&cell.text);
        let field = fields
            .iter()
            .find(|field| !wanted.is_empty() && headings(field).any(|name| name == wanted))
            .map(|field| field.id.clone())
            .filter(|id| !found.contains(&Some(id.clone())));
        found.push(field);
    }
    found
}

/// The headings by which a column of a field is known, without what people put around them.
pub(crate) fn headings(field: &Field) -> impl Iterator<Item = String> {
    let also = field.headings.iter().map(String::as_str);
    std::iter::once(field.label.zh()).chain(also).map(plain)
}

#[cfg(test)]
mod tests {
    use super::super::rows::tests::{columns, recognised};
    use super::*;
    use spreadsheet::delimited;

    #[test]
    fn headings_have_many_names_and_any_order() {
        let found =
            recognised("入职时间\t*姓 名（必填）\t部门\t身份证号码\n2026/11/2\t陈一\t车间\t1\n");
        let fields: Vec<Option<&str>> = found.fields.iter().map(Option::as_deref).collect();
        assert_eq!(
            fields,
            [Some("hired_on"), Some("name"), None, Some("id_number")]
        );
        assert_eq!(found.heading, Some(0));
    }

    #[test]
    fn a_title_above_the_headings_is_left_out() {
        let found = recognised("某某公司花名册\n\n2026年11月\n姓名\t入职日期\n陈一\t2026/11/2\n");
        assert_eq!(found.heading, Some(2));
    }

    #[test]
    fn the_same_heading_twice_is_one_column() {
        let found = recognised("姓名\t姓名\n陈一\t林二\n");
        assert_eq!(found.fields, [Some("name".to_owned()), None]);
    }

    #[test]
    fn without_headings_every_line_with_digits_is_data() {
        assert_eq!(recognised("陈一\t13800138000\n").heading, None);
        assert_eq!(recognised("name\tphone\n陈一\t1\n").heading, Some(0));
        let fields = columns();
        let empty = recognise(&delimited::read(""), &fields.iter().collect::<Vec<_>>());
        assert_eq!(empty, Columns::default());
    }
}
