//! The bytes of residents' files.

pub(crate) mod disk;
