//! The demonstration: synthetic people, of whom the built-in identity service and registers know.

pub(crate) mod employees;
pub(crate) mod people;
