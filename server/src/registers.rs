//! What the state already holds about the signed-in person. `register` is where a city's registers are connected;
//! `exchange` asks a city's platform by
//! HTTP, `demo` is the built-in one.

pub(crate) mod demo;
pub(crate) mod exchange;
pub(crate) mod holdings;
pub(crate) mod licences;
pub(crate) mod register;
