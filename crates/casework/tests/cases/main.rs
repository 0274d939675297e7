//! Cases played from hand-in to the end by moving the time; each file has one subject.

mod around;
mod audience;
mod automatic;
mod concurrency;
mod confirmation;
mod correction;
mod deferred_paper;
mod histories;
mod promises;
mod properties;
mod questions;
mod replaced_promises;
mod supervision;
mod support;
mod undo;
mod wire;
