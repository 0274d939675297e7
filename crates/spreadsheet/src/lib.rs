//! The lines of a spreadsheet, out of a file or of what was copied. What they mean is for others to say.
//! Bytes and texts come from outside: lines, columns and the length of a cell are bounded.

pub mod delimited;
pub mod encoding;
mod table;
#[cfg(feature = "xlsx")]
pub mod template;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use table::{Cell, Form, Line, MOST_LINES, Table};
