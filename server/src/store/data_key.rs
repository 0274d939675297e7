//! Data keys: one for each person, in the database, encrypted with a master key; and those that were opened.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::error::StoreError;
use crate::encryption::cipher::{Key, Tampered};
use crate::encryption::master_keys::MasterKeys;

/// Keys that are kept at hand; those of a day's people.
const AT_HAND: usize = 50_000;
/// Whose key encrypts what is of nobody.
pub(super) const NOBODY: &str = "";

/// A data key is known by 16 random bytes, which no other one ever has: also not after one was erased.
pub(super) type KeyId = [u8; 16];

/// The keys that encrypt, and those that were looked up.
#[derive(Debug, Clone, Default)]
pub(crate) struct DataKeys(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    masters: MasterKeys,
    /// Whether what is written is encrypted.
    encrypts: bool,
    /// Of whom nothing follows: a key that was never committed opens nothing and harms nobody.
    at_hand: Mutex<HashMap<KeyId, Key>>,
}

/// A data key as it is stored.
pub(super) struct WrappedKey {
    pub(super) id: KeyId,
    pub(super) person: String,
    /// The master key with which it is encrypted.
    pub(super) master: String,
    pub(super) wrapped: Vec<u8>,
}

impl DataKeys {
    pub(crate) fn new(masters: MasterKeys, encrypts: bool) -> Self {
        Self(Arc::new(Inner {
            masters,
            encrypts,
            at_hand: Mutex::default(),
        }))
    }

    pub(crate) fn encrypts(&self) -> bool {
        self.0.encrypts
    }

    pub(super) fn at_hand(&self, id: &KeyId) -> Option<Key> {
        let known = self.0.at_hand.lock();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        known.get(id).cloned()
    }

    pub(super) fn unwrap(&self, stored: &WrappedKey) -> Result<Key, StoreError> {
        if let Some(key) = self.at_hand(&stored.id) {
            return Ok(key);
        }
        let about = about_key(&stored.id, &stored.person);
        let opened = self
            .0
            .masters
            .unwrap(&stored.master, &stored.wrapped, &about);
        let key = opened
            .ok_or(StoreError::MasterKey)?
            .map_err(tampered("data key"))?;
        let mut known = self
            .0
            .at_hand
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if known.len() >= AT_HAND {
            known.clear();
        }
        known.insert(stored.id, key.clone());
        Ok(key)
    }

    /// Encrypts a data key with the current master key. `None` where there is none.
    pub(super) fn wrap(
        &self,
        id: KeyId,
        person: &str,
        key: &Key,
    ) -> Result<WrappedKey, StoreError> {
        let wrapped = self.0.masters.wrap(key, &about_key(&id, person))?;
        let (master, wrapped) = wrapped.ok_or(StoreError::MasterKey)?;
        Ok(WrappedKey {
            id,
            person: person.to_owned(),
            master: master.to_owned(),
            wrapped,
        })
    }

    /// The same key, encrypted with the current master key; `None` where it is already.
    pub(super) fn wrap_again(&self, stored: &WrappedKey) -> Result<Option<WrappedKey>, StoreError> {
        if self.0.masters.current() == Some(&stored.master) {
            return Ok(None);
        }
        let key = self.unwrap(stored)?;
        self.wrap(stored.id, &stored.person, &key).map(Some)
    }
}

fn about_key(id: &KeyId, person: &str) -> Vec<u8> {
    [b"data key ", id.as_slice(), person.as_bytes()].concat()
}

pub(super) fn tampered(what: &'static str) -> impl Fn(Tampered) -> StoreError {
    move |source| StoreError::Tampered { what, source }
}
