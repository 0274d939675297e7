//! What a picture or a PDF is worth as a material: bytes in, findings out.
//! Pure: no browser, no HTTP, no clock; the phone and the server reach the same verdict on the same bytes.
//!
//! The phone calls [`prepare`]: it turns the picture upright, strips position and camera data, compresses it to
//! the limit of the material, and reports on the result. The server calls [`check`] on what was uploaded.
//! Texts for residents are not here: the app has one for each [`Code`].

mod attempts;
mod blank;
mod check;
mod container;
mod decode;
mod direction;
#[cfg(feature = "drawing")]
pub mod drawing;
mod edit;
mod encode;
mod exif;
mod exposure;
mod finding;
mod flatten;
mod format;
mod framing;
mod glance;
mod glare;
mod inflate;
mod lent;
mod likeness;
mod look;
mod luma;
mod mark;
mod noise;
mod ofd;
mod office;
mod outline;
mod pages;
#[cfg(feature = "parsers")]
pub mod parsers;
mod pdf;
mod policy;
mod portrait;
mod prepare;
mod quad;
mod raster;
mod report;
mod screen;
mod shadow;
mod sharpness;
mod size;
mod straighten;
mod text;
mod xml;
mod zip;

pub use attempts::{MAX_BLOCKS, Passage, passage};
pub use check::check;
pub use edit::{Edit, edited};
pub use finding::{Code, Finding, Region, Severity};
pub use format::Format;
pub use glance::{Frame, Glance, glance};
pub use lent::{Pixels, Wanted, improve_encoded, improve_pixels, wanted};
pub use likeness::{Likeness, NotALikeness};
pub use mark::Mark;
pub use policy::{Policy, Portrait, Shape, Strictness};
pub use prepare::{Change, Improved, Original, Prepared, improve, prepare};
pub use quad::{Point, Quad, Turn};
pub use report::{Report, Scores, Size};
