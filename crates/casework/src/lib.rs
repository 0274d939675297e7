//! A case after it was handed in (办件): a pure function of its events. No clock, no database, no HTTP, no randomness:
//! the same code runs on the phone, at the desk and on the server.
//!
//! - [`submit`] makes the first event, [`apply`] turns an action into events or says why not;
//! - [`replay`] makes a [`Case`] of them;
//! - [`allowed`] says what somebody may do now, and why not the rest: the buttons of both sides;
//! - [`due`] says what time itself demands, [`next_due`] when it demands something next; [`sweep`] does it;
//! - [`told_to`] says who is to hear of an event;
//! - [`promise_standing`] says who may promise, over all cases of a person.
//!
//! Everything that waits for somebody is an [`Obligation`](obligation::Obligation); lights follow from obligations and
//! the time, which is an argument ([`Clock`]).

pub mod action;
pub mod actor;
pub mod allowed;
pub mod automatic;
pub mod case;
pub mod clock;
pub mod duty;
pub mod event;
pub mod moment;
pub mod obligation;
pub mod promise;
pub mod refusal;
pub mod rules;

mod apply;
mod audience;
mod due;
mod replay;
mod scope;
mod submit;
mod sweep;
#[cfg(test)]
mod work;

pub use action::{Action, Command, Offer};
pub use actor::{Actor, ClerkId, ConfirmerId, OfficeId, PersonId};
pub use allowed::{Allowed, allowed};
pub use apply::apply;
pub use audience::told_to;
pub use case::{Case, ServiceState};
pub use clock::Clock;
pub use due::{due, next_due};
pub use duty::Duty;
pub use event::{Event, EventKind, ObligationId};
pub use moment::Moment;
pub use obligation::Light;
pub use promise::{PromiseStanding, promise_standing};
pub use refusal::{Invalid, Refusal};
pub use replay::{ReplayError, replay};
pub use rules::Rules;
pub use submit::submit;
pub use sweep::sweep;
