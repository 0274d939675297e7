//! What crosses the wire between the app, the reference server and a back office: requests, responses, problems.
//! The API lies under `/api/v1` for residents and under `/ops/v1` for back offices (machine token of an office).

pub mod audit;
pub mod case;
pub mod case_action;
pub mod case_event;
pub mod confirmation;
pub mod counter;
pub mod document;
pub mod elsewhere;
pub mod handed_in;
pub mod handover;
pub mod inbox;
pub mod licence;
pub mod next_step;
pub mod notice;
pub mod office_action;
pub mod ops;
pub mod person;
pub mod personal_data;
pub mod problem;
pub mod upload;

/// The header by which a write that is repeated is recognised as the same write.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The header in which an office names its clerk, of letters, digits, `-`, `_` and `.`.
pub const CLERK: &str = "X-Clerk";

/// A custom header every write of the app carries: another site's form cannot send it (CSRF).
pub const FROM_APP: &str = "X-Requested-By";

/// The value of [`FROM_APP`].
pub const APP_NAME: &str = "yijianshi";
