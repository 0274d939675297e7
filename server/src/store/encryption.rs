//! Texts of people, encrypted with the data key of the person they belong to (`crate::encryption`).
//!
//! An encrypted text begins with a mark that no text of a person has, for what arrives is freed of such characters
//! (`http/hidden_marks.rs`). One without it was kept in clear, by an earlier release or because nothing is to be
//! encrypted, and is read as it is.

use std::fmt::Display;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::connection::Connection;
use super::data_key::{KeyId, tampered};
use super::error::StoreError;
use super::tables::data_keys;
use crate::encryption::cipher::{Key, OVERHEAD, Tampered};
use crate::random::NoRandomness;

/// What an encrypted text begins with.
pub(super) const MARK: char = '\u{1}';
/// The form in which it is encrypted; another one would have another letter.
const FORM: char = 'a';
impl Connection {
    /// Encrypts with this person's key from here on.
    pub(crate) fn write_about(&mut self, person: &str) {
        if self.person != person {
            person.clone_into(&mut self.person);
            self.writing_key = None;
        }
    }

    /// A text as it is to be kept. `of` is the row it stands in, `what` says what it is.
    pub(super) async fn encrypted(
        &mut self,
        text: String,
        what: &'static str,
        of: impl Display,
    ) -> Result<String, StoreError> {
        if !self.keys.encrypts() {
            return Ok(text);
        }
        let (id, key) = self.writing_key().await?;
        let sealed = key.seal(text.as_bytes(), &about_text(what, of))?;
        let encoded = STANDARD_NO_PAD.encode([id.as_slice(), &sealed].concat());
        Ok(format!("{MARK}{FORM}{encoded}"))
    }

    /// A text that is kept.
    pub(super) async fn decrypted(
        &mut self,
        stored: String,
        what: &'static str,
        of: impl Display,
    ) -> Result<String, StoreError> {
        let Some(encoded) = stored.strip_prefix(MARK) else {
            return Ok(stored);
        };
        let encoded = encoded.strip_prefix(FORM).ok_or(Tampered);
        let bytes = encoded.and_then(|it| STANDARD_NO_PAD.decode(it).map_err(|_| Tampered));
        let bytes = bytes.map_err(tampered(what))?;
        let (id, sealed) = bytes
            .split_first_chunk::<16>()
            .filter(|(_, sealed)| sealed.len() >= OVERHEAD)
            .ok_or(Tampered)
            .map_err(tampered(what))?;
        let key = match self.keys.at_hand(id) {
            Some(key) => key,
            None => {
                let stored = data_keys::find(self, id).await?;
                self.keys
                    .unwrap(&stored.ok_or(StoreError::DataKey(what))?)?
            }
        };
        let text = key
            .open(sealed, &about_text(what, of))
            .map_err(tampered(what))?;
        String::from_utf8(text).map_err(|_| tampered(what)(Tampered))
    }

    /// The key of the person this transaction is about; drawn with the first thing that is kept of somebody. It is
    /// looked up in each transaction, for the one that drew it may have come to nothing.
    async fn writing_key(&mut self) -> Result<(KeyId, Key), StoreError> {
        if let Some(known) = &self.writing_key {
            return Ok(known.clone());
        }
        let person = self.person.clone();
        let stored = match data_keys::of(self, &person).await? {
            Some(stored) => stored,
            None => {
                let mut id = KeyId::default();
                getrandom::fill(&mut id).map_err(NoRandomness::from)?;
                let drawn = self.keys.wrap(id, &person, &Key::draw()?)?;
                data_keys::insert(self, &drawn).await?;
                // Another transaction may have been first.
                let kept = data_keys::of(self, &person).await?;
                kept.ok_or(StoreError::DataKey("person"))?
            }
        };
        let found = (stored.id, self.keys.unwrap(&stored)?);
        self.writing_key = Some(found.clone());
        Ok(found)
    }
}

fn about_text(what: &str, of: impl Display) -> Vec<u8> {
    format!("{what} {of}").into_bytes()
}
