//! Seals what is stored with AES-GCM under a key that cannot be taken out of the browser.
//! It guards against reading the profile's files, not against someone who uses the unlocked phone.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, SubtleCrypto};

use super::indexed_db::{IndexedDb, Put};
use crate::report::Reported;

const KEY: &str = "key";
/// 96 bits, as NIST SP 800-38D recommends for random initialisation vectors.
const IV_BYTES: u32 = 12;

/// The browser's cryptography; `None` on an insecure origin.
pub(crate) fn subtle() -> Option<SubtleCrypto> {
    let crypto = leptos::prelude::window()
        .crypto()
        .or_report("crypto.find")?;
    let subtle = crypto.subtle();
    (!JsValue::from(subtle.clone()).is_undefined()).then_some(subtle)
}

#[derive(Clone)]
pub(crate) struct DraftCipher {
    subtle: SubtleCrypto,
    key: CryptoKey,
}

impl DraftCipher {
    /// The key of this browser, made at the first use.
    pub(crate) async fn of(idb: &IndexedDb) -> Result<Self, JsValue> {
        let subtle = subtle().ok_or(JsValue::NULL)?;
        let stored = idb.get(KEY).await?;
        let key = match stored.dyn_into::<CryptoKey>() {
            Ok(key) => key,
            // None has been made yet.
            Err(_) => {
                let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
                let wanted = AesKeyGenParams::new("AES-GCM", 256);
                let made = subtle.generate_key_with_object(&wanted, false, &uses)?;
                let key: CryptoKey = JsFuture::from(made).await?.dyn_into()?;
                // Another page may have made one meanwhile: there is one key, and the first counts.
                match idb
                    .put_where(KEY, &key, Vec::new(), JsValue::is_undefined)
                    .await?
                {
                    Put::Done => key,
                    Put::Refused(first) => first.dyn_into()?,
                }
            }
        };
        Ok(Self { subtle, key })
    }

    /// Deletes everything but the key itself: what is stored from now on must be readable later.
    pub(crate) async fn clear(&self, idb: &IndexedDb) -> Result<(), JsValue> {
        idb.clear_but(KEY, &self.key).await
    }

    /// `{ iv, data }`, ready to be stored.
    pub(crate) async fn close(&self, bytes: &[u8]) -> Result<Object, JsValue> {
        let iv = Uint8Array::new_with_length(IV_BYTES);
        leptos::prelude::window()
            .crypto()?
            .get_random_values_with_array_buffer_view(&iv)?;
        let how = AesGcmParams::new("AES-GCM", &iv);
        let data = Uint8Array::from(bytes);
        let promise = self
            .subtle
            .encrypt_with_object_and_buffer_source(&how, &self.key, &data)?;
        let sealed = Object::new();
        Reflect::set(&sealed, &"iv".into(), &iv)?;
        Reflect::set(&sealed, &"data".into(), &JsFuture::from(promise).await?)?;
        Ok(sealed)
    }

    pub(crate) async fn open(&self, sealed: &JsValue) -> Result<Vec<u8>, JsValue> {
        let iv: Uint8Array = Reflect::get(sealed, &"iv".into())?.dyn_into()?;
        let data = Uint8Array::new(&Reflect::get(sealed, &"data".into())?);
        let how = AesGcmParams::new("AES-GCM", &iv);
        let promise = self
            .subtle
            .decrypt_with_object_and_buffer_source(&how, &self.key, &data)?;
        Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
    }
}
