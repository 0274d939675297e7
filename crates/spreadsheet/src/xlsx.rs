//! The lines of an .xlsx workbook (ECMA-376 part 1, SpreadsheetML): a zip archive of XML parts.
//! The first sheet that is shown and has something in it; values only, no formulas and no pictures.

mod strings;
mod styles;
mod worksheet;

use archive::{Archive, Budget, elements};

use crate::table::Table;
use strings::shared_strings;
use styles::Styles;
use worksheet::Days;

/// A workbook of a few hundred people has some 50 KB; this is room for pictures in it.
pub const MOST_BYTES: usize = 10_000_000;
/// Sheets that are looked at until one has something in it.
const MOST_SHEETS: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    TooLarge,
    /// Broken off, or no workbook at all.
    NotAWorkbook,
    /// It asks for a password.
    Locked,
}

impl Unreadable {
    /// In the messages of the worker.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotAWorkbook => "not_a_workbook",
            Self::Locked => "locked",
        }
    }
}

/// Reads a workbook.
///
/// # Errors
/// Where it is none that can be opened. A workbook with nothing in it is an empty table.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut parts = Parts {
        archive: Archive::read(bytes),
        budget: Budget::new(),
    };
    if parts.archive.members().any(|member| member.is_encrypted) {
        return Err(Unreadable::Locked);
    }
    let workbook = parts
        .read("xl/workbook.xml")
        .ok_or(Unreadable::NotAWorkbook)?;
    let relations = parts.read("xl/_rels/workbook.xml.rels").unwrap_or_default();
    let strings = parts.read("xl/sharedStrings.xml").unwrap_or_default();
    let strings = shared_strings(&strings);
    let styles = Styles::read(&parts.read("xl/styles.xml").unwrap_or_default());
    let days = days(&workbook);
    let mut is_any = false;
    for path in sheets(&workbook, &relations) {
        let Some(sheet) = parts.read(&path) else {
            continue;
        };
        is_any = true;
        let table = worksheet::read(&sheet, &strings, &styles, days);
        if !table.lines.is_empty() {
            return Ok(table);
        }
    }
    if parts.budget.is_spent() {
        Err(Unreadable::TooLarge)
    } else if is_any {
        Ok(Table::default())
    } else {
        Err(Unreadable::NotAWorkbook)
    }
}

struct Parts<'a> {
    archive: Archive<'a>,
    budget: Budget,
}

impl Parts<'_> {
    fn read(&mut self, path: &str) -> Option<Vec<u8>> {
        let member = self.archive.find(path.as_bytes())?;
        member.content(&mut self.budget)
    }
}

/// Workbooks that began on a Macintosh count days from 1904 (§18.2.28).
fn days(workbook: &[u8]) -> Days {
    let properties = elements(workbook).find(|element| element.name == b"workbookPr");
    let from_1904 = properties.and_then(|element| element.attribute(b"date1904"));
    if matches!(from_1904, Some(b"1" | b"true")) {
        Days::From1904
    } else {
        Days::From1900
    }
}

/// The parts of the sheets that are shown, in their order.
fn sheets(workbook: &[u8], relations: &[u8]) -> Vec<String> {
    let shown = elements(workbook).filter(|element| {
        element.name == b"sheet"
            && !matches!(element.attribute(b"state"), Some(b"hidden" | b"veryHidden"))
    });
    // Beside `r:id` stands `sheetId`; the reader of attributes leaves out prefixes.
    let paths = shown.filter_map(|sheet| target(relations, sheet.attribute(b"id")?));
    paths.take(MOST_SHEETS).collect()
}

/// Where a relation leads, from the root of the archive.
fn target(relations: &[u8], id: &[u8]) -> Option<String> {
    let relation = elements(relations)
        .find(|element| element.name == b"Relationship" && element.attribute(b"Id") == Some(id))?;
    let target = std::str::from_utf8(relation.attribute(b"Target")?).ok()?;
    Some(match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => ["xl/", target].concat(),
    })
}

#[cfg(test)]
mod tests;
