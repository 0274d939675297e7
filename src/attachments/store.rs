//! The attachments of a draft: its pictures, with their bytes on the device, until they are handed in.
//! Used by the materials of an application and by those of a correction (补正).

use std::sync::Arc;

use catalog::scenario::{FieldId, Scenario, Supply};
use leptos::prelude::*;
use leptos::task::spawn_local;
use precheck_types::Severity;

use super::direction::forget_direction;
use super::state::{Attachments, attachments};
use crate::api;
use crate::draft::{Draft, Picture, PictureStatus};
use crate::problem::material_page;
use crate::report::Reported;
use crate::state::{AppState, Workspace, app_state};

/// Cheap to copy. The draft may be gone before the work on it ends: then nothing happens.
#[derive(Clone, Copy)]
pub(crate) struct AttachmentStore {
    pub(crate) app: AppState,
    pub(crate) draft: RwSignal<Draft>,
    pub(crate) scenario: StoredValue<Arc<Scenario>>,
    pub(super) shared: Attachments,
    /// Whose plan says what is wanted; none for a correction.
    pub(super) application: Option<Workspace>,
    /// Whose form holds the numbers of cards.
    pub(super) workspace: Workspace,
    /// The fields and cells that a correction asks for; none for an application.
    pub(super) asked: Option<StoredValue<Vec<FieldId>>>,
}

impl AttachmentStore {
    /// The attachments of an application. Called within a component.
    pub(crate) fn of_application(workspace: Workspace) -> Self {
        Self {
            application: Some(workspace),
            ..Self::of(workspace)
        }
    }

    /// The attachments of a correction (补正) that asks for these fields: every picture on it is wanted. Called within
    /// a component.
    pub(crate) fn of_correction(workspace: Workspace, asked: StoredValue<Vec<FieldId>>) -> Self {
        Self {
            asked: Some(asked),
            ..Self::of(workspace)
        }
    }

    fn of(workspace: Workspace) -> Self {
        Self {
            app: app_state(),
            draft: workspace.draft,
            scenario: workspace.scenario,
            shared: attachments(),
            application: None,
            workspace,
            asked: None,
        }
    }

    /// The address of the page of a material, where each has its own.
    pub(super) fn page_of(self, material: &str) -> Option<String> {
        self.application?;
        let id = self
            .scenario
            .try_with_value(|scenario| scenario.id.clone())?;
        Some(["/s/", &id, "/", &material_page(material)].concat())
    }

    pub(crate) fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.draft.try_update(change);
    }

    pub(super) fn edit_picture(self, id: &str, change: impl FnOnce(&mut Picture)) {
        self.edit(|draft| {
            if let Some(picture) = draft.pictures.iter_mut().find(|picture| picture.id == id) {
                change(picture);
            }
        });
    }

    pub(super) fn picture(self, id: &str) -> Option<Picture> {
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

    /// How often the pre-check has rejected pictures of this material.
    pub(super) fn rejections(self, material: &str) -> u8 {
        self.draft
            .try_with_untracked(|draft| draft.rejections.get(material).copied())
            .flatten()
            .unwrap_or_default()
    }

    /// The pictures that are to be sent and have not arrived, in the order they were taken. A draft whose owner is not
    /// the one who is signed in waits: the server would attribute its pictures to whoever is.
    pub(crate) fn pending(self, draft: &Draft) -> Vec<String> {
        if draft.owner != untrack(|| self.app.holder()) {
            return Vec::new();
        }
        let wanted = |picture: &Picture| {
            self.application.is_none_or(|application| {
                let plan = application.plan;
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

    pub(super) async fn bytes(self, id: &str) -> Option<Vec<u8>> {
        self.app.draft_store().picture(id).await
    }

    /// Puts a picture in its slot. It replaces the one that was still to be decided on and, when it is taken, the one
    /// that was taken before.
    pub(super) fn put(self, picture: Picture) {
        let Picture {
            id, material, page, ..
        } = picture.clone();
        let taken = picture.status == PictureStatus::Taken;
        self.edit(|draft| {
            draft.ways.insert(material.clone(), Supply::Attach);
            // What was ticked of the earlier pictures does not hold for this one.
            draft.application.confirmed.remove(&material);
            draft.pictures.push(picture);
        });
        self.clear(&material, &page, |former| {
            former.id != id && (taken || former.status != PictureStatus::Taken)
        });
    }

    /// The resident uses a picture that the pre-check was not content with.
    pub(super) fn take(self, id: &str) {
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

    /// The resident says that the picture stands upright as it is. It is taken, unless something else was found.
    pub(super) fn stands_upright(self, id: &str) {
        self.edit_picture(id, |picture| forget_direction(&mut picture.report));
        let is_clean = self.picture(id).is_some_and(|picture| {
            picture.status == PictureStatus::Doubted
                && picture.report.verdict() < Some(Severity::Warn)
        });
        if is_clean {
            self.take(id);
            self.start_uploads();
        }
    }

    pub(super) fn remove(self, id: &str) {
        if let Some(picture) = self.picture(id) {
            self.clear(&picture.material, &picture.page, |former| former.id == id);
        }
    }

    /// Deletes pictures of a slot from the device and, as far as it can be reached, from the server.
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
            // A picture and its edited form share the original.
            cleared.retain(|id| {
                !draft
                    .pictures
                    .iter()
                    .any(|other| other.stored_ids().any(|it| it == id))
            });
        });
        if !cleared.is_empty() {
            spawn_local(async move {
                for id in cleared {
                    self.app.draft_store().delete_picture(&id).await;
                }
            });
            self.terminate(uploads);
        }
    }

    /// Deletes uploads from the server, as far as it can be reached.
    pub(super) fn terminate(self, uploads: Vec<String>) {
        spawn_local(async move {
            for upload in uploads {
                // The server deletes files without a case by itself, only later.
                api::terminate(&upload).await.or_report("upload.terminate");
            }
        });
    }
}
