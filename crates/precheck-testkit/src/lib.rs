//! Pictures drawn in code for tests: a page of print on a table, as a phone sees it, and what goes wrong with it.
//! Every pixel follows from the arguments; nothing in them belongs to anyone.

mod backdrop;
mod defect;
mod document;
mod effects;
mod exif;
mod face;
mod files;
mod finger;
mod glyph;
mod labelled_set;
mod laid_on;
mod light_patch;
mod pdf;
mod photograph;
mod photographs;
mod picture;
mod picture_pdf;
mod portrait_set;
mod print;
mod printed_page;
mod rng;
mod sample;
mod screen_picture;
mod sheet;
mod warp;

pub use archive::deflated_zip as zip;
pub use backdrop::Backdrop;
pub use defect::{Defect, Degree};
pub use document::Document;
pub use exif::with_camera_data;
pub use face::Face;
pub use files::{broken, compound, gif, heif, ofd, webp};
pub use finger::Finger;
pub use labelled_set::{LabelledSample, SampleSet};
pub use laid_on::LaidOn;
pub use light_patch::Patch;
pub use pdf::{packed_pdf, pdf, pdf_with};
pub use photograph::Scene;
pub use photographs::{Label, Photograph, photographs};
pub use picture::Picture;
pub use picture_pdf::{PicturePage, picture_pdf};
pub use portrait_set::{PortraitDefect, PortraitSample};
pub use sample::Sample;

/// A sharp photograph of a document as a JPEG: 1600 × 1200 pixels, passes the default policy.
#[must_use]
pub fn sharp_photograph() -> Vec<u8> {
    Picture::document(1600, 1200).to_jpeg(85)
}

/// The same out of focus; blocked by the default policy.
#[must_use]
pub fn blurred_photograph() -> Vec<u8> {
    Picture::document(1600, 1200).blurred(4.0).to_jpeg(85)
}
