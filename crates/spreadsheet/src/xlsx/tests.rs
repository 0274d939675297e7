use archive::deflated_zip;
use proptest::prelude::*;

use super::*;
use crate::table::Form;

const WORKBOOK: &str = "<workbook><workbookPr/><sheets><sheet name='旧' sheetId='1' state='hidden' r:id='rId1'/>\
    <sheet name='空' sheetId='2' r:id='rId2'/><sheet name='员工' sheetId='3' r:id='rId3'/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>\
    <Relationship Id='rId2' Target='worksheets/sheet2.xml'/>\
    <Relationship Id='rId3' Target='/xl/worksheets/sheet3.xml'/></Relationships>";
const STYLES: &str =
    "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>";
const STRINGS: &str = "<sst><si><t>姓名</t></si><si><t>身份证号</t></si><si><t>入职</t></si><si><t>陈一</t></si></sst>";
const HIDDEN: &str = "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>旧</t></is></c></row></sheetData>\
    </worksheet>";
const EMPTY: &str =
    "<worksheet><sheetData><row r='1'><c r='A1' s='1'/></row></sheetData></worksheet>";
const SHEET: &str = "<worksheet><sheetData>\
    <row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='D1' t='s'><v>2</v></c></row>\
    <row r='3'><c r='A3' t='s'><v>3</v></c><c r='B3'><v>1.10105198605040006E+17</v></c><c r='D3' s='1'><v>46346</v></c>\
    <c r='E3' t='e'><v>#N/A</v></c></row></sheetData></worksheet>";

fn workbook(book: &str, sheet: &str) -> Vec<u8> {
    deflated_zip(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
        ("xl/worksheets/sheet1.xml", HIDDEN.as_bytes()),
        ("xl/worksheets/sheet2.xml", EMPTY.as_bytes()),
        ("xl/worksheets/sheet3.xml", sheet.as_bytes()),
    ])
}

#[test]
fn the_first_shown_sheet_with_something_in_it_is_read() {
    let table = read(&workbook(WORKBOOK, SHEET)).expect("a workbook");
    let numbers: Vec<usize> = table.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 3]);
    let cells: Vec<(&str, Form)> = table.lines[1]
        .cells
        .iter()
        .map(|cell| (&*cell.text, cell.form))
        .collect();
    assert_eq!(
        cells,
        [
            ("陈一", Form::Text),
            ("1.10105198605040006E+17", Form::Number),
            ("", Form::Text),
            ("46346", Form::Day),
        ]
    );
}

#[test]
fn days_of_a_macintosh_are_counted_from_1904() {
    let book = WORKBOOK.replace("<workbookPr/>", "<workbookPr date1904='1'/>");
    let table = read(&workbook(&book, &SHEET.replace("46346", "44884"))).expect("a workbook");
    assert_eq!(table.lines[1].cells[3].text, "46346.");
}

#[test]
fn what_is_no_workbook_is_told() {
    assert_eq!(read(b"PK\x03\x04"), Err(Unreadable::NotAWorkbook));
    assert_eq!(
        read(&deflated_zip(&[("a.txt", b"a")])),
        Err(Unreadable::NotAWorkbook)
    );
    assert_eq!(read(&vec![0; MOST_BYTES + 1]), Err(Unreadable::TooLarge));
    let whole = workbook(WORKBOOK, SHEET);
    assert_eq!(
        read(&whole[..whole.len() / 3]),
        Err(Unreadable::NotAWorkbook)
    );
}

#[test]
fn a_sheet_that_unpacks_to_too_much_is_given_up() {
    let bomb = [SHEET, &"\0".repeat(archive::UNPACKED)].concat();
    let bytes = workbook(WORKBOOK, &bomb);
    assert!(bytes.len() < archive::UNPACKED / 100);
    assert_eq!(read(&bytes), Err(Unreadable::TooLarge));
}

#[test]
fn lines_and_columns_far_out_take_no_memory() {
    let far = "<worksheet><sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c><c r='A1048576'><v>2</v></c></row>\
               </sheetData></worksheet>";
    let table = read(&workbook(WORKBOOK, far)).expect("a workbook");
    assert_eq!(table.lines.len(), 1);
    assert_eq!(table.lines[0].cells.len(), 1);
}

proptest! {
    #[test]
    fn no_sheet_breaks_it(
        sheet in "(<(row|c|v|t|is)( r='[A-Z]{0,4}[0-9]{0,20}')?( t='(s|n|d|b|inlineStr)')?( s='[0-9]{0,9}')?/?>[0-9.E+]{0,6}){0,20}",
        flipped in any::<(u16, u8)>(),
    ) {
        let mut bytes = workbook(WORKBOOK, &sheet);
        let _ = read(&bytes);
        let at = usize::from(flipped.0) % bytes.len();
        bytes[at] = flipped.1;
        let _ = read(&bytes);
    }
}
