//! The statements of each table are in the file named after it.

pub(crate) mod audit;
pub(crate) mod case_events;
pub(crate) mod cases;
pub(crate) mod data_keys;
pub(crate) mod elsewhere_steps;
pub(crate) mod file_removals;
pub(crate) mod handovers;
pub(crate) mod idempotency;
pub(crate) mod in_clear;
pub(crate) mod inbox;
pub(crate) mod logout_tokens;
pub(crate) mod office_lists;
pub(crate) mod open_subjects;
pub(crate) mod outcomes;
mod paging;
pub(crate) mod personal_data;
pub(crate) mod proactive;
pub(crate) mod proven_people;
pub(crate) mod readiness;
pub(crate) mod result_documents;
pub(crate) mod retention;
pub(crate) mod scenario_versions;
pub(crate) mod service_tracks;
pub(crate) mod sessions;
pub(crate) mod sign_ins;
pub(crate) mod standing;
pub(crate) mod subject_keys;
pub(crate) mod superseded;
pub(crate) mod track_events;
pub(crate) mod tries;
pub(crate) mod uploads;
pub(crate) mod visits;

use super::connection::Connection;
