//! The browser's storage answers after the page has begun without it: what memory holds is carried there, and no draft
//! is put over what lies there from an earlier visit.

use super::drafts::{Found, SaveOutcome, read_draft};
use super::{DraftStore, NotSaved};
use crate::draft::DRAFTS;

impl DraftStore {
    /// What is written from now on goes there; what was written before is looked for in memory until it lies there too.
    pub(crate) async fn carry_over(&self) {
        for key in self.held("") {
            let held = self.0.memory.borrow().get(&key).cloned();
            let carried = self.carry(&key, &held.unwrap_or_default()).await;
            // What the device has no room for stays where it is; the store reports it.
            if matches!(carried, Ok(true)) {
                self.0.memory.borrow_mut().remove(&key);
            }
        }
    }

    /// False where another draft lies in its place: whoever has it open merges the two.
    async fn carry(&self, key: &str, bytes: &[u8]) -> Result<bool, NotSaved> {
        if !key.starts_with(DRAFTS) {
            self.write(key, bytes).await?;
            return Ok(true);
        }
        let Found::Draft(held) = read_draft(key, bytes, String::new()) else {
            return Ok(false);
        };
        let saved = self.save(&held.draft, None).await?;
        Ok(matches!(saved, SaveOutcome::Saved(_)))
    }
}
