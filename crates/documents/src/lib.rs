//! Documents of a case: data and a template make one [`Document`], which is printed as PDF ([`pdf::print`]) and
//! written as HTML ([`html::fragment`]).
//!
//! Nothing here reads a clock, draws a random number or opens a file but the fonts: the same data, template and fonts
//! give the same bytes. Words stand in `templates/`, one file a kind and `words.toml` for all of them.
//!
//! ```
//! use documents::{Receipt, Template};
//!
//! let receipt = Receipt { number: Some("20261130-7K4M".into()), ..Receipt::default() };
//! let document = Template::of::<Receipt>()?.fill(&receipt)?;
//! assert!(documents::html::fragment(&document).contains("20261130-7K4M"));
//! # Ok::<(), documents::Error>(())
//! ```

mod clean;
mod code;
mod data;
mod error;
pub mod html;
mod ink;
mod model;
pub mod pdf;
mod template;
mod values;
mod words;

pub use data::{
    Authorisation, Decision, Due, Given, Heir, MaterialLine, Promise, Receipt, ServiceLine,
    Settlement, SuppliedAs,
};
pub use error::Error;
pub use ink::{Ink, InkError};
pub use model::{Block, Code, Column, Document, Fact, List, Run, Seal, SignatureLine, Table, Text};
pub use pdf::Fonts;
pub use template::Template;
pub use values::{Content, Kind, Moment, Value, Values, Worded};
