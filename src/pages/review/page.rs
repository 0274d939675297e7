//! What the pieces of the review look at: the plan, and the application as it will be sent.

use catalog::application::Application;
use catalog::plan::Plan;
use catalog::scenario::Scenario;
use civic::day::Day;

use crate::state::{AppState, Workspace};

pub(super) struct Page<'a> {
    pub(super) app: AppState,
    pub(super) workspace: Workspace,
    pub(super) scenario: &'a Scenario,
    pub(super) plan: &'a Plan,
    pub(super) application: Application,
    pub(super) today: Day,
}
