//! Workbooks: the worker has the readers of archives already, so it reads .xlsx files, and writes the form to fill in.

use js_sys::{Object, Uint8Array};
use spreadsheet::Table;
use web_sys::Blob;

use super::{NotChecked, PrecheckWorker, Stop, get, set};

/// Why a workbook could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotRead {
    TooLarge,
    Locked,
    NotAWorkbook,
    /// The worker did not come to it.
    NotAsked(NotChecked),
}

impl PrecheckWorker {
    pub(crate) async fn read_workbook(&self, file: &Blob) -> Result<Table, NotRead> {
        let question = Object::new();
        set(&question, "op", &"read_workbook".into());
        set(&question, "file", file);
        let answer = self.ask(&question, &|_| {}, &Stop::default()).await;
        let answer = answer.map_err(NotRead::NotAsked)?;
        match get(&answer, "table").as_string() {
            Some(table) => Ok(Table::taken_over(&table)),
            None => Err(match get(&answer, "unreadable").as_string().as_deref() {
                Some("too_large") => NotRead::TooLarge,
                Some("locked") => NotRead::Locked,
                _ => NotRead::NotAWorkbook,
            }),
        }
    }

    /// An empty workbook; each line of the table is a column of it: the heading, and what may stand below.
    pub(crate) async fn write_template(
        &self,
        sheet: &str,
        columns: &Table,
        lines: usize,
    ) -> Result<Vec<u8>, NotChecked> {
        let question = Object::new();
        set(&question, "op", &"write_template".into());
        set(&question, "sheet", &sheet.into());
        set(&question, "columns", &columns.handed_over().into());
        set(&question, "lines", &(lines as u32).into());
        let answer = self.ask(&question, &|_| {}, &Stop::default()).await?;
        Ok(Uint8Array::new(&get(&answer, "bytes")).to_vec())
    }
}
