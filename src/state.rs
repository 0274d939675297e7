//! The state of the app: signals that belong to the root owner and outlive every page.

mod app_state;
mod autosave;
mod documents;
mod draft_summary;
mod drafts;
mod last_visit;
mod load_documents;
mod loaded;
mod open_cases;
mod open_workspaces;
mod other_pages;
pub(crate) mod region_choice;
mod session_watch;
mod told;
mod undo;
mod workspace;

pub(crate) use app_state::{AppState, app_state};
pub(crate) use draft_summary::DraftSummary;
pub(crate) use drafts::NotDiscarded;
pub(crate) use loaded::Loaded;
pub(crate) use told::Elsewhere;
pub(crate) use undo::milliseconds_until;
pub(crate) use workspace::Workspace;
