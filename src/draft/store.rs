//! Where drafts and their pictures are stored: sealed in the browser or, where it denies that, in memory alone. A page
//! without lasting storage says so in its banner.

mod drafts;
mod not_saved;
mod pictures;
mod public_documents;
mod receipts;
mod visits;

use std::cell::{Cell, RefCell};
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
    backend: StorageBackend,
    writing: Arc<Mutex<()>>,
    /// The bytes of pictures that the device has no room for. They live as long as the page.
    unsaved_pictures: RefCell<BTreeMap<String, Vec<u8>>>,
    other_pages: OtherPages,
}

enum StorageBackend {
    Sealed { idb: IndexedDb, seal: DraftCipher },
    Memory(RefCell<BTreeMap<String, Vec<u8>>>, Storage),
}

impl DraftStore {
    pub(crate) async fn open() -> Self {
        let in_memory = |why| StorageBackend::Memory(RefCell::default(), why);
        let is_late = Rc::new(Cell::new(false));
        let opening = sealed_in_time(Rc::clone(&is_late));
        let backend = match within(PATIENCE, opening).await {
            Some(Ok((idb, seal))) => StorageBackend::Sealed { idb, seal },
            Some(Err(cause)) => {
                report("store.open", &cause);
                in_memory(Storage::Denied)
            }
            None => {
                is_late.set(true);
                report("store.open", &"no answer");
                in_memory(Storage::Silent)
            }
        };
        Self(Rc::new(Shared {
            backend,
            writing: Arc::default(),
            unsaved_pictures: RefCell::default(),
            other_pages: OtherPages::new(),
        }))
    }

    /// Calls back when another page of this browser has changed what is stored.
    pub(crate) fn on_change_elsewhere(&self, changed: impl Fn() + 'static) {
        self.0.other_pages.listen(changed);
    }

    /// Calls back when a newer release wants to change the database. It waits until [`Self::close`] is called.
    pub(crate) fn on_upgrade(&self, told: impl Fn() + 'static) {
        if let StorageBackend::Sealed { idb, .. } = &self.0.backend {
            idb.on_upgrade(told);
        }
    }

    pub(crate) fn close(&self) {
        if let StorageBackend::Sealed { idb, .. } = &self.0.backend {
            idb.close();
        }
    }

    /// Held by whoever changes which draft lies under which key: nobody else on this page writes one meanwhile.
    pub(crate) async fn write_lock(&self) -> MutexGuardArc<()> {
        self.0.writing.lock_arc().await
    }

    pub(crate) fn storage(&self) -> Storage {
        match &self.0.backend {
            StorageBackend::Sealed { .. } => Storage::Lasting,
            StorageBackend::Memory(_, why) => *why,
        }
    }

    /// Deletes everything on the device, of every owner: all of it or, where that fails, nothing.
    pub(crate) async fn clear(&self) -> Result<(), JsValue> {
        match &self.0.backend {
            StorageBackend::Sealed { idb, seal } => {
                seal.clear(idb).await.reported("store.clear")?;
                self.0.other_pages.tell();
            }
            StorageBackend::Memory(stored, _) => stored.borrow_mut().clear(),
        }
        self.0.unsaved_pictures.borrow_mut().clear();
        Ok(())
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
            StorageBackend::Memory(stored, _) => stored.borrow().get(key).cloned(),
        }
    }

    async fn write(&self, key: &str, bytes: &[u8]) -> Result<(), NotSaved> {
        match &self.0.backend {
            StorageBackend::Sealed { idb, seal } => {
                let written = async { idb.put(key, &seal.close(bytes).await?.into()).await };
                Ok(written.await.reported("store.write")?)
            }
            StorageBackend::Memory(..) => {
                self.remember(key.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    fn remember(&self, key: String, bytes: Vec<u8>) {
        if let StorageBackend::Memory(stored, _) = &self.0.backend {
            stored.borrow_mut().insert(key, bytes);
        }
    }

    // What cannot be deleted now is deleted with the next draft of the same name; nothing hangs on it.
    async fn delete(&self, key: &str) {
        match &self.0.backend {
            StorageBackend::Sealed { idb, .. } => {
                idb.delete(vec![key.to_owned()])
                    .await
                    .or_report("store.delete");
            }
            StorageBackend::Memory(stored, _) => {
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
            StorageBackend::Memory(stored, _) => stored
                .borrow()
                .keys()
                .filter(|key| key.starts_with(prefix))
                .cloned()
                .collect(),
        }
    }
}

/// A connection that comes when nobody waits for it any more is closed: a newer release would wait for it.
async fn sealed_in_time(is_late: Rc<Cell<bool>>) -> Result<(IndexedDb, DraftCipher), JsValue> {
    let opened = sealed().await;
    if is_late.get()
        && let Ok((idb, _)) = &opened
    {
        idb.close();
    }
    opened
}

async fn sealed() -> Result<(IndexedDb, DraftCipher), JsValue> {
    let idb = IndexedDb::open().await?;
    let seal = DraftCipher::of(&idb).await?;
    Ok((idb, seal))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
