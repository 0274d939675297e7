//! The data of each kind of document. What is `None` is printed as a line to be filled in by hand.
//!
//! Names and numbers are printed as they are given: whoever prints for somebody else than their owner masks them first.

mod authorisation;
mod decision;
mod promise;
mod receipt;
mod settlement;

pub use authorisation::Authorisation;
pub use decision::Decision;
pub use promise::{Given, Promise};
pub use receipt::{Due, MaterialLine, Receipt, ServiceLine, SuppliedAs};
pub use settlement::{Heir, Settlement};
