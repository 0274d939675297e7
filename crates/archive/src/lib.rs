//! What lies in a zip archive: its members, unpacked within a bound, and the tags of their XML.
//! The bytes come from outside: whatever they say, no reader here panics, loops, or takes more memory than its budget.

mod inflate;
#[cfg(feature = "writing")]
mod writing;
mod xml;
mod zip;

pub use inflate::{Budget, UNPACKED, Wrapping, inflate};
#[cfg(feature = "writing")]
pub use writing::{deflated_zip, zip};
pub use xml::{Element, elements};
pub use zip::{Archive, Member};
