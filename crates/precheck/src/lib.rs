//! What a picture or a PDF is worth as a material: bytes in, findings out.
//! Pure: no browser, no HTTP, no clock; the phone and the server reach the same verdict on the same bytes.
//!
//! The phone calls [`prepare`]: it turns the picture upright, strips position and camera data, compresses it to
//! the limit of the material, and reports on the result. The server calls [`check`] on what was uploaded.
//! Texts for residents are not here: the app has one for each [`Code`].

mod analysis_image;
mod blank;
mod blob;
mod check;
mod container;
mod covered;
mod decode;
mod direction;
mod document_kind;
mod edit;
mod encode;
mod exif;
mod exposure;
mod external_decoder;
mod flatten;
mod frame_check;
mod framing;
mod glare;
mod identity_card;
mod luma;
#[cfg(feature = "measurements")]
pub mod measurements;
mod noise;
mod ofd;
mod office;
mod outline;
mod page_pictures;
mod pages;
#[cfg(feature = "parsers")]
pub mod parsers;
mod pdf;
mod perceptual_hash;
mod picture_check;
mod portrait;
mod prepare;
mod quantised;
mod raster;
mod screen;
mod shadow;
mod sharpness;
mod size;
mod sniff;
mod straighten;
mod text_height;
mod watermark;

pub use check::{check, check_picture, is_document};
pub use direction::network::{WEIGHTS as DIRECTION_WEIGHTS, install as install_network};
pub use edit::edited;
pub use external_decoder::{
    DecodeRequest, DecodedPixels, decode_request, normalize_encoded, normalize_pixels,
};
pub use frame_check::{Frame, check_frame};
pub use identity_card::CardReader;
pub use precheck_types::*;
pub use prepare::{Normalized, Original, Prepared, normalize, prepare};
