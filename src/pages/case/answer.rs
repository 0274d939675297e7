//! Sends the answer to a request for correction: files first, then the answer, under a key that makes it count once.

use std::collections::BTreeMap;

use catalog::application::{Attachment, Problem, ProblemCode, Supplied};
use catalog::scenario::{MaterialId, Supply};
use contract::case::Case;
use contract::case_action::Correction;
use contract::problem::Code;
use leptos::prelude::*;

use super::followed_case::{FollowedCase, News};
use crate::api::{self, ApiError};
use crate::attachments::AttachmentStore;
use crate::attachments::slot_key::{material_element_id, page_element_id};
use crate::components::focus;
use crate::draft::{Draft, PictureStatus};
use crate::messages::case as words;
use crate::report::Reported;
use crate::state::Workspace;
use crate::state::{AppState, app_state};
use crate::{format, problem};

/// At most so many characters (contract: `Correction::note`).
pub(super) const MAX_NOTE_CHARS: usize = 500;

/// Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    app: AppState,
    pub(super) workspace: Workspace,
    followed: FollowedCase,
    /// The number of the case, and the service.
    target: StoredValue<(String, String)>,
    /// What is asked for.
    pub(super) materials: StoredValue<Vec<MaterialId>>,
    attachments: AttachmentStore,
    pub(super) busy: RwSignal<bool>,
    /// What stood in the way at the last try.
    problems: RwSignal<Vec<(String, String)>>,
    /// The problems come from the server: whether they are solved is known at the next try.
    refused: RwSignal<bool>,
    pub(super) cause: RwSignal<Option<String>>,
}

impl Answer {
    pub(super) fn new(
        workspace: Workspace,
        followed: FollowedCase,
        target: (String, String),
        materials: Vec<MaterialId>,
    ) -> Self {
        Self {
            app: app_state(),
            workspace,
            followed,
            target: StoredValue::new(target),
            materials: StoredValue::new(materials),
            attachments: AttachmentStore::of_correction(workspace),
            busy: RwSignal::new(false),
            problems: RwSignal::new(Vec::new()),
            refused: RwSignal::new(false),
            cause: RwSignal::new(None),
        }
    }

    /// The element of the error summary. Every correction on the page has its own.
    pub(super) fn summary_id(&self) -> String {
        self.target
            .with_value(|(_, service)| ["summary-", service].concat())
    }

    /// The element of the note.
    pub(super) fn note_id(&self) -> String {
        self.target
            .with_value(|(_, service)| ["note-", service].concat())
    }

    /// What is still to be put right of what stood in the way. Follows the draft.
    pub(super) fn still_wrong(&self) -> Vec<(String, String)> {
        let mut problems = self.problems.get();
        if !problems.is_empty() && !self.refused.get() {
            self.workspace.draft.track();
            let wrong = self.wrong();
            problems.retain(|problem| wrong.contains(problem));
        }
        problems
    }

    /// What is wrong before anything is sent, with the places on this page.
    fn wrong(&self) -> Vec<(String, String)> {
        let materials = self.materials.get_value();
        let scenario = self.workspace.scenario();
        self.workspace.draft.with_untracked(|draft| {
            let mut wrong = Vec::new();
            for material in materials.iter().filter_map(|id| scenario.material(id)) {
                let path = ["/materials/", &material.id].concat();
                if let Some(Supplied::Attached(pictures)) = supplied(draft, &material.id) {
                    let missing = material
                        .pages
                        .iter()
                        .filter(|page| !pictures.iter().any(|picture| picture.page == page.id));
                    for page in missing {
                        let path = [&path, "/", &page.id].concat();
                        let missing = Problem {
                            path,
                            code: ProblemCode::PageMissing,
                        };
                        wrong.push(self.located(draft, &missing));
                    }
                }
            }
            let note_place = ["#", &self.note_id()].concat();
            if draft.note.chars().count() > MAX_NOTE_CHARS {
                wrong.push((note_place, words::correct_note_long().to_owned()));
            } else if materials.is_empty() && draft.note.trim().is_empty() {
                wrong.push((note_place, words::correct_note_empty().to_owned()));
            }
            wrong
        })
    }

    /// A problem in words, with the element of this page where it is put right.
    fn located(&self, draft: &Draft, found: &Problem) -> (String, String) {
        let (_, words) = problem::application(&self.workspace.scenario(), found);
        let mut parts = found.path.split('/').skip(1);
        let id = match (parts.next(), parts.next(), parts.next()) {
            (Some("materials"), Some(material), Some(page)) => {
                problem::title_id(&page_element_id(draft, material, page))
            }
            (Some("materials"), Some(material), None) => material_element_id(draft, material),
            _ => self.note_id(),
        };
        (["#", &id].concat(), words)
    }

    fn correction(&self) -> Correction {
        self.workspace.draft.with_untracked(|draft| Correction {
            materials: self.materials.with_value(|ids| {
                ids.iter()
                    .filter_map(|id| Some((id.clone(), supplied(draft, id)?)))
                    .collect()
            }),
            fields: BTreeMap::new(),
            confirmed: BTreeMap::new(),
            note: draft.note.trim().to_owned(),
        })
    }

    async fn post(&self) -> Result<Case, ApiError> {
        let (number, service) = self.target.get_value();
        let key = self
            .workspace
            .draft
            .with_untracked(|draft| draft.idempotency_key.clone());
        api::correct(&number, &service, &self.correction(), &key).await
    }
}

fn supplied(draft: &Draft, material: &str) -> Option<Supplied> {
    if draft.ways.get(material) == Some(&Supply::Counter) {
        return Some(Supplied::Counter);
    }
    let pictures = draft
        .pictures_of(material)
        .filter(|picture| picture.status == PictureStatus::Taken);
    Some(Supplied::Attached(
        pictures
            .map(|picture| Attachment {
                page: picture.page.clone(),
                file: picture.upload.clone().unwrap_or_default(),
                for_review: picture.for_review,
            })
            .collect(),
    ))
}

/// Sends it once. Obstacles are shown; nothing that was entered is lost.
pub(super) async fn send(this: Answer) {
    this.cause.set(None);
    let wrong = this.wrong();
    let is_right = wrong.is_empty();
    this.problems.set(wrong);
    this.refused.set(false);
    if !is_right {
        let id = this.summary_id();
        request_animation_frame(move || focus(&id));
        return;
    }
    let Some(mut answer) = send_all(this).await else {
        return;
    };
    if let Err(ApiError::Problem(details)) = &answer
        && this.attachments.forget_missing(&details.errors)
    {
        // The server no longer has files that had arrived; they are still on the phone.
        this.workspace.renew_key();
        let Some(second) = send_all(this).await else {
            return;
        };
        answer = second;
    }
    if answer
        .as_ref()
        .is_err_and(|error| error.code() == Some(Code::KeyReused))
    {
        // An earlier attempt did arrive, and the answer was changed after it: the server answers what became of it.
        this.workspace.renew_key();
        answer = this.post().await;
    }
    match answer {
        Ok(case) => {
            let draft = this.workspace.draft.get_untracked();
            this.followed.take(Ok(case), News::Answered);
            let forgotten = this.app.forget(&draft, None).await;
            forgotten.ignore("it is answered; the server takes no second answer");
        }
        Err(error) => refused(this, &error),
    }
}

/// Files first, then the answer. `None` where it is not sent: a file did not arrive, or the resident has left the page
/// meanwhile, and reads it again before it is sent.
async fn send_all(this: Answer) -> Option<Result<Case, ApiError>> {
    if let Err(unsent) = this.attachments.finish_uploads().await {
        this.cause.try_set(Some(unsent.cause()));
        return None;
    }
    this.busy.try_get_untracked()?;
    Some(this.post().await)
}

fn refused(this: Answer, error: &ApiError) {
    match error.code() {
        Some(Code::ApplicationInvalid) => {
            this.workspace.renew_key();
            if let ApiError::Problem(details) = error {
                let problems = this.workspace.draft.with_untracked(|draft| {
                    let found = details.errors.iter();
                    found.map(|found| this.located(draft, found)).collect()
                });
                this.refused.try_set(true);
                this.problems.try_set(problems);
            }
        }
        Some(Code::SignInNeeded) => this.app.session_ended(),
        code => {
            this.cause.try_set(Some(format::cause(error)));
            if code == Some(Code::WrongState) {
                this.followed.fetch(false);
            }
        }
    }
}
