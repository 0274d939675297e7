//! Who is signed in. `identity` is where a city's identity service is connected; `demo` is the built-in one.

pub(crate) mod demo;
pub(crate) mod identity;
pub(crate) mod session;
