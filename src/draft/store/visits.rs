//! What is remembered of the last visit: who was signed in, and what the state holds about them. Sealed like the
//! drafts, one for the whole browser, and taken off when nobody is signed in any more.

use super::{DraftStore, NotSaved};

const KEY: &str = "visit";

impl DraftStore {
    pub(crate) async fn remember_visit(&self, visit: &str) -> Result<(), NotSaved> {
        self.write(KEY, visit.as_bytes()).await
    }

    pub(crate) async fn visit(&self) -> Option<String> {
        String::from_utf8(self.read(KEY).await?).ok()
    }

    pub(crate) async fn forget_visit(&self) {
        self.delete(KEY).await;
    }
}
