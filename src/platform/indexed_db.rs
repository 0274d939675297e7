//! IndexedDB: one database, one store of values by key, every step a future.
//! Own code: the crates for it cost three times as much of the download for these calls.
//!
//! A connection does not last as long as the page: browsers close it under pressure (`UnknownError`,
//! `InvalidStateError`). It is opened again, once a step. A database that never answers is given up after a while.
//!
//! A page that is left may be frozen (back-forward cache) with a transaction under way. WebKit then lets every other
//! page wait behind it for ever. So what is written is committed as soon as all its requests are made, which needs no
//! more of this page, and a transaction that still waits for an answer is aborted when the page is left.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, Error, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode,
    IdbVersionChangeEvent,
};

use super::patience::within;
use crate::report::{Cause, Reported};

const DATABASE: &str = "yijianshi";
const VERSION: u32 = 1;
const STORE: &str = "kept";
/// A photograph of some megabytes takes a cheap phone seconds; nothing takes so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Cheap to clone; every clone is the same connection.
#[derive(Clone)]
pub(crate) struct IndexedDb(Rc<Connection>);

struct Connection {
    database: RefCell<Option<IdbDatabase>>,
    /// Called when a newer release wants to change the database, which waits until this connection is closed.
    /// Where nobody is to be told, it is closed at once.
    on_upgrade: RefCell<Option<Rc<dyn Fn()>>>,
    /// Under way, and waiting for an answer.
    asking: RefCell<Vec<IdbTransaction>>,
}

/// What has been asked of the store in a transaction.
enum Asked {
    /// Everything; the transaction's answer is that of the request.
    All(Option<IdbRequest>),
    /// What follows depends on an answer; then [`ends`] is called.
    First,
}

impl Asked {
    fn answer(self) -> Option<IdbRequest> {
        match self {
            Self::All(request) => request,
            Self::First => None,
        }
    }
}

/// What stood in a place when something was to be put there.
pub(crate) enum Put {
    Done,
    /// Something else than was expected: nothing was put.
    Refused(JsValue),
}

impl IndexedDb {
    /// Fails where the browser has no IndexedDB or denies it (private windows of some web-views).
    pub(crate) async fn open() -> Result<Self, JsValue> {
        let idb = Self(Rc::new(Connection {
            database: RefCell::new(None),
            on_upgrade: RefCell::new(None),
            asking: RefCell::default(),
        }));
        idb.connect().await?;
        let left = idb.clone();
        leptos::prelude::window_event_listener_untyped("pagehide", move |_| {
            for transaction in left.0.asking.take() {
                abort(&transaction);
            }
        });
        Ok(idb)
    }

    /// `close` ends the wait of the newer release.
    pub(crate) fn on_upgrade(&self, told: impl Fn() + 'static) {
        self.0.on_upgrade.replace(Some(Rc::new(told)));
    }

    /// Ends when the transactions under way are complete.
    pub(crate) fn close(&self) {
        if let Some(database) = self.0.database.take() {
            database.close();
        }
    }

    async fn connect(&self) -> Result<IdbDatabase, JsValue> {
        if let Some(database) = self.0.database.borrow().clone() {
            return Ok(database);
        }
        let factory = leptos::prelude::window()
            .indexed_db()?
            .ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(DATABASE, VERSION)?;
        let upgraded = request.clone();
        let upgrade = Closure::once_into_js(move |_: web_sys::Event| {
            if let Ok(database) = upgraded.result()
                && let Ok(database) = database.dyn_into::<IdbDatabase>()
            {
                database
                    .create_object_store(STORE)
                    .or_report("indexed_db.upgrade");
            }
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database = done(&request).await?.dyn_into::<IdbDatabase>()?;
        self.listen(&database);
        self.0.database.replace(Some(database.clone()));
        Ok(database)
    }

    fn listen(&self, database: &IdbDatabase) {
        let this = self.clone();
        let closed = Closure::once_into_js(move || {
            this.0.database.take();
        });
        database.set_onclose(Some(closed.unchecked_ref()));
        let this = self.clone();
        let changed = Closure::<dyn Fn(_)>::new(move |event: IdbVersionChangeEvent| {
            let told = this.0.on_upgrade.borrow().clone();
            match told.filter(|_| event.new_version().is_some()) {
                Some(told) => told(),
                // It is being deleted, or nobody works with it yet: what comes next opens it anew.
                None => this.close(),
            }
        });
        database.set_onversionchange(Some(changed.into_js_value().unchecked_ref()));
    }

    pub(crate) async fn get(&self, key: &str) -> Result<JsValue, JsValue> {
        let key = JsValue::from(key);
        self.read(Box::new(move |store| {
            store.get(&key).map(|request| Asked::All(Some(request)))
        }))
        .await
    }

    /// Every key that begins with `prefix`.
    pub(crate) async fn keys(&self, prefix: &str) -> Result<Vec<String>, JsValue> {
        let keys = self.read(Box::new(|store| {
            let request = store.get_all_keys()?;
            Ok(Asked::All(Some(request)))
        }));
        let keys: Array = keys.await?.dyn_into()?;
        Ok(keys
            .iter()
            .filter_map(|key| key.as_string())
            .filter(|key| key.starts_with(prefix))
            .collect())
    }

    pub(crate) async fn put(&self, key: &str, value: &JsValue) -> Result<(), JsValue> {
        self.put_instead(vec![(key.to_owned(), value.clone())], Vec::new())
            .await
    }

    /// Puts `value` where that stands which is expected, and empties other places then, in one transaction: no other
    /// page comes in between.
    pub(crate) async fn put_where(
        &self,
        key: &str,
        value: &JsValue,
        instead_of: Vec<String>,
        is_expected: impl Fn(&JsValue) -> bool + 'static,
    ) -> Result<Put, JsValue> {
        let (key, value) = (JsValue::from(key), value.clone());
        let is_expected = Rc::new((is_expected, instead_of));
        let refused: Rc<RefCell<Option<JsValue>>> = Rc::default();
        let failed: Rc<RefCell<Option<JsValue>>> = Rc::default();
        let (refusing, failing) = (Rc::clone(&refused), Rc::clone(&failed));
        let requests = move |store: &IdbObjectStore| {
            let request = store.get(&key)?;
            let (store, key, value) = (store.clone(), key.clone(), value.clone());
            let (refused, failed) = (Rc::clone(&refusing), Rc::clone(&failing));
            let (asked, is_expected) = (request.clone(), Rc::clone(&is_expected));
            let found = Closure::once_into_js(move |_: web_sys::Event| {
                let found = asked.result().unwrap_or(JsValue::UNDEFINED);
                let (is_expected, instead_of) = &*is_expected;
                let put = || {
                    store.put_with_key(&value, &key)?;
                    delete_all(&store, instead_of)
                };
                if !is_expected(&found) {
                    refused.replace(Some(found));
                } else if let Err(cause) = put() {
                    failed.replace(Some(cause));
                    abort(&store.transaction());
                }
                ends(&store.transaction());
            });
            request.set_onsuccess(Some(found.unchecked_ref()));
            Ok(Asked::First)
        };
        let written = self.write(Box::new(requests)).await;
        match failed.take() {
            Some(cause) => Err(cause),
            None => written.map(|_| refused.take().map_or(Put::Done, Put::Refused)),
        }
    }

    /// Puts each value under its key and empties other places: all of it or nothing.
    pub(crate) async fn put_instead(
        &self,
        puts: Vec<(String, JsValue)>,
        instead_of: Vec<String>,
    ) -> Result<(), JsValue> {
        let requests = move |store: &IdbObjectStore| {
            for (key, value) in &puts {
                store.put_with_key(value, &JsValue::from(key))?;
            }
            delete_all(store, &instead_of)?;
            Ok(Asked::All(None))
        };
        self.write(Box::new(requests)).await.map(drop)
    }

    /// Deletes everything but what lies under `spared`: all of it or nothing.
    pub(crate) async fn clear_but(&self, spared: &str, value: &JsValue) -> Result<(), JsValue> {
        let (key, value) = (JsValue::from(spared), value.clone());
        let requests = move |store: &IdbObjectStore| {
            store.clear()?;
            store.put_with_key(&value, &key)?;
            Ok(Asked::All(None))
        };
        self.write(Box::new(requests)).await.map(drop)
    }

    /// Deletes all of them or none.
    pub(crate) async fn delete(&self, keys: Vec<String>) -> Result<(), JsValue> {
        let requests = move |store: &IdbObjectStore| {
            delete_all(store, &keys)?;
            Ok(Asked::All(None))
        };
        self.write(Box::new(requests)).await.map(drop)
    }

    async fn read(&self, requests: Requests) -> Result<JsValue, JsValue> {
        self.step(IdbTransactionMode::Readonly, requests).await
    }

    async fn write(&self, requests: Requests) -> Result<JsValue, JsValue> {
        self.step(IdbTransactionMode::Readwrite, requests).await
    }

    /// One transaction; a second one where the connection was gone.
    async fn step(&self, mode: IdbTransactionMode, requests: Requests) -> Result<JsValue, JsValue> {
        let this = self.clone();
        let work = async move {
            match this.transact(mode, &requests).await {
                Err(cause) if is_disconnected(&cause) => {
                    this.0.database.take();
                    this.transact(mode, &requests).await
                }
                done => done,
            }
        };
        within(PATIENCE, work).await.unwrap_or_else(|| {
            let late = Error::new("");
            late.set_name("TimeoutError");
            Err(late.into())
        })
    }

    /// Resolves when the transaction is complete, not merely when its requests are.
    async fn transact(
        &self,
        mode: IdbTransactionMode,
        requests: &Requests,
    ) -> Result<JsValue, JsValue> {
        let database = self.connect().await?;
        let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        let answered = match requests(&store) {
            // One that reads is not committed: Chromium then completes it before a large value has come.
            Ok(Asked::All(answered)) if mode == IdbTransactionMode::Readwrite => {
                ends(&transaction);
                answered
            }
            Ok(asked) => {
                self.0.asking.borrow_mut().push(transaction.clone());
                asked.answer()
            }
            Err(cause) => {
                abort(&transaction);
                return Err(cause);
            }
        };
        let completed = complete(&transaction).await;
        let mut asking = self.0.asking.borrow_mut();
        asking.retain(|other| *other != transaction);
        completed?;
        answered.map_or(Ok(JsValue::UNDEFINED), |request| request.result())
    }
}

/// Asks the store in one transaction.
type Requests = Box<dyn Fn(&IdbObjectStore) -> Result<Asked, JsValue>>;

fn delete_all(store: &IdbObjectStore, keys: &[String]) -> Result<(), JsValue> {
    for key in keys {
        store.delete(&key.into())?;
    }
    Ok(())
}

/// Nothing more comes in this transaction: it goes on to its end without this page.
fn ends(transaction: &IdbTransaction) {
    #[expect(
        deprecated,
        reason = "so called by web-sys alone: the specification has it"
    )]
    transaction
        .commit()
        .ignore("one that was aborted has ended");
}

fn abort(transaction: &IdbTransaction) {
    transaction
        .abort()
        .ignore("one that cannot be aborted has ended");
}

/// What a step fails with whose connection was closed, by name: there are no constants for them.
fn is_disconnected(cause: &JsValue) -> bool {
    matches!(
        cause.cause().as_str(),
        "InvalidStateError" | "UnknownError" | "AbortError"
    )
}

async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        let answered = request.clone();
        let success = Closure::once_into_js(move |_: web_sys::Event| {
            let result = answered.result().unwrap_or(JsValue::UNDEFINED);
            resolve
                .call1(&JsValue::NULL, &result)
                .ignore("a promise takes any call");
        });
        request.set_onsuccess(Some(success.unchecked_ref()));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await
}

async fn complete(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(|_| ())
}

/// Of a record that is an object; nothing of any other.
pub(crate) fn property(record: &JsValue, name: &str) -> Option<String> {
    Reflect::get(record, &name.into()).ok()?.as_string()
}
