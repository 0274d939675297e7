//! The back offices' side, `/ops/v1`: what is to be done, and what they decide. Each office comes in with a token of
//! its own (`offices`, `gate`), sees its services alone (`scope`), and leaves a trace of what it reads (`audit`).

pub(crate) mod actions;
pub(crate) mod audit;
mod case_view;
pub(crate) mod cases;
pub(crate) mod gate;
pub(crate) mod offices;
pub(crate) mod precheck_outcomes;
mod scope;
mod tokens;
pub(crate) mod visits;
