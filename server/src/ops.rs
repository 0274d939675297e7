//! The back offices' side, `/ops/v1`: what is to be done, and what they decide. A machine token opens it; the lists
//! hold no personal data.

pub(crate) mod auth;
pub(crate) mod cases;
pub(crate) mod decisions;
pub(crate) mod precheck_outcomes;
