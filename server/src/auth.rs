//! Who is signed in.

pub(crate) mod session;
pub(crate) mod sign_in_limit;
