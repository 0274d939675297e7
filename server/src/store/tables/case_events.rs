//! What happened to cases, and the words that people wrote with it.

use std::collections::BTreeMap;

use casework::Event;
use casework::event::TextId;

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode, encode};

/// What people wrote, encrypted. Events themselves are of ids alone.
pub(super) const WORDS: &str = "words";

/// Fails where the case has an event of that number.
pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    event: &Event,
) -> Result<(), StoreError> {
    put!(
        db,
        "INSERT INTO case_events (case_id, seq, at, what) VALUES ($1, $2, $3, $4)",
        case_id,
        i64::from(event.seq),
        event.at.rfc3339(),
        encode(event, "event")?
    )?;
    Ok(())
}

/// All events of a case, the oldest first.
pub(crate) async fn of_case(db: &mut Connection, case_id: i64) -> Result<Vec<Event>, StoreError> {
    let events: Vec<String> = values!(
        db,
        "SELECT what FROM case_events WHERE case_id = $1 ORDER BY seq",
        case_id
    )?;
    events.iter().map(|what| decode(what, "event")).collect()
}

/// The events of each case of a person.
pub(crate) async fn of_person(
    db: &mut Connection,
    person: &str,
) -> Result<Vec<Vec<Event>>, StoreError> {
    let events: Vec<(i64, String)> = rows!(
        db,
        "SELECT case_id, what FROM case_events JOIN cases ON cases.id = case_id
         WHERE person = $1 ORDER BY case_id, seq",
        person
    )?;
    let mut cases: Vec<(i64, Vec<Event>)> = Vec::new();
    for (case, what) in events {
        let event = decode(&what, "event")?;
        match cases.last_mut() {
            Some((last, events)) if *last == case => events.push(event),
            _ => cases.push((case, vec![event])),
        }
    }
    Ok(cases.into_iter().map(|(_, events)| events).collect())
}

pub(crate) async fn insert_text(
    db: &mut Connection,
    case_id: i64,
    id: &str,
    text: &str,
) -> Result<(), StoreError> {
    let of = format!("{case_id} {id}");
    let text = db.encrypted(text.to_owned(), WORDS, of).await?;
    put!(
        db,
        "INSERT INTO case_texts (case_id, id, text) VALUES ($1, $2, $3)",
        case_id,
        id,
        text
    )?;
    Ok(())
}

/// All words of a case, by their ids.
pub(crate) async fn texts(
    db: &mut Connection,
    case_id: i64,
) -> Result<BTreeMap<TextId, String>, StoreError> {
    let rows: Vec<(String, String)> = rows!(
        db,
        "SELECT id, text FROM case_texts WHERE case_id = $1",
        case_id
    )?;
    let mut texts = BTreeMap::new();
    for (id, text) in rows {
        let of = format!("{case_id} {id}");
        let text = db.decrypted(text, WORDS, of).await?;
        texts.insert(id, text);
    }
    Ok(texts)
}
