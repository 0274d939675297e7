//! The attachments that pictures are put on: those of a draft, kept on the phone until they are handed in.
//! Used by the materials of an application and by those of a correction (补正).

use std::cell::RefCell;
use std::sync::Arc;

use catalog::plan::Plan;
use catalog::scenario::{Scenario, Supply};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::named::{Named, find, put};
use crate::api;
use crate::draft::{Draft, Picture, PictureStatus};
use crate::state::{AppState, app_state};
use crate::state::{Workspace, new_idempotency_key};

/// Cheap to copy. The draft may be gone before the work on it ends: then nothing happens.
#[derive(Clone, Copy)]
pub(crate) struct AttachmentStore {
    pub(crate) app: AppState,
    pub(crate) draft: RwSignal<Draft>,
    pub(crate) scenario: StoredValue<Arc<Scenario>>,
    plan: Option<Memo<Plan>>,
}

thread_local! {
    /// The bytes of pictures that the phone has no room for: they live as long as the page.
    static UNSAVED: RefCell<Named<Vec<u8>>> = const { RefCell::new(Named::new()) };
}

/// Lets go of the bytes that only the page holds.
pub(crate) fn drop_unsaved_pictures() {
    UNSAVED.with_borrow_mut(Named::clear);
}

impl AttachmentStore {
    /// The attachments of an application. Called within a component.
    pub(crate) fn of_application(workspace: Workspace) -> Self {
        Self {
            plan: Some(workspace.plan),
            ..Self::of_correction(workspace)
        }
    }

    /// The attachments of a correction (补正): every picture on it is wanted. Called within a component.
    pub(crate) fn of_correction(workspace: Workspace) -> Self {
        Self {
            app: app_state(),
            draft: workspace.draft,
            scenario: workspace.scenario,
            plan: None,
        }
    }

    pub(crate) fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.draft.try_update(change);
    }

    pub(crate) fn edit_picture(self, id: &str, change: impl FnOnce(&mut Picture)) {
        self.edit(|draft| {
            if let Some(picture) = draft.pictures.iter_mut().find(|picture| picture.id == id) {
                change(picture);
            }
        });
    }

    pub(crate) fn picture(self, id: &str) -> Option<Picture> {
        self.draft
            .try_with_untracked(|draft| {
                draft
                    .pictures
                    .iter()
                    .find(|picture| picture.id == id)
                    .cloned()
            })
            .flatten()
    }

    /// The pictures that are to be sent and have not arrived, in the order they were taken.
    /// What is somebody else's than the one who is signed in waits for its owner: the server would take it for theirs.
    pub(crate) fn pending(self, draft: &Draft) -> Vec<String> {
        if draft.owner != untrack(|| self.app.holder()) {
            return Vec::new();
        }
        let wanted = |picture: &Picture| {
            self.plan.is_none_or(|plan| {
                plan.try_with_untracked(|plan| plan.material(&picture.material).is_some())
                    .unwrap_or(false)
            })
        };
        draft
            .pictures
            .iter()
            .filter(|picture| picture.status == PictureStatus::Taken && !picture.arrived)
            .filter(|picture| draft.ways.get(&picture.material) == Some(&Supply::Attach))
            .filter(|picture| wanted(picture))
            .map(|picture| picture.id.clone())
            .collect()
    }

    /// Keeps the bytes of a picture; false where the phone has no room and only the page holds them.
    pub(crate) async fn keep(self, id: &str, bytes: &[u8]) -> bool {
        let kept = self.app.draft_store().save_picture(id, bytes).await.is_ok();
        if !kept {
            UNSAVED.with_borrow_mut(|unkept| put(unkept, id, Some(bytes.to_vec())));
        }
        kept
    }

    /// Keeps the photograph as it was taken in; nothing where the phone has no room for it besides the picture itself.
    pub(crate) async fn keep_original(self, bytes: &[u8]) -> Option<String> {
        let id = new_idempotency_key();
        let kept = self.app.draft_store().save_picture(&id, bytes).await;
        kept.is_ok().then_some(id)
    }

    pub(crate) async fn bytes(self, id: &str) -> Option<Vec<u8>> {
        match UNSAVED.with_borrow(|unkept| find(unkept, id).cloned()) {
            Some(bytes) => Some(bytes),
            None => self.app.draft_store().picture(id).await,
        }
    }

    pub(crate) fn is_unsaved(id: &str) -> bool {
        UNSAVED.with_borrow(|unkept| find(unkept, id).is_some())
    }

    /// Puts a picture in its place. It replaces the one that was still to be decided on, and, when it is
    /// taken, the one that was taken before.
    pub(crate) fn put(self, picture: Picture) {
        let Picture {
            id, material, page, ..
        } = picture.clone();
        let taken = picture.status == PictureStatus::Taken;
        self.edit(|draft| {
            draft.ways.insert(material.clone(), Supply::Attach);
            // What was ticked of the earlier pictures is not said of this one.
            draft.application.confirmed.remove(&material);
            draft.pictures.push(picture);
        });
        self.clear(&material, &page, |former| {
            former.id != id && (taken || former.status != PictureStatus::Taken)
        });
    }

    /// The resident uses a picture that the pre-check was not content with.
    pub(crate) fn take(self, id: &str) {
        let Some(picture) = self.picture(id) else {
            return;
        };
        let for_review = matches!(
            picture.status,
            PictureStatus::ForClerk | PictureStatus::Unchecked
        );
        self.clear(&picture.material, &picture.page, |former| former.id != id);
        self.edit_picture(id, |picture| {
            picture.for_review = for_review;
            picture.status = PictureStatus::Taken;
        });
    }

    pub(crate) fn remove(self, id: &str) {
        if let Some(picture) = self.picture(id) {
            self.clear(&picture.material, &picture.page, |former| former.id == id);
        }
    }

    /// Takes pictures of a page off the phone and, as far as it can be reached, off the server.
    fn clear(self, material: &str, page: &str, which: impl Fn(&Picture) -> bool) {
        let mut cleared: Vec<String> = Vec::new();
        let mut uploads = Vec::new();
        self.edit(|draft| {
            draft.pictures.retain(|picture| {
                let goes = picture.material == material && picture.page == page && which(picture);
                if goes {
                    cleared.extend(picture.stored_ids().cloned());
                    uploads.extend(picture.upload.clone());
                }
                !goes
            });
            // A picture and its edited form have the original in common.
            cleared.retain(|id| {
                !draft
                    .pictures
                    .iter()
                    .any(|held| held.stored_ids().any(|it| it == id))
            });
        });
        if cleared.is_empty() {
            return;
        }
        spawn_local(async move {
            for id in cleared {
                UNSAVED.with_borrow_mut(|unkept| put(unkept, &id, None));
                self.app.draft_store().delete_picture(&id).await;
            }
            for upload in uploads {
                // The server forgets files without a case by itself, only later.
                let _ = api::withdraw(&upload).await;
            }
        });
    }
}
