//! Why events are not those of a case.

use std::fmt;

use crate::event::Seq;

/// Why events are not those of a case. It means a fault of storage, not of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayError {
    /// There are none.
    Empty,
    /// The first one hands nothing in, or a later one hands in again.
    NotOneSubmission { seq: Seq },
    /// One is missing, or stands twice.
    Gap { expected: Seq, found: Seq },
    /// It is about something the case does not have.
    Unknown { seq: Seq },
    /// It came about by another scenario version or edition than the rules are of.
    OtherRules { seq: Seq },
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a case has no events"),
            Self::NotOneSubmission { seq } => {
                write!(f, "event {seq}: not one submission, and first")
            }
            Self::Gap { expected, found } => write!(f, "event {found} where {expected} is next"),
            Self::OtherRules { seq } => write!(f, "event {seq} came about by other rules"),
            Self::Unknown { seq } => write!(f, "event {seq} is about what the case does not have"),
        }
    }
}

impl std::error::Error for ReplayError {}
