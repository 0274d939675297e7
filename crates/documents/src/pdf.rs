//! The document on A4 paper: PDF/A-2a and PDF/UA-1, with fonts embedded, structure tagged, and every line in its place.

mod face;
mod fonts;
mod gather;
mod layout;
mod lines;
mod marks;
mod measures;
mod pages;
mod paint;
mod picture;
mod punctuation;
mod seal;
mod set;
mod strip;
mod table;
mod tags;

use std::collections::BTreeSet;

use crate::error::Error;
use crate::model::{Block, Document, Text};
use crate::words::words;

pub use fonts::Fonts;
pub use picture::{MOST_PAGES, picture};

/// A printed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// Characters that no font has: a 〓 stands for each, and the last lines of the document name them.
    pub missing: BTreeSet<char>,
}

/// Prints. The same document and fonts give the same bytes.
///
/// Takes some milliseconds a page, most of it for cutting the fonts down to the characters in use.
///
/// # Errors
/// Where a link fits no code, or the PDF library refuses.
pub fn print(document: &Document, fonts: &Fonts) -> Result<Printed, Error> {
    let faces = face::Faces::of(fonts);
    let laid = laid(document, &faces)?;
    let pages = pages::paginate(laid.strips);
    let count = pages.len();
    let missing = laid.missing;
    let bytes = paint::paint(document, pages, laid.tags, &faces)?;
    Ok(Printed {
        bytes,
        pages: count,
        missing,
    })
}

/// Laid out, with a note that names the characters that no font has.
fn laid(document: &Document, faces: &face::Faces) -> Result<layout::Laid, Error> {
    let laid = layout::lay(document, faces)?;
    if laid.missing.is_empty() {
        return Ok(laid);
    }
    let mut named = document.clone();
    named.blocks.push(missing_note(&laid.missing));
    layout::lay(&named, faces)
}

/// More would fill pages, and be read by nobody.
const MOST_NAMED: usize = 12;

fn missing_note(missing: &BTreeSet<char>) -> Block {
    let codes: Vec<_> = missing
        .iter()
        .take(MOST_NAMED)
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    Block::Note(Text::words(
        words().missing(codes.join("、"), missing.len()),
    ))
}
