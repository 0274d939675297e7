//! Where drafts and their pictures are kept: sealed in the browser, or, where it denies that, in memory alone.
//! Which of the two it is, is told to the resident.

mod public;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::Draft;
use super::idb::Idb;
use super::seal::Seal;
use crate::json;

/// Whether what is kept outlives the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    Lasting,
    /// Lost with the page: the browser denies storage, or the connection is not secure.
    MemoryOnly,
}

#[derive(Clone)]
pub(crate) struct Shelf(Rc<Place>);

enum Place {
    Sealed { idb: Idb, seal: Seal },
    Memory(RefCell<BTreeMap<String, Vec<u8>>>),
}

impl Shelf {
    pub(crate) async fn open() -> Self {
        Self(Rc::new(match sealed().await {
            Ok((idb, seal)) => Place::Sealed { idb, seal },
            Err(_) => Place::Memory(RefCell::default()),
        }))
    }

    pub(crate) fn storage(&self) -> Storage {
        match *self.0 {
            Place::Sealed { .. } => Storage::Lasting,
            Place::Memory(_) => Storage::MemoryOnly,
        }
    }

    /// The draft kept under a name (see [`Draft::kept_as`]); a damaged one counts as none.
    pub(crate) async fn draft(&self, name: &str) -> Option<Draft> {
        let bytes = self.read(&draft_key(name)).await?;
        json::read(std::str::from_utf8(&bytes).ok()?)
    }

    /// Every draft that is kept.
    pub(crate) async fn drafts(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for key in self.keys("draft:").await {
            if let Some(name) = key.strip_prefix("draft:")
                && let Some(draft) = self.draft(name).await
            {
                drafts.push(draft);
            }
        }
        drafts
    }

    pub(crate) async fn keep_draft(&self, draft: &Draft) -> Result<(), JsValue> {
        let bytes = serde_json::to_vec(draft).map_err(|_| JsValue::NULL)?;
        self.write(&draft_key(draft.kept_as()), &bytes).await
    }

    pub(crate) async fn picture(&self, id: &str) -> Option<Vec<u8>> {
        self.read(&picture_key(id)).await
    }

    pub(crate) async fn keep_picture(&self, id: &str, bytes: &[u8]) -> Result<(), JsValue> {
        self.write(&picture_key(id), bytes).await
    }

    pub(crate) async fn drop_picture(&self, id: &str) {
        self.delete(&picture_key(id)).await;
    }

    /// Takes a draft and all its pictures off the phone.
    pub(crate) async fn drop_draft(&self, draft: &Draft) {
        for picture in &draft.pictures {
            self.drop_picture(&picture.id).await;
        }
        self.delete(&draft_key(draft.kept_as())).await;
    }

    async fn read(&self, key: &str) -> Option<Vec<u8>> {
        match &*self.0 {
            Place::Sealed { idb, seal } => {
                let sealed = idb.get(key).await.ok()?;
                seal.open(&sealed).await.ok()
            }
            Place::Memory(kept) => kept.borrow().get(key).cloned(),
        }
    }

    async fn write(&self, key: &str, bytes: &[u8]) -> Result<(), JsValue> {
        match &*self.0 {
            Place::Sealed { idb, seal } => idb.put(key, &seal.close(bytes).await?).await,
            Place::Memory(kept) => {
                kept.borrow_mut().insert(key.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    // What cannot be deleted now is deleted with the next draft of the same name; nothing hangs on it.
    async fn delete(&self, key: &str) {
        match &*self.0 {
            Place::Sealed { idb, .. } => drop(idb.delete(key).await),
            Place::Memory(kept) => drop(kept.borrow_mut().remove(key)),
        }
    }

    async fn keys(&self, prefix: &str) -> Vec<String> {
        match &*self.0 {
            Place::Sealed { idb, .. } => idb.keys(prefix).await.unwrap_or_default(),
            Place::Memory(kept) => kept
                .borrow()
                .keys()
                .filter(|key| key.starts_with(prefix))
                .cloned()
                .collect(),
        }
    }
}

async fn sealed() -> Result<(Idb, Seal), JsValue> {
    let idb = Idb::open().await?;
    let seal = Seal::of(&idb).await?;
    Ok((idb, seal))
}

fn draft_key(name: &str) -> String {
    ["draft:", name].concat()
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
        let shelf = Shelf::open().await;
        assert_eq!(shelf.storage(), Storage::Lasting);
        shelf.keep_draft(&begun()).await.expect("it is kept");
        // A page that is opened later opens the same database and finds the same key.
        let later = Shelf::open().await;
        assert_eq!(later.draft("unemployment").await, Some(begun()));
        later.drop_draft(&begun()).await;
        assert_eq!(shelf.draft("unemployment").await, None);
    }

    #[wasm_bindgen_test]
    async fn nothing_lies_in_the_browser_in_clear() {
        let shelf = Shelf::open().await;
        shelf
            .keep_picture("one", b"a photograph of a card")
            .await
            .expect("it is kept");
        let idb = Idb::open().await.expect("there is a database");
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
