//! Where drafts and their pictures are stored: sealed in the browser or, where it denies that, in memory alone. A page
//! without lasting storage says so in its banner.

mod drafts;
mod late;
mod not_saved;
mod pictures;
mod public_documents;
mod receipts;
mod visits;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use async_lock::{Mutex, MutexGuardArc};
use wasm_bindgen::JsValue;

use crate::platform::crypto::DraftCipher;
use crate::platform::indexed_db::IndexedDb;
use crate::platform::other_pages::OtherPages;
use crate::platform::patience::within;
use crate::report::{Reported, report};

pub(crate) use drafts::{Found, SaveOutcome, StoredDraft};
pub(crate) use not_saved::NotSaved;
pub(crate) use receipts::Receipt;

/// Whether what is stored outlives the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    Lasting,
    /// Lost with the page: the browser denies storage, or the connection is not secure.
    Denied,
    /// Lost with the page: the browser's storage did not answer.
    Silent,
}

/// So long a page waits for the browser's storage before it goes on without: on cheap phones it is slow at first, and
/// without it everything would be lost with the page.
const PATIENCE: Duration = Duration::from_secs(8);

/// Cheap to clone; every clone is the same store.
#[derive(Clone)]
pub(crate) struct DraftStore(Rc<Shared>);

struct Shared {
    /// Where the browser lets things lie. It may come after the page has begun without.
    sealed: OnceCell<Sealed>,
    /// What could not be stored in the browser; it is lost with the page.
    memory: RefCell<BTreeMap<String, Vec<u8>>>,
    without: Cell<Storage>,
    on_answer: RefCell<Option<OnAnswer>>,
    writing: Arc<Mutex<()>>,
    /// The bytes of pictures that the device has no room for. They live as long as the page.
    unsaved_pictures: RefCell<BTreeMap<String, Vec<u8>>>,
    other_pages: OtherPages,
}

/// Called with the turn to write.
type OnAnswer = Rc<dyn Fn(MutexGuardArc<()>)>;

struct Sealed {
    idb: IndexedDb,
    seal: DraftCipher,
}

impl DraftStore {
    pub(crate) async fn open() -> Self {
        let store = Self(Rc::new(Shared {
            sealed: OnceCell::new(),
            memory: RefCell::default(),
            without: Cell::new(Storage::Denied),
            on_answer: RefCell::default(),
            writing: Arc::default(),
            unsaved_pictures: RefCell::default(),
            other_pages: OtherPages::new(),
        }));
        let is_late = Rc::new(Cell::new(false));
        let opening = store.clone().open_sealed(Rc::clone(&is_late));
        match within(PATIENCE, opening).await {
            Some(Ok(())) => {}
            Some(Err(cause)) => report("store.open", &cause),
            None => {
                is_late.set(true);
                store.0.without.set(Storage::Silent);
                report("store.open", &"no answer");
            }
        }
        store
    }

    async fn open_sealed(self, is_late: Rc<Cell<bool>>) -> Result<(), JsValue> {
        let idb = IndexedDb::open().await?;
        let seal = DraftCipher::of(&idb).await?;
        let sealed = Sealed { idb, seal };
        // Nobody writes until what memory holds has been carried over.
        let turn = if is_late.get() {
            Some(self.write_lock().await)
        } else {
            None
        };
        if self.0.sealed.set(sealed).is_err() {
            report("store.open", &"opened twice");
        }
        let told = self.0.on_answer.borrow().clone();
        if let (Some(turn), Some(told)) = (turn, told) {
            told(turn);
        }
        Ok(())
    }

    fn sealed(&self) -> Option<&Sealed> {
        self.0.sealed.get()
    }

    /// Calls back when the browser's storage has answered after all. Whoever is called carries over what memory holds
    /// ([`Self::carry_over`]), and may only then let others write.
    pub(crate) fn on_answer(&self, told: impl Fn(MutexGuardArc<()>) + 'static) {
        self.0.on_answer.replace(Some(Rc::new(told)));
    }

    /// Calls back when another page of this browser has changed what is stored.
    pub(crate) fn on_change_elsewhere(&self, changed: impl Fn() + 'static) {
        self.0.other_pages.listen(changed);
    }

    /// Calls back when a newer release wants to change the database. It waits until [`Self::close`] is called.
    pub(crate) fn on_upgrade(&self, told: impl Fn() + 'static) {
        if let Some(Sealed { idb, .. }) = self.sealed() {
            idb.on_upgrade(told);
        }
    }

    pub(crate) fn close(&self) {
        if let Some(Sealed { idb, .. }) = self.sealed() {
            idb.close();
        }
    }

    /// Held by whoever changes which draft lies under which key: nobody else on this page writes one meanwhile.
    pub(crate) async fn write_lock(&self) -> MutexGuardArc<()> {
        self.0.writing.lock_arc().await
    }

    pub(crate) fn storage(&self) -> Storage {
        match self.sealed() {
            Some(_) => Storage::Lasting,
            None => self.0.without.get(),
        }
    }

    /// Deletes everything on the device, of every owner: all of it or, where that fails, nothing.
    pub(crate) async fn clear(&self) -> Result<(), JsValue> {
        if let Some(Sealed { idb, seal }) = self.sealed() {
            seal.clear(idb).await.reported("store.clear")?;
            self.0.other_pages.tell();
        }
        self.0.memory.borrow_mut().clear();
        self.0.unsaved_pictures.borrow_mut().clear();
        Ok(())
    }

    async fn read(&self, key: &str) -> Option<Vec<u8>> {
        if let Some(Sealed { idb, seal }) = self.sealed() {
            let sealed = idb.get(key).await.or_report("store.read")?;
            if !sealed.is_undefined() {
                return seal.open(&sealed).await.or_report("store.open_seal");
            }
        }
        self.0.memory.borrow().get(key).cloned()
    }

    async fn write(&self, key: &str, bytes: &[u8]) -> Result<(), NotSaved> {
        match self.sealed() {
            Some(Sealed { idb, seal }) => {
                let written = async { idb.put(key, &seal.close(bytes).await?.into()).await };
                Ok(written.await.reported("store.write")?)
            }
            None => {
                self.remember(key.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    fn remember(&self, key: String, bytes: Vec<u8>) {
        self.0.memory.borrow_mut().insert(key, bytes);
    }

    // What cannot be deleted now is deleted with the next draft of the same name; nothing hangs on it.
    async fn delete(&self, key: &str) {
        self.0.memory.borrow_mut().remove(key);
        if let Some(Sealed { idb, .. }) = self.sealed() {
            let deleted = idb.delete(vec![key.to_owned()]).await;
            deleted.or_report("store.delete");
        }
    }

    async fn keys(&self, prefix: &str) -> Vec<String> {
        match self.sealed() {
            Some(Sealed { idb, .. }) => {
                let keys = idb.keys(prefix).await.or_report("store.keys");
                keys.unwrap_or_default()
            }
            None => self.held(prefix),
        }
    }

    /// The keys of what memory holds.
    fn held(&self, prefix: &str) -> Vec<String> {
        let memory = self.0.memory.borrow();
        let keys = memory.keys().filter(|key| key.starts_with(prefix));
        keys.cloned().collect()
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
