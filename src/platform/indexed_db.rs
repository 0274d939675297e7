//! IndexedDB: one database, one store of values by key, every step a future.
//! Own code: the crates for it cost three times as much of the download for these calls.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbRequest, IdbTransactionMode};

use crate::report::Reported;

const DATABASE: &str = "yijianshi";
const STORE: &str = "kept";

#[derive(Clone)]
pub(crate) struct IndexedDb(IdbDatabase);

impl IndexedDb {
    /// Fails where the browser has no IndexedDB or denies it (private windows of some web-views).
    pub(crate) async fn open() -> Result<Self, JsValue> {
        let factory = leptos::prelude::window()
            .indexed_db()?
            .ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(DATABASE, 1)?;
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
        Ok(Self(database))
    }

    pub(crate) async fn get(&self, key: &str) -> Result<JsValue, JsValue> {
        let store = self.0.transaction_with_str(STORE)?.object_store(STORE)?;
        done(&store.get(&key.into())?).await
    }

    /// Every key that begins with `prefix`.
    pub(crate) async fn keys(&self, prefix: &str) -> Result<Vec<String>, JsValue> {
        let store = self.0.transaction_with_str(STORE)?.object_store(STORE)?;
        let keys: Array = done(&store.get_all_keys()?).await?.dyn_into()?;
        Ok(keys
            .iter()
            .filter_map(|key| key.as_string())
            .filter(|key| key.starts_with(prefix))
            .collect())
    }

    /// Resolves when the transaction is complete, not merely when the request is.
    pub(crate) async fn put(&self, key: &str, value: &JsValue) -> Result<(), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        transaction
            .object_store(STORE)?
            .put_with_key(value, &key.into())?;
        complete(&transaction).await
    }

    /// Puts `value` in one place and empties another: both or neither.
    pub(crate) async fn put_instead(
        &self,
        key: &str,
        value: &JsValue,
        instead_of: &str,
    ) -> Result<(), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        store.put_with_key(value, &key.into())?;
        store.delete(&instead_of.into())?;
        complete(&transaction).await
    }

    /// Deletes everything but what lies under `spared`: all of it or nothing.
    pub(crate) async fn clear_but(&self, spared: &str, value: &JsValue) -> Result<(), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        store.clear()?;
        store.put_with_key(value, &spared.into())?;
        complete(&transaction).await
    }

    pub(crate) async fn delete(&self, key: &str) -> Result<(), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        transaction.object_store(STORE)?.delete(&key.into())?;
        complete(&transaction).await
    }
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

async fn complete(transaction: &web_sys::IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(|_| ())
}
