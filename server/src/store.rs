//! The database. Outside this module there is no SQL and no type of a database driver: handlers see `Store`,
//! `Connection`, `Transaction`, the records, and one module of functions per subject.
//!
//! There is one implementation, `sqlite`. A second one, such as PostgreSQL, is added here and nowhere else:
//! 1. `store/postgres.rs` with the types `Store` (`open`, `read`, `write`, `close`), `Connection` and `Transaction`,
//!    and `store/postgres/` with the same modules of the same functions over the same records;
//! 2. its own migrations, beside `server/migrations`;
//! 3. a Cargo feature that decides which of the two the `pub(crate) use` below names.
//!
//! It is a choice at compile time and not a trait: all of it is chosen together, a transaction spans several subjects,
//! and a trait of thirty functions would be repeated for each. The tests in `server/tests/api` hold for any of them.
//!
//! What every implementation owes its callers:
//! - `write` excludes other writers from the start, so that what was read inside it is still so when it commits;
//! - a committed case survives a power cut;
//! - a case has one event of each number (`case_events::insert` fails otherwise);
//! - at most one open case of a person and a scenario for each subject (`open_subjects::insert` fails otherwise);
//! - ids and enums are stored, never texts of a scenario: these are looked up in the version the case was made with.

mod error;
mod json;
mod records;
mod sqlite;
mod write_queue;

pub(crate) use error::StoreError;
pub(crate) use records::{
    CaseFlag, CaseRecord, CompletedRequest, EarlierCase, MaterialRecord, NewAuditEntry, NewCase,
    NewUpload, Outgoing, PlanBasis, Standing, SubjectDigest, Superseded, Told, TrackEventKind,
    TrackRecord, UnnamedCase, UploadRecord, VisitRecord,
};
pub(crate) use sqlite::{
    Connection, Store, audit, case_events, cases, elsewhere_steps, idempotency, inbox,
    open_subjects, outcomes, proactive, readiness, result_documents, scenario_versions,
    service_tracks, sessions, standing, superseded, track_events, uploads, visits,
};
