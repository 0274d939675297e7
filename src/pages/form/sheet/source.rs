//! From a file to a table: the worker reads workbooks, the browser decodes text.

use spreadsheet::encoding::{Contents, contents};
use spreadsheet::{Table, delimited};
use web_sys::File;

use crate::messages::sheet as words;
use crate::platform::file as files;
use crate::platform::precheck_worker::{NotRead, PrecheckWorker};
use crate::report::Reported;

/// A list of people has some hundred KB at most.
const MOST_BYTES: f64 = 10_000_000.0;

/// The table of a file, or why there is none.
pub(super) async fn read(file: &File, worker: &PrecheckWorker) -> Result<Table, &'static str> {
    if file.size() > MOST_BYTES {
        return Err(words::too_large());
    }
    let bytes = files::read(file).await.or_report("sheet.read");
    let bytes = bytes.ok_or(words::out_of_reach())?;
    match contents(&bytes) {
        Contents::Workbook => worker.read_workbook(file).await.map_err(told),
        Contents::OldWorkbook => Err(words::old_workbook()),
        Contents::Text(encodings) => {
            let text = encodings.iter().find_map(|name| decoded(&bytes, name));
            text.map(|text| delimited::read(&text))
                .ok_or(words::not_a_sheet())
        }
    }
}

fn told(cause: NotRead) -> &'static str {
    match cause {
        NotRead::TooLarge => words::too_large(),
        NotRead::Locked => words::old_workbook(),
        NotRead::NotAWorkbook => words::not_a_sheet(),
        NotRead::NotAsked(_) => words::not_asked(),
    }
}

/// The text, where the bytes are of this encoding.
fn decoded(bytes: &[u8], encoding: &str) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options(encoding, &options);
    // Not in this encoding: the next one is tried.
    decoder
        .or_report("sheet.decoder")?
        .decode_with_u8_array(bytes)
        .ok()
}
