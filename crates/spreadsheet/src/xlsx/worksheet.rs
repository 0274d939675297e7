//! The cells of one sheet (§18.3.1.4), line by line.

use archive::{Element, elements};

use super::strings::text;
use super::styles::Styles;
use crate::table::{Cell, Form, MOST_COLUMNS, Table};

/// Which day a workbook counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    From1900,
    From1904,
}

/// From 1899-12-30 to 1904-01-01.
const DAYS_UNTIL_1904: u32 = 1462;

pub(super) fn read(part: &[u8], strings: &[String], styles: &Styles, days: Days) -> Table {
    let mut table = Table::default();
    let (mut number, mut cells) = (0, Vec::new());
    let mut open: Option<Open> = None;
    for element in elements(part) {
        match element.name {
            b"row" => {
                table.push(number, std::mem::take(&mut cells));
                if table.is_full() {
                    return table;
                }
                open = None;
                number = whole(element.attribute(b"r")).unwrap_or(number.saturating_add(1));
            }
            b"c" => {
                let at = element
                    .attribute(b"r")
                    .and_then(column)
                    .unwrap_or(cells.len());
                open = (at < MOST_COLUMNS).then(|| Open::new(at, &element));
                if at < MOST_COLUMNS && cells.len() <= at {
                    cells.resize(at + 1, Cell::default());
                }
            }
            b"v" | b"t" => {
                let Some(open) = &open else { continue };
                let Some(cell) = cells.get_mut(open.at) else {
                    continue;
                };
                if element.name == b"t" {
                    // Texts that stand in the cell itself come in runs.
                    *cell = Cell::new(&[&*cell.text, &text(element.text)].concat(), Form::Text);
                } else {
                    *cell = open.value(element.text, strings, styles, days);
                }
            }
            _ => {}
        }
    }
    table.push(number, cells);
    table
}

/// A cell of which the value has not come yet.
struct Open<'a> {
    at: usize,
    kind: &'a [u8],
    style: usize,
}

impl<'a> Open<'a> {
    fn new(at: usize, element: &Element<'a>) -> Self {
        Self {
            at,
            kind: element.attribute(b"t").unwrap_or(b"n"),
            style: whole(element.attribute(b"s")).unwrap_or_default(),
        }
    }

    /// Kinds of cells are those of §18.18.11.
    fn value(&self, raw: &[u8], strings: &[String], styles: &Styles, days: Days) -> Cell {
        match self.kind {
            b"s" => {
                let shared = whole(Some(raw)).and_then(|at| strings.get(at));
                Cell::new(shared.map_or("", String::as_str), Form::Text)
            }
            b"n" if styles.is_date(self.style) => Cell::new(&day(&text(raw), days), Form::Day),
            b"n" => Cell::new(&text(raw), Form::Number),
            b"b" => Cell::new(if raw == b"1" { "是" } else { "否" }, Form::Text),
            // An error, such as #N/A: nothing is there.
            b"e" => Cell::default(),
            _ => Cell::new(&text(raw), Form::Text),
        }
    }
}

/// Whole days; floating-point numbers would cost some kilobytes of the download.
fn day(raw: &str, days: Days) -> String {
    let (whole, time) = raw.split_once('.').unwrap_or((raw, ""));
    match (days, whole.parse::<u32>()) {
        (Days::From1904, Ok(number)) => {
            let number = number.saturating_add(DAYS_UNTIL_1904).to_string();
            [&number, ".", time].concat()
        }
        _ => raw.to_owned(),
    }
}

fn whole(raw: Option<&[u8]>) -> Option<usize> {
    std::str::from_utf8(raw?).ok()?.parse().ok()
}

/// `C5` is in the third column, which is 2.
fn column(reference: &[u8]) -> Option<usize> {
    let letters = reference
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic());
    let number = letters.fold(0_usize, |number, letter| {
        let letter = usize::from(letter.to_ascii_uppercase() - b'A' + 1);
        number.saturating_mul(26).saturating_add(letter)
    });
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!(column(b"A1"), Some(0));
        assert_eq!(column(b"AB12"), Some(27));
        assert_eq!(column(b"12"), None);
        assert_eq!(column(&[b'Z'; 60]), Some(usize::MAX - 1));
    }
}
