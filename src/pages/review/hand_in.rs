//! Handing in: files first, then the application, under a key that never makes a second case.
//! Whatever comes in between is shown, with a way on; nothing that was entered is lost.

use catalog::application::Problem;
use contract::case::Submission;
use contract::problem::Code;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::attachments::AttachmentStore;
use crate::messages::review as words;
use crate::report::Reported;
use crate::state::AppState;
use crate::state::Workspace;
use crate::{format, problem};

/// What the page knows of handing in. Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
pub(super) struct HandIn {
    workspace: Workspace,
    attachments: AttachmentStore,
    pub(super) busy: RwSignal<bool>,
    /// The button was pressed: from now on what is missing is marked.
    pub(super) tried: RwSignal<bool>,
    /// Addresses and words of everything that is wrong.
    pub(super) problems: RwSignal<Vec<(String, String)>>,
    pub(super) outcome: RwSignal<SubmitOutcome>,
    /// What is in the way before anything is pressed.
    pub(super) beforehand: RwSignal<SubmitOutcome>,
    /// What is going on at the moment.
    pub(super) doing: RwSignal<&'static str>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum SubmitOutcome {
    Nothing,
    Failed { cause: String, with_files: bool },
    CaseOpen(Option<String>),
    SignInAgain,
}

impl HandIn {
    pub(super) fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            attachments: AttachmentStore::of_application(workspace),
            busy: RwSignal::new(false),
            tried: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
            outcome: RwSignal::new(SubmitOutcome::Nothing),
            beforehand: RwSignal::new(SubmitOutcome::Nothing),
            doing: RwSignal::new(""),
        }
    }

    fn show(&self, problems: &[Problem]) {
        let scenario = self.workspace.scenario();
        let mut located: Vec<_> = problems
            .iter()
            .map(|found| problem::application(&scenario, found))
            .collect();
        located.dedup();
        self.problems.try_set(located);
    }

    fn submission(&self) -> Submission {
        let scenario = self.workspace.scenario();
        Submission {
            scenario: scenario.id.clone(),
            version: scenario.version.clone(),
            hash: scenario.hash.clone(),
            region: scenario.region.code.clone(),
            application: untrack(|| self.workspace.to_hand_in()),
        }
    }
}

/// Hands in once. The same key is used again until the server has refused what was sent under it.
pub(super) async fn hand_in(app: AppState, this: HandIn, go: impl Fn(&str)) {
    this.tried.try_set(true);
    this.outcome.try_set(SubmitOutcome::Nothing);
    let problems = untrack(|| this.workspace.problems());
    this.show(&problems);
    if !problems.is_empty() {
        return;
    }
    this.doing.try_set(words::sending_files());
    if let Err(unsent) = this.attachments.finish_uploads().await {
        this.doing.try_set("");
        this.outcome.try_set(SubmitOutcome::Failed {
            cause: unsent.cause(),
            with_files: true,
        });
        return;
    }
    this.doing.try_set(words::sending());
    let mut answer = send(this).await;
    if code(&answer) == Some(Code::KeyReused) {
        // An earlier attempt did arrive, and the application was changed after it. Under a new key the
        // server answers whether that attempt became a case.
        this.workspace.renew_key();
        answer = send(this).await;
    }
    this.doing.try_set("");
    match answer {
        Ok(case) => {
            let draft = this.workspace.draft.try_get_untracked();
            go(&["/receipt/", &case.number].concat());
            if let Some(draft) = draft {
                app.forget(&draft).await;
            }
        }
        Err(error) => refused(app, this, error).await,
    }
}

async fn send(this: HandIn) -> Result<contract::case::Case, ApiError> {
    let key = this
        .workspace
        .draft
        .with_untracked(|draft| draft.idempotency_key.clone());
    api::submit(&this.submission(), &key).await
}

fn code<T>(answer: &Result<T, ApiError>) -> Option<Code> {
    answer.as_ref().err().and_then(ApiError::code)
}

async fn refused(app: AppState, this: HandIn, error: ApiError) {
    let workspace = this.workspace;
    match error.code() {
        Some(Code::ApplicationInvalid) => {
            workspace.renew_key();
            if let ApiError::Problem(details) = &error {
                this.show(&details.errors);
            }
        }
        Some(Code::CaseOpen) => {
            let open = api::eligibility(&workspace.id())
                .await
                .or_report("eligibility.read")
                .and_then(|found| found.open_case);
            this.outcome.try_set(SubmitOutcome::CaseOpen(open));
        }
        Some(Code::SignInNeeded) => {
            this.outcome.try_set(SubmitOutcome::SignInAgain);
        }
        Some(Code::ScenarioChanged) => {
            workspace.renew_key();
            // The workspace is loaded again from the stored draft: the last change must be in it.
            let draft = workspace.draft.get_untracked();
            let saved = app.draft_store().save_draft(&draft).await;
            if saved.is_ok() {
                app.load_workspace(workspace.id(), app.workspace(&workspace.id()));
            } else {
                this.outcome.try_set(SubmitOutcome::Failed {
                    cause: format::cause(&error),
                    with_files: false,
                });
            }
        }
        _ => {
            this.outcome.try_set(SubmitOutcome::Failed {
                cause: format::cause(&error),
                with_files: false,
            });
        }
    }
}
