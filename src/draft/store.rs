//! Where drafts and their pictures are stored: sealed in the browser or, where it denies that, in memory alone. A page
//! without lasting storage says so in its banner.

mod public_documents;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use async_lock::{Mutex, MutexGuardArc};
use wasm_bindgen::JsValue;

use super::{DRAFTS, Draft, Picture};
use crate::json;
use crate::platform::crypto::DraftCipher;
use crate::platform::indexed_db::IndexedDb;
use crate::report::{Reported, report};

/// Whether what is stored outlives the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    Lasting,
    /// Lost with the page: the browser denies storage, or the connection is not secure.
    MemoryOnly,
}

/// Cheap to clone; every clone is the same store.
#[derive(Clone)]
pub(crate) struct DraftStore(Rc<Shared>);

struct Shared {
    backend: StorageBackend,
    writing: Arc<Mutex<()>>,
    /// The bytes of pictures that the device has no room for. They live as long as the page.
    unsaved_pictures: RefCell<BTreeMap<String, Vec<u8>>>,
}

/// A draft ready to be sealed, with the key it is stored under.
pub(crate) struct Serialized {
    key: String,
    bytes: Vec<u8>,
}

impl Draft {
    /// All of it at once: with 200 rows this takes a fraction of a frame (docs/decisions/21-typing-is-gathered.md).
    pub(crate) fn serialize(&self) -> Result<Serialized, JsValue> {
        let bytes = serde_json::to_vec(self)
            .reported("draft.write")
            .map_err(|_| JsValue::NULL)?;
        let key = self.storage_key();
        Ok(Serialized { key, bytes })
    }
}

enum StorageBackend {
    Sealed { idb: IndexedDb, seal: DraftCipher },
    Memory(RefCell<BTreeMap<String, Vec<u8>>>),
}

impl DraftStore {
    pub(crate) async fn open() -> Self {
        let backend = match sealed().await {
            Ok((idb, seal)) => StorageBackend::Sealed { idb, seal },
            Err(cause) => {
                report("store.open", &cause);
                StorageBackend::Memory(RefCell::default())
            }
        };
        Self(Rc::new(Shared {
            backend,
            writing: Arc::default(),
            unsaved_pictures: RefCell::default(),
        }))
    }

    /// Held by whoever changes which draft lies under which key: nobody else writes one meanwhile.
    pub(crate) async fn write_lock(&self) -> MutexGuardArc<()> {
        self.0.writing.lock_arc().await
    }

    pub(crate) fn storage(&self) -> Storage {
        match self.0.backend {
            StorageBackend::Sealed { .. } => Storage::Lasting,
            StorageBackend::Memory(_) => Storage::MemoryOnly,
        }
    }

    /// The draft under a key (see [`super::draft_key`]); a damaged one counts as none.
    pub(crate) async fn draft(&self, place: &str) -> Option<Draft> {
        let bytes = self.read(place).await?;
        let text = std::str::from_utf8(&bytes).ok();
        let draft: Option<Draft> = text.and_then(json::read);
        let draft = draft.filter(|draft| draft.storage_key() == place);
        if draft.is_none() {
            report("draft.read", &"malformed");
        }
        draft
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

    pub(crate) async fn save_draft(&self, draft: &Draft) -> Result<(), JsValue> {
        self.save(&draft.serialize()?).await
    }

    pub(crate) async fn save(&self, draft: &Serialized) -> Result<(), JsValue> {
        self.write(&draft.key, &draft.bytes).await
    }

    /// Stores a draft and deletes the one it replaces under another key, in one transaction: no page finds both, or
    /// neither.
    pub(crate) async fn move_draft(&self, draft: &Draft, from: &str) -> Result<(), JsValue> {
        let Serialized { key: to, bytes } = draft.serialize()?;
        match &self.0.backend {
            StorageBackend::Sealed { idb, seal } => {
                let moved = async {
                    let sealed = seal.close(&bytes).await?;
                    idb.put_instead(&to, &sealed, from).await
                };
                moved.await.reported("store.move")
            }
            StorageBackend::Memory(stored) => {
                let mut stored = stored.borrow_mut();
                stored.remove(from);
                stored.insert(to, bytes);
                Ok(())
            }
        }
    }

    /// Deletes everything on the device, of every owner: all of it or, where that fails, nothing.
    pub(crate) async fn clear(&self) -> Result<(), JsValue> {
        match &self.0.backend {
            StorageBackend::Sealed { idb, seal } => {
                seal.clear(idb).await.reported("store.clear")?
            }
            StorageBackend::Memory(stored) => stored.borrow_mut().clear(),
        }
        self.0.unsaved_pictures.borrow_mut().clear();
        Ok(())
    }

    pub(crate) async fn picture(&self, id: &str) -> Option<Vec<u8>> {
        let unsaved = self.0.unsaved_pictures.borrow().get(id).cloned();
        match unsaved {
            Some(bytes) => Some(bytes),
            None => self.read(&picture_key(id)).await,
        }
    }

    pub(crate) async fn save_picture(&self, id: &str, bytes: &[u8]) -> Result<(), JsValue> {
        self.write(&picture_key(id), bytes).await
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
        self.delete(&picture_key(id)).await;
    }

    /// Takes a draft and all its pictures off the phone.
    pub(crate) async fn delete_draft(&self, draft: &Draft) {
        for id in draft.pictures.iter().flat_map(Picture::stored_ids) {
            self.delete_picture(id).await;
        }
        self.delete(&draft.storage_key()).await;
    }

    async fn read(&self, key: &str) -> Option<Vec<u8>> {
        match &self.0.backend {
            StorageBackend::Sealed { idb, seal } => {
                let sealed = idb.get(key).await.or_report("store.read")?;
                if sealed.is_undefined() {
                    return None;
                }
                seal.open(&sealed).await.or_report("store.open_seal")
            }
            StorageBackend::Memory(stored) => stored.borrow().get(key).cloned(),
        }
    }

    async fn write(&self, key: &str, bytes: &[u8]) -> Result<(), JsValue> {
        match &self.0.backend {
            StorageBackend::Sealed { idb, seal } => {
                let written = async { idb.put(key, &seal.close(bytes).await?).await };
                written.await.reported("store.write")
            }
            StorageBackend::Memory(stored) => {
                stored.borrow_mut().insert(key.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    // What cannot be deleted now is deleted with the next draft of the same name; nothing hangs on it.
    async fn delete(&self, key: &str) {
        match &self.0.backend {
            StorageBackend::Sealed { idb, .. } => {
                idb.delete(key).await.or_report("store.delete");
            }
            StorageBackend::Memory(stored) => {
                stored.borrow_mut().remove(key);
            }
        }
    }

    async fn keys(&self, prefix: &str) -> Vec<String> {
        match &self.0.backend {
            StorageBackend::Sealed { idb, .. } => {
                let keys = idb.keys(prefix).await.or_report("store.keys");
                keys.unwrap_or_default()
            }
            StorageBackend::Memory(stored) => stored
                .borrow()
                .keys()
                .filter(|key| key.starts_with(prefix))
                .cloned()
                .collect(),
        }
    }
}

async fn sealed() -> Result<(IndexedDb, DraftCipher), JsValue> {
    let idb = IndexedDb::open().await?;
    let seal = DraftCipher::of(&idb).await?;
    Ok((idb, seal))
}

fn picture_key(id: &str) -> String {
    ["picture:", id].concat()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use catalog::Value;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn begun() -> Draft {
        let mut draft = Draft {
            scenario: "unemployment".to_owned(),
            ..Draft::default()
        };
        draft
            .application
            .answers
            .set("leaving_reason", Value::from("contract_expired"));
        draft
    }

    #[wasm_bindgen_test]
    async fn a_draft_outlives_the_page() {
        let shelf = DraftStore::open().await;
        assert_eq!(shelf.storage(), Storage::Lasting);
        shelf.save_draft(&begun()).await.expect("it is stored");
        // A page that is opened later opens the same database and finds the same key.
        let later = DraftStore::open().await;
        assert_eq!(later.draft("draft:unemployment").await, Some(begun()));
        later.delete_draft(&begun()).await;
        assert_eq!(shelf.draft("draft:unemployment").await, None);
    }

    #[wasm_bindgen_test]
    async fn what_one_person_keeps_is_not_found_in_the_place_of_another() {
        let shelf = DraftStore::open().await;
        let owned = Draft {
            owner: Some("one".to_owned()),
            ..begun()
        };
        shelf.save_draft(&begun()).await.expect("it is stored");
        shelf
            .move_draft(&owned, &begun().storage_key())
            .await
            .expect("it is moved");
        assert_eq!(shelf.draft(&begun().storage_key()).await, None);
        assert_eq!(shelf.draft("draft:unemployment@two").await, None);
        assert_eq!(shelf.draft(&owned.storage_key()).await, Some(owned));
        shelf.clear().await.expect("it is cleared");
        assert_eq!(shelf.drafts().await, Vec::new());
        // What is stored after that is found by a page that is opened later.
        shelf.save_draft(&begun()).await.expect("it is stored");
        assert_eq!(DraftStore::open().await.drafts().await, vec![begun()]);
        shelf.delete_draft(&begun()).await;
    }

    #[wasm_bindgen_test]
    async fn a_failing_database_is_reported_without_personal_data() {
        let store = DraftStore::open().await;
        let draft = Draft {
            owner: Some("person-7".to_owned()),
            note: "林静 13800000000".to_owned(),
            ..begun()
        };
        // The browser's own message quotes the key; such a thing must not get into the report.
        let full = "const store = IDBObjectStore.prototype;
            window.usualPut = store.put;
            store.put = (value, key) => { throw new DOMException(key, 'QuotaExceededError'); };";
        js_sys::eval(full).expect("the database is full");
        let saved = store.save_draft(&draft).await;
        js_sys::eval("IDBObjectStore.prototype.put = window.usualPut").expect("it has room again");
        assert!(saved.is_err());
        let reported = js_sys::eval("JSON.stringify(window.__yijianshi_errors)");
        let reported = reported.expect("there is a report").as_string();
        let reported = reported.expect("it is text");
        let entry = r#"{"operation":"store.write","cause":"QuotaExceededError","count":1}"#;
        assert!(reported.contains(entry), "{reported}");
        for personal in ["person-7", "林静", "13800000000", "unemployment"] {
            assert!(!reported.contains(personal), "{reported}");
        }
    }

    #[wasm_bindgen_test]
    async fn nothing_lies_in_the_browser_in_clear() {
        let shelf = DraftStore::open().await;
        shelf
            .save_picture("one", b"a photograph of a card")
            .await
            .expect("it is stored");
        let idb = IndexedDb::open().await.expect("there is a database");
        let sealed = idb.get("picture:one").await.expect("it is there");
        let data = js_sys::Reflect::get(&sealed, &"data".into()).expect("it is sealed");
        let bytes = js_sys::Uint8Array::new(&data).to_vec();
        let clear = b"photograph";
        assert!(!bytes.windows(clear.len()).any(|part| part == clear));
        assert_eq!(
            shelf.picture("one").await.as_deref(),
            Some(b"a photograph of a card".as_slice())
        );
    }
}
