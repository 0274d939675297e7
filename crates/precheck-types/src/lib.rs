//! What the pre-check is asked and what it answers, without a pixel: policies, findings, reports, edits.
//!
//! The catalog, the wire, the server's database and the app's main module need these types and none of the code that
//! decodes and measures pictures. That code is the crate `precheck`, which re-exports everything here.

mod change;
mod edit;
mod finding;
mod format;
mod frame_report;
mod geometry;
mod perceptual_hash;
mod policy;
mod report;
mod retry_policy;
mod watermark;

pub use change::Change;
pub use edit::Edit;
pub use finding::{Code, Finding, Region, Severity};
pub use format::Format;
pub use frame_report::FrameReport;
pub use geometry::{Point, Quad, Rotation};
pub use perceptual_hash::{InvalidPerceptualHash, PerceptualHash};
pub use policy::{CardSide, Policy, Portrait, Shape, Strictness};
pub use report::{Report, Scores, Size};
pub use retry_policy::{MAX_BLOCKS, RetryDecision, retry_decision};
pub use watermark::Watermark;
