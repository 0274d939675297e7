//! What the state already holds about the signed-in person: records and e-licences.

pub(crate) mod holdings;
