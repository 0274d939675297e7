//! What is stored as JSON or as a day, read and written with typed errors.

use std::fmt::Display;

use civic::day::{self, Day};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::connection::Connection;
use super::error::StoreError;

pub(super) fn encode(value: &impl Serialize, what: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Encode {
        what,
        source: error.into(),
    })
}

pub(super) fn decode<T: DeserializeOwned>(json: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Decode {
        what,
        source: error.into(),
    })
}

/// What is of a person, encrypted; `of` is the row it stands in.
pub(super) async fn encrypt(
    db: &mut Connection,
    value: &impl Serialize,
    what: &'static str,
    of: impl Display,
) -> Result<String, StoreError> {
    db.encrypted(encode(value, what)?, what, of).await
}

pub(super) async fn decrypt<T: DeserializeOwned>(
    db: &mut Connection,
    stored: String,
    what: &'static str,
    of: impl Display,
) -> Result<T, StoreError> {
    decode(&db.decrypted(stored, what, of).await?, what)
}

/// An enum without data, stored as its bare word.
pub(super) fn encode_word(
    value: &impl Serialize,
    what: &'static str,
) -> Result<String, StoreError> {
    encode(value, what).map(|json| json.trim_matches('"').to_owned())
}

pub(super) fn decode_word<T: DeserializeOwned>(
    word: &str,
    what: &'static str,
) -> Result<T, StoreError> {
    decode(&format!("\"{word}\""), what)
}

pub(super) fn decode_day(
    text: Option<&str>,
    what: &'static str,
) -> Result<Option<Day>, StoreError> {
    let read = |text| day::parse_iso(text).ok_or(StoreError::Day(what));
    text.map(read).transpose()
}

pub(super) fn encode_day(day: Option<Day>) -> Option<String> {
    day.map(day::iso)
}
