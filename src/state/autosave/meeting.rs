//! What other pages of this browser have stored of the draft is taken in.

use leptos::prelude::*;

use super::{Autosave, PersistState};
use crate::draft::{Changes, Draft, DraftStore, Found, Picture, StoredDraft, merge};
use crate::state::told::{Elsewhere, LastStored};

impl Autosave {
    /// Another page has told that something stored has changed.
    pub(in crate::state) async fn look_elsewhere(self) {
        if self.state.get_value() != PersistState::Active {
            return;
        }
        let store = self.store.get_value();
        let lock = store.write_lock().await;
        let Some(key) = self.draft.try_with_untracked(Draft::storage_key) else {
            return;
        };
        let found = match store.stored_draft(&key).await {
            Ok(Found::Draft(found)) => Some(*found),
            Ok(Found::Nothing) => None,
            // It is found at the next write.
            Ok(Found::Unreadable(_)) | Err(_) => return,
        };
        let known = self.stored.with_value(|stored| stored.revision.clone());
        if found.as_ref().map(|found| &found.revision) == known.as_ref() {
            return;
        }
        self.meet(&store, found).await;
        drop(lock);
        self.write();
    }

    /// The storage has come that was not there: whatever stands on the page counts as changed on it. Which draft and
    /// version it is, that one says which lies there.
    pub(in crate::state) fn counts_as_unstored(self) {
        self.settle();
        let base = self.draft.try_with_untracked(|mine| Draft {
            id: mine.id.clone(),
            owner: mine.owner.clone(),
            scenario: mine.scenario.clone(),
            region: mine.region.clone(),
            version: mine.version.clone(),
            hash: mine.hash.clone(),
            answers_to: mine.answers_to.clone(),
            ..Draft::default()
        });
        if let Some(draft) = base {
            self.stored.set_value(LastStored {
                draft,
                revision: None,
            });
        }
    }

    /// What is stored is not what this page knew. True where there is nothing left to store.
    pub(super) async fn meet(self, store: &DraftStore, found: Option<StoredDraft>) -> bool {
        let LastStored {
            draft: base,
            revision,
        } = self.stored.get_value();
        // A page that never stored its own takes over that of the other as it is.
        let is_same = |found: &StoredDraft| revision.is_none() || found.draft.id == base.id;
        let Some(found) = found.filter(is_same) else {
            self.gone(store, &base).await;
            return true;
        };
        let Some(mine) = self.draft.try_get_untracked() else {
            return true;
        };
        let merged = merge(&base, &mine, &found.draft);
        let changes = Changes::between(&mine, &merged.draft);
        let is_renewed = merged.draft.hash != mine.hash;
        self.stored.set_value(LastStored {
            draft: found.draft,
            revision: Some(found.revision),
        });
        self.take_pause();
        batch(|| {
            self.draft.try_set(merged.draft);
            self.told.replaced.try_update(|replaced| {
                replaced.extend(changes.replaced.iter().cloned());
            });
            self.told.taken_in.try_set(changes);
            if is_renewed {
                self.told.elsewhere.try_set(Some(Elsewhere::Renewed));
            }
        });
        self.superseded
            .update_value(|superseded| superseded.extend(merged.superseded));
        false
    }

    async fn gone(self, store: &DraftStore, base: &Draft) {
        self.close();
        self.take_pause();
        let receipt = store.receipt(&base.storage_key()).await;
        let elsewhere = match receipt.filter(|receipt| receipt.draft == base.id) {
            Some(receipt) => Elsewhere::HandedIn(receipt.case),
            None if base.owner.is_none() && store.has_owner(base).await => Elsewhere::HandedOver,
            None => Elsewhere::Deleted,
        };
        self.told.elsewhere.try_set(Some(elsewhere));
    }

    /// Only now: until the merged draft is stored, the stored one still shows them.
    pub(super) async fn delete_superseded(self, store: &DraftStore) {
        let superseded = self.superseded.try_update_value(std::mem::take);
        let mut superseded = superseded.unwrap_or_default();
        self.stored.with_value(|stored| {
            let kept = || stored.draft.pictures.iter().flat_map(Picture::stored_ids);
            superseded.retain(|id| !kept().any(|kept| kept == id));
        });
        for id in superseded {
            store.delete_picture(&id).await;
        }
    }
}
