//! Handing in: files first, then the application, under a key that never makes a second case.
//! Whatever comes in between is told, with a way on; nothing that was entered is touched.

use catalog::application::Problem;
use contract::case::Submission;
use contract::problem::Code;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::pages::materials::{Tray, finish_uploads};
use crate::room::Room;
use crate::session::App;
use crate::text::review as words;
use crate::{problem, show};

/// What the page knows of handing in. Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
pub(super) struct HandIn {
    room: Room,
    tray: Tray,
    pub(super) busy: RwSignal<bool>,
    /// The button was pressed: from now on what is missing is marked.
    pub(super) tried: RwSignal<bool>,
    /// Addresses and words of everything that is wrong.
    pub(super) problems: RwSignal<Vec<(String, String)>>,
    pub(super) told: RwSignal<Told>,
    /// What is in the way before anything is pressed.
    pub(super) beforehand: RwSignal<Told>,
    /// What is going on at the moment.
    pub(super) doing: RwSignal<&'static str>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Told {
    Nothing,
    Failed { cause: String, with_files: bool },
    CaseOpen(Option<String>),
    SignInAgain,
}

impl HandIn {
    pub(super) fn new(room: Room) -> Self {
        Self {
            room,
            tray: Tray::of_room(room),
            busy: RwSignal::new(false),
            tried: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
            told: RwSignal::new(Told::Nothing),
            beforehand: RwSignal::new(Told::Nothing),
            doing: RwSignal::new(""),
        }
    }

    fn show(&self, problems: &[Problem]) {
        let scenario = self.room.scenario();
        let mut told: Vec<_> = problems
            .iter()
            .map(|found| problem::application(&scenario, found))
            .collect();
        told.dedup();
        self.problems.try_set(told);
    }

    fn submission(&self) -> Submission {
        let scenario = self.room.scenario();
        Submission {
            scenario: scenario.id.clone(),
            version: scenario.version.clone(),
            hash: scenario.hash.clone(),
            region: scenario.region.code.clone(),
            application: untrack(|| self.room.to_hand_in()),
        }
    }
}

/// Hands in once. The same key is used again until the server has refused what was sent under it.
pub(super) async fn hand_in(app: App, this: HandIn, go: impl Fn(&str)) {
    this.tried.try_set(true);
    this.told.try_set(Told::Nothing);
    let problems = untrack(|| this.room.problems());
    this.show(&problems);
    if !problems.is_empty() {
        return;
    }
    this.doing.try_set(words::sending_files());
    if let Err(unsent) = finish_uploads(this.tray).await {
        this.doing.try_set("");
        this.told.try_set(Told::Failed {
            cause: unsent.cause(),
            with_files: true,
        });
        return;
    }
    this.doing.try_set(words::sending());
    let mut answer = send(this).await;
    if code(&answer) == Some(Code::KeyReused) {
        // An earlier attempt did arrive, and the application was changed after it. Under a new key the
        // server tells whether that attempt became a case.
        this.room.renew_key();
        answer = send(this).await;
    }
    this.doing.try_set("");
    match answer {
        Ok(case) => {
            let draft = this.room.draft.try_get_untracked();
            go(&["/receipt/", &case.number].concat());
            if let Some(draft) = draft {
                app.forget(&draft).await;
            }
        }
        Err(error) => refused(app, this, error).await,
    }
}

async fn send(this: HandIn) -> Result<contract::case::Case, ApiError> {
    let key = this.room.draft.with_untracked(|draft| draft.key.clone());
    api::submit(&this.submission(), &key).await
}

fn code<T>(answer: &Result<T, ApiError>) -> Option<Code> {
    answer.as_ref().err().and_then(ApiError::code)
}

async fn refused(app: App, this: HandIn, error: ApiError) {
    let room = this.room;
    match error.code() {
        Some(Code::ApplicationInvalid) => {
            room.renew_key();
            if let ApiError::Problem(details) = &error {
                this.show(&details.errors);
            }
        }
        Some(Code::CaseOpen) => {
            let open = api::eligibility(&room.id())
                .await
                .ok()
                .and_then(|found| found.open_case);
            this.told.try_set(Told::CaseOpen(open));
        }
        Some(Code::SignInNeeded) => {
            this.told.try_set(Told::SignInAgain);
        }
        Some(Code::ScenarioChanged) => {
            room.renew_key();
            // The room is opened anew from what is kept: the last change must be in it.
            let draft = room.draft.get_untracked();
            let kept = app.kept().keep_draft(&draft).await;
            if kept.is_ok() {
                app.load_room(room.id(), app.room(&room.id()));
            } else {
                this.told.try_set(Told::Failed {
                    cause: show::cause(&error),
                    with_files: false,
                });
            }
        }
        _ => {
            this.told.try_set(Told::Failed {
                cause: show::cause(&error),
                with_files: false,
            });
        }
    }
}
