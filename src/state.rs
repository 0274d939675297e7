//! The state of the app: signals that belong to the root owner and outlive every page.

mod app_state;
mod autosave;
mod documents;
mod drafts;
mod open_workspaces;
pub(crate) mod region_choice;
mod session_watch;
mod workspace;

pub(crate) use app_state::{AppState, Loaded, app_state};
pub(crate) use drafts::DraftSummary;
pub(crate) use workspace::{Workspace, new_idempotency_key};
