//! Rows for a repeating group out of what was copied from a spreadsheet or stands in a CSV file.
//! Every cell that cannot be read is named by row and column and kept as it was written: nothing is lost.

use std::collections::BTreeMap;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::cell;
use crate::Value;
use crate::scenario::{Field, FieldId};

/// More than any group takes; what comes after it is counted only.
const MOST_ROWS: usize = 2000;

/// What a sheet says.
#[derive(Debug, Default, PartialEq)]
pub struct Sheet {
    pub rows: Vec<BTreeMap<FieldId, Value>>,
    pub unread: Vec<Unread>,
    /// Headings that no column has, as they were written.
    pub unknown: Vec<String>,
}

/// A cell that could not be read; its text stands in the row.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread {
    /// The line of the sheet, from 1, with the heading counted as the spreadsheet does.
    pub line: usize,
    pub column: FieldId,
    pub raw: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetError {
    Empty,
    /// The first line names none of the columns.
    NoHeading,
}

/// Reads a sheet whose first line names the columns, in any order; `columns` are the group's fields.
///
/// # Errors
/// Where there is nothing in it, or no heading.
pub fn read(text: &str, columns: &[&Field]) -> Result<Sheet, SheetError> {
    let mut lines = records(text).into_iter();
    let (_, heading) = lines.next().ok_or(SheetError::Empty)?;
    let mut sheet = Sheet::default();
    let places: Vec<Option<&Field>> = heading
        .iter()
        .map(|name| {
            let wanted = plain(name);
            let found = columns
                .iter()
                .find(|field| plain(field.label.zh()) == wanted);
            if found.is_none() && !wanted.is_empty() {
                sheet.unknown.push(name.trim().to_owned());
            }
            found.copied()
        })
        .collect();
    if places.iter().all(Option::is_none) {
        return Err(SheetError::NoHeading);
    }
    for (line, record) in lines {
        let mut row = BTreeMap::new();
        for (field, raw) in places.iter().zip(&record) {
            let raw = raw.trim();
            let Some(field) = field.filter(|_| !raw.is_empty()) else {
                continue;
            };
            let value = cell(&field.kind, raw).unwrap_or_else(|| {
                sheet.unread.push(Unread {
                    line,
                    column: field.id.clone(),
                    raw: raw.to_owned(),
                });
                Value::from(raw)
            });
            row.insert(field.id.clone(), value);
        }
        if !row.is_empty() {
            sheet.rows.push(row);
        }
    }
    if sheet.rows.is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(sheet)
}

/// A heading without what people put around it: 「*姓名（必填）」 is 姓名.
fn plain(heading: &str) -> &str {
    let heading = heading.trim().trim_start_matches(['*', '＊', '\u{feff}']);
    let end = heading.find(['（', '(', '/']).unwrap_or(heading.len());
    heading.get(..end).unwrap_or(heading).trim()
}

/// The lines with their numbers; spreadsheets copy with tabs, files have commas.
fn records(text: &str) -> Vec<(usize, Vec<String>)> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .find(|delimiter| first.as_bytes().contains(delimiter))
        .unwrap_or(b',');
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut input = text.as_bytes();
    let (mut fields, mut ends) = (vec![0; 1 << 12], vec![0; 64]);
    let (mut used, mut ended, mut passed) = (0, 0, 0);
    let mut records = Vec::new();
    // Ends of lines so far, without those inside of quoted cells: the row that a spreadsheet shows.
    let (mut line, mut fresh) = (1, true);
    let ends_in = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    loop {
        if fresh {
            let blank = input
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let (skipped, rest) = input.split_at(blank.count());
            line += ends_in(skipped);
            input = rest;
            fresh = false;
        }
        let before = input;
        let (result, read, written, more) =
            reader.read_record(input, &mut fields[used..], &mut ends[ended..]);
        input = input.get(read..).unwrap_or_default();
        passed += ends_in(before.get(..read).unwrap_or_default());
        used += written;
        ended += more;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => fields.resize(fields.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            ReadRecordResult::Record => {
                let mut record = Vec::with_capacity(ended);
                let mut start = 0;
                for end in ends.iter().take(ended) {
                    let bytes = fields.get(start..*end).unwrap_or_default();
                    record.push(String::from_utf8_lossy(bytes).into_owned());
                    start = *end;
                }
                let quoted: usize = record.iter().map(|cell| ends_in(cell.as_bytes())).sum();
                let next = line + passed.saturating_sub(quoted);
                if record.iter().any(|cell| !cell.trim().is_empty()) && records.len() < MOST_ROWS {
                    records.push((line, record));
                }
                fresh = true;
                line = next;
                (used, ended, passed) = (0, 0, 0);
            }
            ReadRecordResult::End => return records,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Bounds, Choice, DateBounds, Kind};
    use proptest::prelude::*;

    fn field(id: &str, label: &str, kind: Kind) -> Field {
        Field {
            not_before: None,
            within: None,
            id: id.into(),
            section: "员工".into(),
            label: label.into(),
            kind,
            hint: None,
            record: None,
            answer: None,
            locked: false,
            sensitive: false,
            sources: Vec::new(),
        }
    }

    fn columns() -> Vec<Field> {
        let contract = |id: &str, label: &str| Choice {
            id: id.into(),
            label: label.into(),
            hint: None,
            none: false,
        };
        vec![
            field("name", "姓名", Kind::PersonName),
            field("hired_on", "入职日期", Kind::Date(DateBounds::default())),
            field(
                "wage",
                "月工资",
                Kind::Money(Bounds {
                    min: 0,
                    max: 1_000_000,
                    unit: "元".into(),
                }),
            ),
            field(
                "contract",
                "合同类型",
                Kind::Choice(vec![
                    contract("fixed", "固定期限"),
                    contract("open", "无固定期限"),
                ]),
            ),
        ]
    }

    fn read_sheet(text: &str) -> Result<Sheet, SheetError> {
        let columns = columns();
        read(text, &columns.iter().collect::<Vec<_>>())
    }

    #[test]
    fn what_is_copied_from_a_spreadsheet_becomes_rows() {
        let sheet = read_sheet(
            "入职日期\t*姓名（必填）\t月工资（元）\n\
             2026/11/2\t陈一\t6,500.50\n\
             2026年11月3日\t林二\t7000\n",
        )
        .unwrap();
        assert_eq!(sheet.rows.len(), 2);
        assert_eq!(sheet.rows[0]["name"], Value::from("陈一"));
        assert_eq!(sheet.rows[0]["hired_on"], Value::from("2026-11-02"));
        assert_eq!(sheet.rows[0]["wage"], Value::Number(650_050));
        assert_eq!(sheet.rows[1]["hired_on"], Value::from("2026-11-03"));
        assert!(sheet.unread.is_empty() && sheet.unknown.is_empty());
    }

    #[test]
    fn every_bad_cell_is_named_and_kept() {
        let sheet = read_sheet(
            "姓名,入职日期,合同类型,部门\r\n\
             陈一,上周一,固定期限,车间\r\n\
             \r\n\
             \"林,二\",2026-11-03,临时,车间\r\n",
        )
        .unwrap();
        assert_eq!(sheet.rows[0]["hired_on"], Value::from("上周一"));
        assert_eq!(sheet.rows[1]["name"], Value::from("林,二"));
        assert_eq!(sheet.rows[1]["contract"], Value::from("临时"));
        assert_eq!(sheet.unknown, ["部门"]);
        let named: Vec<_> = sheet
            .unread
            .iter()
            .map(|cell| (cell.line, &*cell.column, &*cell.raw))
            .collect();
        assert_eq!(named, [(2, "hired_on", "上周一"), (4, "contract", "临时")]);
    }

    #[test]
    fn a_line_is_numbered_as_the_spreadsheet_does() {
        for ends in ["\n", "\r\n"] {
            let text = [
                "姓名\t入职日期",
                "\"陈\n一\"\t2026-11-02",
                "林二\t上周一",
                "",
            ]
            .join(ends);
            let sheet = read_sheet(&text).unwrap();
            assert_eq!(sheet.unread[0].line, 3, "{ends:?}");
        }
    }

    #[test]
    fn a_sheet_without_a_heading_or_without_rows_is_told() {
        assert_eq!(read_sheet(""), Err(SheetError::Empty));
        assert_eq!(read_sheet("姓名\t月工资\n"), Err(SheetError::Empty));
        assert_eq!(
            read_sheet("陈一\t6500\n林二\t7000"),
            Err(SheetError::NoHeading)
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(姓名|入职日期)?[,\t;\"\r\n]?\\PC{0,200}[\"\r\n,]{0,9}\\PC{0,40}") {
            let _ = read_sheet(&text);
        }
    }
}
