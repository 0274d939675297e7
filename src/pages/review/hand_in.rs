//! Handing in: files first, then the application, under a key that never makes a second case.
//! Whatever comes in between is shown, with a way on; nothing that was entered is lost.

use catalog::application::Problem;
use contract::case::{Case, Submission};
use contract::problem::Code;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::attachments::{AttachmentStore, Unsent};
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
            doing: RwSignal::new(""),
        }
    }

    /// A file that the server has lost is sent again before anything is pressed.
    pub(super) fn keep_sending(&self) {
        self.attachments.keep_sending();
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
    let mut answer = match send_all(this).await {
        Ok(answer) => answer,
        Err(unsent) => return not_sent(this, &unsent),
    };
    if has_lost_files(this, &answer) {
        // They are still on the phone.
        this.workspace.renew_key();
        answer = match send_all(this).await {
            Ok(answer) => answer,
            Err(unsent) => return not_sent(this, &unsent),
        };
    }
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
                let kept = app.was_handed_in(&draft, &case).await;
                kept.ignore("it is handed in; doing it again makes no second case");
            }
        }
        Err(error) => refused(app, this, error).await,
    }
}

/// Files first, then the application.
async fn send_all(this: HandIn) -> Result<Result<Case, ApiError>, Unsent> {
    this.doing.try_set(words::sending_files());
    this.attachments.finish_uploads().await?;
    this.doing.try_set(words::sending());
    Ok(send(this).await)
}

fn not_sent(this: HandIn, unsent: &Unsent) {
    this.doing.try_set("");
    this.outcome.try_set(SubmitOutcome::Failed {
        cause: unsent.cause(),
        with_files: true,
    });
}

/// Whether the server no longer has files that had arrived; their uploads are forgotten then.
fn has_lost_files(this: HandIn, answer: &Result<Case, ApiError>) -> bool {
    match answer {
        Err(ApiError::Problem(details)) => this.attachments.forget_missing(&details.errors),
        _ => false,
    }
}

async fn send(this: HandIn) -> Result<Case, ApiError> {
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
            let mut case = None;
            if let ApiError::Problem(details) = error {
                this.show(&details.errors);
                case = details.case;
            }
            this.outcome.try_set(SubmitOutcome::CaseOpen(case));
            workspace.look_for_open_cases(app);
        }
        Some(Code::SignInNeeded) => {
            this.outcome.try_set(SubmitOutcome::SignInAgain);
        }
        Some(Code::ScenarioChanged) => {
            workspace.renew_key();
            app.load_workspace(workspace.id(), app.workspace(&workspace.id()));
        }
        _ => {
            this.outcome.try_set(SubmitOutcome::Failed {
                cause: format::cause(&error),
                with_files: false,
            });
        }
    }
}
