//! What may go wrong in the database. Messages name no values: these may be a resident's.

use crate::json_fault::JsonFault;

#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// Too many want to write, or somebody holds what is to be written. The same request may succeed in a moment.
    #[error("the database is busy")]
    Busy,
    /// Nothing can be written until there is room.
    #[error("the disk of the database is full")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The driver's own error is the source; which driver it is stays here.
    #[error("the database failed")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("{what} cannot be written as JSON")]
    Encode {
        what: &'static str,
        source: JsonFault,
    },
    #[error("stored {what} cannot be read")]
    Decode {
        what: &'static str,
        source: JsonFault,
    },
    #[error("stored {0} is not a day")]
    Day(&'static str),
}
