//! What is remembered of a draft that was handed in, until another is begun in its place: which case it became. Whoever
//! comes back to its pages, or stands on one in another window, is shown the way there.

use serde::{Deserialize, Serialize};

use super::{DraftStore, NotSaved};
use crate::json;
use crate::report::Reported;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// The id of the draft.
    pub(crate) draft: String,
    /// The number of the case.
    pub(crate) case: String,
}

impl Receipt {
    pub(super) fn serialize(&self) -> Result<Vec<u8>, NotSaved> {
        serde_json::to_vec(self)
            .reported("receipt.write")
            .map_err(|_| NotSaved::Failed)
    }
}

impl DraftStore {
    /// Of the draft that lay under a key.
    pub(crate) async fn receipt(&self, storage_key: &str) -> Option<Receipt> {
        let bytes = self.read(&key(storage_key)).await?;
        json::read(std::str::from_utf8(&bytes).ok()?)
    }

    pub(crate) async fn forget_receipt(&self, storage_key: &str) {
        self.delete(&key(storage_key)).await;
    }
}

pub(super) fn key(storage_key: &str) -> String {
    ["receipt:", storage_key].concat()
}
