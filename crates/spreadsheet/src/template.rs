//! An empty workbook to fill in: one line of headings, every cell below formatted as text, so that no spreadsheet
//! shortens a number or turns a date; lists to choose from where there are options.

use archive::zip;

use crate::table::{Line, Table};

/// A list in a cell has at most so many characters (Excel specifications and limits).
const MOST_LISTED: usize = 255;

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/xl/workbook.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
    <Override PartName=\"/xl/styles.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
    <Override PartName=\"/xl/worksheets/sheet1.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Target=\"xl/workbook.xml\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>\
    <Relationship Id=\"rId2\" Target=\"styles.xml\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\"/></Relationships>";
/// Style 1 is text (§18.8.30: 49 is `@`), style 2 the same in bold.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font></fonts>\
    <fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders>\
    <cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/><xf numFmtId=\"49\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>";
const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A workbook with room for `lines` lines below the headings. Each line of `columns` is a column: its heading, and the
/// options that may stand below it; none where anything may.
#[must_use]
pub fn write(sheet: &str, columns: &Table, lines: usize) -> Vec<u8> {
    let workbook = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook ",
        MAIN,
        " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"",
        &escaped(sheet),
        "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ];
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", workbook.concat().as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            worksheet(&columns.lines, lines).as_bytes(),
        ),
    ])
}

fn worksheet(columns: &[Line], lines: usize) -> String {
    let (mut cells, mut lists) = (String::new(), String::new());
    let last = (lines + 1).to_string();
    for (at, column) in columns.iter().enumerate() {
        let letters = letters(at);
        let texts: Vec<&str> = column.cells.iter().map(|cell| &*cell.text).collect();
        let Some((heading, options)) = texts.split_first() else {
            continue;
        };
        cells.push_str(&["<c r=\"", &letters, "1\" s=\"2\" t=\"inlineStr\"><is><t>"].concat());
        cells.push_str(&escaped(heading));
        cells.push_str("</t></is></c>");
        let has_separator = options.iter().any(|option| option.contains(','));
        let options = options.join(",");
        if !options.is_empty() && !has_separator && options.chars().count() <= MOST_LISTED {
            let range = [&letters, "2:", &letters, &last].concat();
            lists.push_str(
                &[
                    "<dataValidation type=\"list\" allowBlank=\"1\" sqref=\"",
                    &range,
                ]
                .concat(),
            );
            lists.push_str(
                &[
                    "\"><formula1>\"",
                    &escaped(&options),
                    "\"</formula1></dataValidation>",
                ]
                .concat(),
            );
        }
    }
    let lists = if lists.is_empty() {
        lists
    } else {
        ["<dataValidations>", &lists, "</dataValidations>"].concat()
    };
    let count = columns.len().max(1).to_string();
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet ",
        MAIN,
        "><cols><col min=\"1\" max=\"",
        &count,
        "\" width=\"20\" style=\"1\" customWidth=\"1\"/></cols><sheetData><row r=\"1\">",
        &cells,
        "</row></sheetData>",
        &lists,
        "</worksheet>",
    ]
    .concat()
}

/// The letters of a column: 27 is AB.
fn letters(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    match at.checked_sub(26) {
        None => letter(at).to_string(),
        Some(rest) => [letters(rest / 26), letter(rest).to_string()].concat(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, Form};
    use crate::xlsx;

    #[test]
    fn the_form_can_be_read_again() {
        let columns = ["姓名", "学历 & <层次>"].map(|heading| {
            let texts = [heading, "大专", "本科"];
            Line {
                number: 1,
                cells: texts.map(|text| Cell::new(text, Form::Text)).to_vec(),
            }
        });
        let columns = Table {
            lines: columns.to_vec(),
        };
        let bytes = write("员工", &columns, 200);
        let table = xlsx::read(&bytes).expect("a workbook");
        let cells: Vec<&str> = table.lines[0]
            .cells
            .iter()
            .map(|cell| &*cell.text)
            .collect();
        assert_eq!(cells, ["姓名", "学历 & <层次>"]);
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            [0, 25, 26, 27, 51, 52].map(letters),
            ["A", "Z", "AA", "AB", "AZ", "BA"]
        );
    }
}
