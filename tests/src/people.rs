//! The synthetic people of the demonstration whom the tests act for, by what their card says of them.

/// Insured for 36 months; the employer let the contract end.
pub const ENTITLED: &str = "林静";
/// Insured for 30 months; left of his own will.
pub const RESIGNED: &str = "周航";
