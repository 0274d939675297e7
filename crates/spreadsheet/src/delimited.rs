//! Lines out of what was copied from a spreadsheet, or stands in a CSV file: tabs, commas or semicolons between cells.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::table::{Cell, Form, MOST_COLUMNS, Table};

/// The lines with their numbers; spreadsheets copy with tabs, files have commas.
pub fn read(text: &str) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.trim_start().lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .find(|delimiter| first.as_bytes().contains(delimiter))
        .unwrap_or_else(|| usual(text));
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut input = text.as_bytes();
    let (mut fields, mut ends) = (vec![0; 1 << 12], vec![0; 64]);
    let (mut used, mut ended, mut passed) = (0, 0, 0);
    let mut table = Table::default();
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
                let mut cells = Vec::with_capacity(ended.min(MOST_COLUMNS));
                let (mut start, mut quoted) = (0, 0);
                for end in ends.iter().take(ended) {
                    let bytes = fields.get(start..*end).unwrap_or_default();
                    quoted += ends_in(bytes);
                    start = *end;
                    // A line of nothing but separators has millions of cells.
                    if cells.len() == MOST_COLUMNS {
                        continue;
                    }
                    cells.push(Cell::new(&String::from_utf8_lossy(bytes), Form::Text));
                }
                let next = line + passed.saturating_sub(quoted);
                table.push(line, cells);
                if table.is_full() {
                    return table;
                }
                fresh = true;
                line = next;
                (used, ended, passed) = (0, 0, 0);
            }
            ReadRecordResult::End => return table,
        }
    }
}

/// The separator that the text has most of, where its first line has none: a title may stand above the columns.
fn usual(text: &str) -> u8 {
    let count = |byte: &u8| text.bytes().filter(|it| it == byte).count();
    [b';', b'\t', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_numbered_as_the_spreadsheet_does() {
        for ends in ["\n", "\r\n"] {
            let text = [
                "姓名\t入职日期",
                "\"陈\n一\"\t2026-11-02",
                "",
                "林二\t上周一",
                "",
            ];
            let table = read(&text.join(ends));
            assert_eq!(table.lines[1].cells[0].text, "陈\n一");
            assert_eq!(table.lines[2].number, 4, "{ends:?}");
        }
    }

    #[test]
    fn a_title_above_the_columns_does_not_hide_the_separator() {
        let table = read("花名册\n姓名\t手机\n陈一\t13800138000\n");
        assert_eq!(table.lines[2].number, 3);
        assert_eq!(table.lines[2].cells[1].text, "13800138000");
    }

    #[test]
    fn lines_are_bounded() {
        let table = read(&"a,b\n".repeat(5000));
        assert_eq!(table.lines.len(), crate::MOST_LINES);
        assert_eq!(read(&"x,".repeat(5000)).lines[0].cells.len(), 100);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(姓名|入职日期)?[,\t;\"\r\n]?\\PC{0,200}[\"\r\n,]{0,9}\\PC{0,40}") {
            let _ = read(&text);
        }
    }
}
