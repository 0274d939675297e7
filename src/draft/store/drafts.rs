//! Drafts, each a sealed record under its key, with a revision that is another one after each change. Who stores a
//! draft names the revision they know: where another page has stored or deleted it meanwhile, nothing is written, and
//! what is there comes back (docs/decisions/24-two-pages-one-draft.md).

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::{DraftStore, NotSaved, Receipt, Sealed, pictures, receipts};
use crate::draft::{DRAFTS, Draft, Picture};
use crate::json;
use crate::platform::crypto::DraftCipher;
use crate::platform::indexed_db::{Put, property};
use crate::platform::random::random_id;
use crate::report::{Reported, report};

/// A draft as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredDraft {
    pub(crate) draft: Draft,
    /// Another one after each change.
    pub(crate) revision: String,
}

/// What lies under the key of a draft.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found {
    Nothing,
    Draft(Box<StoredDraft>),
    /// A damaged one, or one of another release: its revision.
    Unreadable(String),
}

pub(crate) enum SaveOutcome {
    /// It is stored, under this revision.
    Saved(String),
    /// Another page has changed it meanwhile, or deleted it: nothing was written.
    Overtaken(Found),
}

/// The name of the revision in a record; it is not sealed.
const REVISION: &str = "revision";

impl DraftStore {
    /// The draft under a key (see [`super::draft_key`]), where it can be read.
    pub(crate) async fn draft(&self, place: &str) -> Option<Draft> {
        match self.stored_draft(place).await {
            Ok(Found::Draft(stored)) => Some(stored.draft),
            Ok(Found::Nothing | Found::Unreadable(_)) | Err(_) => None,
        }
    }

    /// As [`Self::draft`], with its revision. Fails where it cannot be known whether there is one; that is reported.
    pub(crate) async fn stored_draft(&self, place: &str) -> Result<Found, NotSaved> {
        match self.sealed() {
            Some(Sealed { idb, seal }) => {
                let record = idb.get(place).await.reported("store.read")?;
                Ok(unsealed(seal, place, &record).await)
            }
            None => {
                let bytes = self.0.memory.borrow().get(place).cloned();
                Ok(bytes.map_or(Found::Nothing, |bytes| {
                    read_draft(place, &bytes, String::new())
                }))
            }
        }
    }

    pub(crate) async fn has_drafts(&self) -> bool {
        !self.keys(DRAFTS).await.is_empty()
    }

    /// Every stored draft, whoever owns it.
    pub(crate) async fn drafts(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for place in self.keys(DRAFTS).await {
            drafts.extend(self.draft(&place).await);
        }
        drafts
    }

    /// Whether a draft of someone who was not signed in has become somebody's.
    pub(crate) async fn has_owner(&self, draft: &Draft) -> bool {
        let owned = [&draft.storage_key(), "@"].concat();
        for place in self.keys(&owned).await {
            if self.draft(&place).await.is_some_and(|it| it.id == draft.id) {
                return true;
            }
        }
        false
    }

    /// Stores a draft where the revision is still `known`, which is `None` for one that was never stored.
    pub(crate) async fn save(
        &self,
        draft: &Draft,
        known: Option<&str>,
    ) -> Result<SaveOutcome, NotSaved> {
        self.move_draft(draft, known, None).await
    }

    /// As [`Self::save`], and deletes the one it replaces under another key, in one transaction: no page finds both, or
    /// neither.
    pub(crate) async fn move_draft(
        &self,
        draft: &Draft,
        known: Option<&str>,
        from: Option<String>,
    ) -> Result<SaveOutcome, NotSaved> {
        let key = draft.storage_key();
        let bytes = serialize(draft)?;
        let Some(Sealed { idb, seal }) = self.sealed() else {
            if let Some(from) = from {
                self.delete(&from).await;
            }
            self.remember(key, bytes);
            return Ok(SaveOutcome::Saved(String::new()));
        };
        let (record, revision) = sealed_draft(seal, &bytes).await?;
        let (known, new) = (known.map(str::to_owned), revision.clone());
        // A step that is done again after the connection was lost may find what it wrote itself.
        let is_expected = move |found: &JsValue| {
            let there =
                (!found.is_undefined()).then(|| property(found, REVISION).unwrap_or_default());
            there == known || there.as_ref() == Some(&new)
        };
        let from = from.into_iter().collect();
        let put = idb.put_where(&key, &record, from, is_expected).await;
        match put.reported("store.write")? {
            Put::Done => {
                self.0.other_pages.tell();
                Ok(SaveOutcome::Saved(revision))
            }
            Put::Refused(found) => {
                let found = unsealed(seal, &key, &found).await;
                Ok(SaveOutcome::Overtaken(found))
            }
        }
    }

    /// Puts a draft that was handed in aside, where it can be taken back from, with what is remembered of it: all of it
    /// or nothing. What another page had added to it was not handed in, and goes.
    pub(crate) async fn put_aside(
        &self,
        kept: &Draft,
        place: &str,
        receipt: &Receipt,
    ) -> Result<(), NotSaved> {
        let bytes = serialize(kept)?;
        let Some(Sealed { idb, seal }) = self.sealed() else {
            self.delete(place).await;
            self.remember(receipts::key(place), receipt.serialize()?);
            self.remember(kept.storage_key(), bytes);
            return Ok(());
        };
        let stored = self.draft(place).await;
        let mut gone = vec![place.to_owned()];
        for id in stored
            .iter()
            .flat_map(|it| &it.pictures)
            .flat_map(Picture::stored_ids)
        {
            let mut known = kept.pictures.iter().flat_map(Picture::stored_ids);
            if !known.any(|one| one == id) {
                gone.push(pictures::key(id));
            }
        }
        let (record, _) = sealed_draft(seal, &bytes).await?;
        let told = seal.close(&receipt.serialize()?).await?;
        let puts = vec![
            (kept.storage_key(), record),
            (receipts::key(place), told.into()),
        ];
        let put = idb.put_instead(puts, gone).await;
        put.reported("store.write")?;
        self.0.other_pages.tell();
        Ok(())
    }

    /// Takes a draft off the phone that cannot be read. Which pictures are its own is not known: they stay.
    pub(crate) async fn delete_unreadable(&self, place: &str) -> Result<(), NotSaved> {
        match self.sealed() {
            Some(Sealed { idb, .. }) => {
                let deleted = idb.delete(vec![place.to_owned()]).await;
                deleted.reported("store.delete")?;
            }
            None => {
                self.0.memory.borrow_mut().remove(place);
            }
        }
        self.0.other_pages.tell();
        Ok(())
    }

    /// Takes a draft and all its pictures off the phone, those that another page has added to it too. `instead` is what
    /// is remembered of it.
    pub(crate) async fn delete_draft(
        &self,
        draft: &Draft,
        instead: Option<Receipt>,
    ) -> Result<(), NotSaved> {
        let key = draft.storage_key();
        let stored = self.draft(&key).await;
        let pictures = stored.iter().chain([draft]).flat_map(|it| &it.pictures);
        let mut keys = vec![key.clone()];
        for id in pictures.flat_map(Picture::stored_ids) {
            self.0.unsaved_pictures.borrow_mut().remove(id);
            keys.push(pictures::key(id));
        }
        match (self.sealed(), instead) {
            (Some(Sealed { idb, seal }), Some(receipt)) => {
                let record = seal.close(&receipt.serialize()?).await?;
                let puts = vec![(receipts::key(&key), record.into())];
                let put = idb.put_instead(puts, keys).await;
                put.reported("store.delete")?;
            }
            (Some(Sealed { idb, .. }), None) => {
                idb.delete(keys).await.reported("store.delete")?;
            }
            (None, receipt) => {
                let mut memory = self.0.memory.borrow_mut();
                memory.retain(|key, _| !keys.contains(key));
                drop(memory);
                if let Some(receipt) = receipt {
                    self.remember(receipts::key(&key), receipt.serialize()?);
                }
            }
        }
        self.0.other_pages.tell();
        Ok(())
    }
}

async fn unsealed(seal: &DraftCipher, place: &str, record: &JsValue) -> Found {
    if record.is_undefined() {
        return Found::Nothing;
    }
    let revision = property(record, REVISION).unwrap_or_default();
    match seal.open(record).await.or_report("store.open_seal") {
        Some(bytes) => read_draft(place, &bytes, revision),
        None => Found::Unreadable(revision),
    }
}

/// All of it at once: with 200 rows this takes a fraction of a frame (docs/decisions/21-typing-is-gathered.md).
fn serialize(draft: &Draft) -> Result<Vec<u8>, NotSaved> {
    serde_json::to_vec(draft)
        .reported("draft.write")
        .map_err(|_| NotSaved::Failed)
}

pub(super) fn read_draft(place: &str, bytes: &[u8], revision: String) -> Found {
    let text = std::str::from_utf8(bytes).ok();
    let draft: Option<Draft> = text.and_then(json::read);
    let draft = draft.filter(|draft| draft.storage_key() == place);
    match draft {
        Some(draft) => Found::Draft(Box::new(StoredDraft { draft, revision })),
        None => {
            report("draft.read", &"malformed");
            Found::Unreadable(revision)
        }
    }
}

async fn sealed_draft(seal: &DraftCipher, bytes: &[u8]) -> Result<(JsValue, String), JsValue> {
    let record = seal.close(bytes).await.reported("store.seal")?;
    let revision = random_id();
    Reflect::set(&record, &REVISION.into(), &JsValue::from_str(&revision))?;
    Ok((record.into(), revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_that_cannot_be_read_is_not_taken_for_none() {
        let draft = Draft {
            scenario: "hiring".to_owned(),
            ..Draft::default()
        };
        let bytes = serialize(&draft).expect("it is JSON");
        let unreadable = Found::Unreadable("r1".to_owned());
        let cut = &bytes[..bytes.len() / 2];
        assert_eq!(read_draft("draft:hiring", cut, "r1".to_owned()), unreadable);
        // One that lies in the place of another is somebody else's.
        assert_eq!(
            read_draft("draft:hiring@one", &bytes, "r1".to_owned()),
            unreadable
        );
        let revision = "r1".to_owned();
        let stored = Found::Draft(Box::new(StoredDraft { draft, revision }));
        assert_eq!(read_draft("draft:hiring", &bytes, "r1".to_owned()), stored);
    }
}
