//! Step 1, decode: from the file that was chosen to one that the pre-check worker can be asked about.
//! Pixels are decoded by the worker; here a file is turned away that a phone cannot hold, and what must be known of one
//! that the worker could not read is read off its first bytes.

use precheck_types::{Change, Format, Report};
use web_sys::Blob;

use super::jobs::ProcessingState;
use crate::platform::file;
use crate::platform::precheck_worker::Checked;
use crate::report::Reported;

/// The longest file that a phone with little memory is asked to hold twice, in bytes.
pub(crate) const MAX_BYTES: f64 = 60_000_000.0;
/// A longer file is not stored beside the prepared one; that one is the source of edits then.
const MAX_ORIGINAL_BYTES: f64 = 16_000_000.0;

/// A file of bearable length. Its bytes may still turn out to be out of reach.
pub(super) struct ChosenFile {
    pub(super) blob: Blob,
    pub(super) bytes: u64,
}

impl ChosenFile {
    pub(super) fn new(blob: Blob) -> Result<Self, ProcessingState> {
        if blob.size() > MAX_BYTES {
            return Err(ProcessingState::TooLarge);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length"
        )]
        let bytes = blob.size() as u64;
        Ok(Self { blob, bytes })
    }

    pub(super) async fn read(&self) -> Result<Vec<u8>, ProcessingState> {
        file::read(&self.blob)
            .await
            .reported("file.read")
            .map_err(|_| ProcessingState::Unreadable)
    }

    /// The photograph as it came in, where it has more pixels than what was made of it: a document that is cut out
    /// needs them all. Only what the pre-check itself decodes can be edited.
    pub(super) async fn original_worth_keeping(&self, checked: &Checked) -> Option<Vec<u8>> {
        if !checked.changes.contains(&Change::Reduced) || self.blob.size() > MAX_ORIGINAL_BYTES {
            return None;
        }
        // `read` reports why.
        let bytes = self.read().await.ok()?;
        let is_editable = bytes.starts_with(&[0xFF, 0xD8]) || bytes.starts_with(b"\x89PNG");
        is_editable.then_some(bytes)
    }
}

/// Nothing is known of a file that was not checked, but a PDF has no picture to show.
pub(super) fn unchecked_report(bytes: &[u8]) -> Report {
    let format = if bytes.starts_with(b"%PDF-") {
        Format::Pdf
    } else {
        Format::Unknown
    };
    Report::of_file(format, bytes.len() as u64)
}
