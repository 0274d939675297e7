//! The slot that a picture is for: a page of a material, in a draft.

use std::sync::Arc;

use catalog::scenario::Material;
use leptos::prelude::*;
use precheck_types::Policy;

use super::slot_key::{SlotKey, page_element_id};
use super::store::AttachmentStore;

/// A page of a material, and the attachments of the draft that it belongs to.
#[derive(Clone)]
pub(crate) struct PageSlot {
    pub(crate) attachments: AttachmentStore,
    pub(crate) material: Arc<Material>,
    pub(crate) page: String,
    /// What is asked of its pictures.
    pub(crate) policy: Arc<Policy>,
}

impl PageSlot {
    pub(crate) fn new(attachments: AttachmentStore, material: &Arc<Material>, page: &str) -> Self {
        Self {
            attachments,
            material: Arc::clone(material),
            page: page.to_owned(),
            policy: Arc::new(material.check_of(page)),
        }
    }

    pub(crate) fn key(&self) -> SlotKey {
        self.attachments
            .draft
            .with_untracked(|draft| SlotKey::of(draft, &self.material.id, &self.page))
    }

    /// The id of the slot's first input.
    pub(crate) fn element_id(&self) -> String {
        self.attachments
            .draft
            .with_untracked(|draft| page_element_id(draft, &self.material.id, &self.page))
    }
}
