//! Workbooks, and text with separators.
#![no_main]

use spreadsheet::{MOST_LINES, delimited, xlsx};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(table) = xlsx::read(bytes) {
        assert!(table.lines.len() <= MOST_LINES);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(delimited::read(text).lines.len() <= MOST_LINES);
    }
});
