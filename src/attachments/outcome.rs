//! What a file that was chosen is found to be: the bytes to send with their report, and what they were made from.
//! The raw photograph is kept only where it has more pixels than the prepared one, sealed and until it is handed in.

use js_sys::{ArrayBuffer, Uint8Array};
use precheck::{Change, Edit, Format, Report};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::jobs::{ProcessingState, tell_stage};
use super::processing::PageSlot;
use crate::platform::precheck_worker::{Checked, NotChecked, Stage, Stop, prepare};

/// The longest file that a phone with little memory is asked to hold twice, in bytes.
pub(crate) const MOST_BYTES: f64 = 60_000_000.0;
/// A longer file is not kept beside the prepared one; that one is straightened then.
const MOST_KEPT: f64 = 16_000_000.0;

pub(crate) struct PrecheckOutcome {
    pub(crate) bytes: Vec<u8>,
    pub(crate) report: Report,
    pub(crate) changes: Vec<Change>,
    pub(crate) chosen_bytes: u64,
    pub(crate) unchecked: Option<NotChecked>,
    pub(crate) origin: Origin,
}

/// What a picture was made from, and how.
#[derive(Default)]
pub(crate) struct Origin {
    /// To be kept as the original; nothing where it is kept already, or worth no more than the prepared picture.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Under which it is kept already.
    pub(crate) id: Option<String>,
    pub(crate) edit: Edit,
    /// The picture that it takes the place of was stopped.
    pub(crate) was_stopped: bool,
}

impl PageSlot {
    pub(crate) async fn judge(
        &self,
        file: &Blob,
        stop: &Stop,
    ) -> Result<PrecheckOutcome, ProcessingState> {
        if file.size() > MOST_BYTES {
            return Err(ProcessingState::TooLarge);
        }
        let key = self.key();
        let at = |stage| tell_stage(&key, stage);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length"
        )]
        let chosen_bytes = file.size() as u64;
        let checked = prepare(file, &self.material.check, &at, stop).await;
        at(Stage::Waiting);
        Ok(match checked {
            Ok(mut checked) => PrecheckOutcome {
                origin: match checked.original.take() {
                    Some((bytes, edit)) => Origin {
                        bytes: Some(bytes),
                        edit,
                        ..Origin::default()
                    },
                    None => Origin {
                        bytes: worth_keeping(file, &checked).await,
                        ..Origin::default()
                    },
                },
                bytes: checked.bytes,
                report: checked.report,
                changes: checked.changes,
                chosen_bytes,
                unchecked: None,
            },
            Err(NotChecked::Unreadable) => return Err(ProcessingState::Unreadable),
            Err(cause) => {
                let bytes = read(file).await?;
                let report = unchecked_report(&bytes);
                PrecheckOutcome {
                    bytes,
                    report,
                    changes: Vec::new(),
                    chosen_bytes,
                    unchecked: Some(cause),
                    origin: Origin::default(),
                }
            }
        })
    }
}

/// The photograph as it came in, where it has more pixels than what was made of it: a document that is cut out needs
/// them all. Only what the pre-check itself decodes can be edited.
async fn worth_keeping(file: &Blob, checked: &Checked) -> Option<Vec<u8>> {
    if !checked.changes.contains(&Change::Reduced) || file.size() > MOST_KEPT {
        return None;
    }
    let bytes = read(file).await.ok()?;
    let is_known = bytes.starts_with(&[0xFF, 0xD8]) || bytes.starts_with(b"\x89PNG");
    is_known.then_some(bytes)
}

pub(crate) async fn read(file: &Blob) -> Result<Vec<u8>, ProcessingState> {
    let bytes: ArrayBuffer = JsFuture::from(file.array_buffer())
        .await
        .and_then(JsCast::dyn_into)
        .map_err(|_| ProcessingState::Unreadable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Nothing is known of a file that was not checked, but a PDF has no picture to show.
fn unchecked_report(bytes: &[u8]) -> Report {
    let format = if bytes.starts_with(b"%PDF-") {
        Format::Pdf
    } else {
        Format::Unknown
    };
    Report::of_file(format, bytes.len() as u64)
}
