//! The bytes of pictures, each under its id.

use super::{DraftStore, NotSaved};

impl DraftStore {
    pub(crate) async fn picture(&self, id: &str) -> Option<Vec<u8>> {
        let unsaved = self.0.unsaved_pictures.borrow().get(id).cloned();
        match unsaved {
            Some(bytes) => Some(bytes),
            None => self.read(&key(id)).await,
        }
    }

    pub(crate) async fn save_picture(&self, id: &str, bytes: &[u8]) -> Result<(), NotSaved> {
        self.write(&key(id), bytes).await
    }

    /// Saves a picture; where the device has no room for it, memory holds it as long as the page lives.
    pub(crate) async fn save_or_hold_picture(&self, id: &str, bytes: &[u8]) {
        if self.save_picture(id, bytes).await.is_err() {
            let mut unsaved = self.0.unsaved_pictures.borrow_mut();
            unsaved.insert(id.to_owned(), bytes.to_vec());
        }
    }

    /// Whether only memory holds a picture.
    pub(crate) fn is_unsaved(&self, id: &str) -> bool {
        self.0.unsaved_pictures.borrow().contains_key(id)
    }

    pub(crate) async fn delete_picture(&self, id: &str) {
        self.0.unsaved_pictures.borrow_mut().remove(id);
        self.delete(&key(id)).await;
    }
}

pub(super) fn key(id: &str) -> String {
    ["picture:", id].concat()
}
