//! The back offices' side, `/ops/v1`: what is to be done, and what they decide. Each office comes in with a token of its
//! own (`offices`, `gate`), sees its services alone, and leaves a trace of what it has read (`audit`).

pub(crate) mod audit;
pub(crate) mod cases;
pub(crate) mod decisions;
pub(crate) mod gate;
pub(crate) mod offices;
pub(crate) mod precheck_outcomes;
