//! The pre-check as a web worker calls it: one file at a time, from its bytes to what is sent and the report on it.
//! It has the readers of archives, so workbooks are read here, too.
//! `worker.js` beside this package loads it, lends it the browser's decoders, and speaks with the page.

mod parts;

use parts::{NotHere, in_part};
use precheck::{
    Change, DecodedPixels, Edit, Frame, Normalized, Original, Policy, Prepared, Report, Watermark,
};
use spreadsheet::xlsx::Unreadable;
use spreadsheet::{Table, template, xlsx};
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: wasm_allocator::Opaque = wasm_allocator::Opaque;

/// One file on its way through the pre-check.
#[wasm_bindgen]
pub struct Intake {
    bytes: Vec<u8>,
    policy: Policy,
    changes: Vec<Change>,
    original: Option<Original>,
}

#[wasm_bindgen]
impl Intake {
    /// Nothing when the policy is not the JSON of a `precheck::Policy`.
    pub fn begin(bytes: Vec<u8>, policy: &str) -> Option<Intake> {
        Some(Intake {
            bytes,
            policy: serde_json::from_str(policy).ok()?,
            changes: Vec::new(),
            original: None,
        })
    }

    /// Whether its check needs the part `documents`.
    pub fn is_document(&self) -> bool {
        precheck::is_document(&self.bytes, &self.policy)
    }

    /// What the browser is to decode: width and height as it is seen (0 where unknown), the most pixels of the long
    /// side, 1 where the pixels have to be turned, and 1 where it may encode them, too. Empty where there is nothing to
    /// decode.
    pub fn decode_request(&self) -> Vec<u32> {
        let request = precheck::decode_request(&self.bytes, &self.policy);
        request.map_or_else(Vec::new, |request| {
            let (width, height) = request
                .size
                .map_or((0, 0), |size| (size.width, size.height));
            let (is_turned, is_encodable) = (request.is_turned.into(), request.is_encodable.into());
            vec![width, height, request.long_side, is_turned, is_encodable]
        })
    }

    /// Makes the file fit out of the browser's pixels; false when they cannot be those of the file.
    pub fn normalize_pixels(
        &mut self,
        rgba: Vec<u8>,
        width: u32,
        height: u32,
        is_upright: bool,
    ) -> bool {
        let pixels = DecodedPixels {
            width,
            height,
            rgba,
            is_upright,
        };
        self.take(precheck::normalize_pixels(
            &self.bytes,
            pixels,
            &self.policy,
        ))
    }

    /// Takes the JPEG that the browser made of the pixels; false when it cannot be of the file, or is not fit.
    pub fn normalize_encoded(&mut self, jpeg: &[u8]) -> bool {
        self.take(precheck::normalize_encoded(&self.bytes, jpeg, &self.policy))
    }

    /// Makes the file fit with our own decoders; as it is where it cannot be normalized.
    pub fn normalize(&mut self) {
        self.take(precheck::normalize(&self.bytes, &self.policy));
    }

    /// The `precheck::Report` on the file as it is now, as JSON; nothing for a document while the part `documents` is
    /// not here.
    pub fn check(&self) -> Option<String> {
        let Self { bytes, policy, .. } = self;
        let report = match precheck::check_picture(bytes, policy) {
            Some(report) => report,
            None => check_document(bytes, policy).ok()?,
        };
        serde_json::to_string(&report).ok()
    }

    /// The `precheck::Change`s made, as JSON.
    pub fn changes(&self) -> String {
        serde_json::to_string(&self.changes).unwrap_or_default()
    }

    /// Does what the JSON of a `precheck::Edit` asks, with this tile where it asks for a mark; an empty tile marks
    /// nothing. The report on the result as JSON; nothing when it cannot be done to this picture, or while the part
    /// `edits` is not here.
    pub fn edit(&mut self, edit: &str, width: u32, height: u32, cover: Vec<u8>) -> Option<String> {
        let edit: Edit = serde_json::from_str(edit).ok()?;
        let mark = Watermark {
            width,
            height,
            cover,
        };
        let mark = (width > 0 && height > 0).then_some(&mark);
        let edited = edited(&self.bytes, &edit, mark, &self.policy).ok()??;
        let Prepared {
            bytes,
            report,
            changes,
            original,
        } = edited;
        self.take(Some(Normalized {
            bytes,
            changes,
            original,
        }));
        serde_json::to_string(&report).ok()
    }

    /// What a portrait was cut from; empty for everything else and after the first call.
    pub fn take_original(&mut self) -> Vec<u8> {
        let original = self.original.as_mut();
        original.map_or_else(Vec::new, |it| std::mem::take(&mut it.bytes))
    }

    /// The JSON of the `precheck::Edit` that makes the portrait from its original; nothing for everything else.
    pub fn original_edit(&self) -> Option<String> {
        serde_json::to_string(&self.original.as_ref()?.edit).ok()
    }

    /// The file to be sent; empty after the first call.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}

/// Takes the weights of the network that tells which way print stands; false when they are none.
#[wasm_bindgen]
pub fn install_network(weights: &[u8]) -> bool {
    precheck::install_network(weights)
}

/// Reads the number off photographs of identity cards, and until when they are valid.
#[wasm_bindgen]
pub struct CardReader(precheck::CardReader);

#[wasm_bindgen]
impl CardReader {
    /// Nothing when these are no weights of it.
    pub fn begin(weights: &[u8]) -> Option<CardReader> {
        card_reader(weights).ok()?.map(Self)
    }

    /// The 18 characters of the number, or the 16 digits of the days of 有效期限, not yet proved; nothing where they
    /// are not clear.
    pub fn read(&self, bytes: &[u8]) -> Option<String> {
        read_card(&self.0, bytes).ok()?
    }
}

/// A `precheck::FrameReport` at a frame of red, green, blue and opacity, as JSON. Nothing when the policy is not the
/// JSON of a `precheck::Policy`.
#[wasm_bindgen]
pub fn check_frame(rgba: &[u8], width: u32, height: u32, policy: &str) -> Option<String> {
    let policy = serde_json::from_str(policy).ok()?;
    let frame = Frame {
        width,
        height,
        levels: rgba,
    };
    serde_json::to_string(&precheck::check_frame(&frame, &policy)).ok()
}

/// The lines of a workbook as `spreadsheet::Table` hands them over, or the code of why they cannot be read.
#[wasm_bindgen]
pub fn read_workbook(bytes: &[u8]) -> Result<String, String> {
    let read = workbook(bytes).map_err(|NotHere| String::new())?;
    let table = read.map_err(|cause| cause.code().to_owned())?;
    Ok(table.handed_over())
}

/// An empty workbook; each line of the table that is handed over is a column of it.
#[wasm_bindgen]
pub fn write_template(sheet: &str, columns: &str, lines: usize) -> Option<Vec<u8>> {
    template_of(sheet, columns, lines).ok()
}

in_part! { documents,
fn check_document(bytes: &[u8], policy: &Policy) -> Report {
    precheck::check(bytes, policy)
}}

in_part! { documents,
fn workbook(bytes: &[u8]) -> Result<Table, Unreadable> {
    xlsx::read(bytes)
}}

in_part! { documents,
fn template_of(sheet: &str, columns: &str, lines: usize) -> Vec<u8> {
    template::write(sheet, &Table::taken_over(columns), lines)
}}

in_part! { edits,
fn edited(bytes: &[u8], edit: &Edit, mark: Option<&Watermark>, policy: &Policy) -> Option<Prepared> {
    precheck::edited(bytes, edit, mark, policy)
}}

in_part! { cards,
fn card_reader(weights: &[u8]) -> Option<precheck::CardReader> {
    precheck::CardReader::new(weights)
}}

in_part! { cards,
fn read_card(reader: &precheck::CardReader, bytes: &[u8]) -> Option<String> {
    reader.read(bytes)
}}

impl Intake {
    fn take(&mut self, normalized: Option<Normalized>) -> bool {
        let Some(Normalized {
            bytes,
            changes,
            original,
        }) = normalized
        else {
            return false;
        };
        self.bytes = bytes;
        self.changes = changes;
        self.original = original;
        true
    }
}
