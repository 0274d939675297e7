//! Several people's transactions that are committed together: what each keeps is sealed with the key of its own person,
//! whatever becomes of the others.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tokio::task::JoinHandle;

use super::super::data_key::KeyId;
use super::super::encryption::MARK;
use super::{count, keep};
use crate::encryption::master_keys::MasterKeys;
use crate::store::*;

/// What becomes of a member of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Committed,
    GivenUp,
    /// One of its statements fails, and it asks for the commit all the same.
    Spoiled,
}

async fn encrypting(folder: &Path) -> Store {
    let store = super::store(folder).await;
    let masters = MasterKeys::draw_into(&folder.join("master.key")).unwrap();
    store.with_keys(DataKeys::new(masters, true))
}

fn words(row: i64) -> String {
    format!("words of row {row}")
}

/// Keeps something of the person; the row that the first of them has kept is there already.
async fn write(store: Store, person: &str, row: i64, ends: Ends) -> Result<(), StoreError> {
    let mut db = store.write_of(person).await?;
    let sealed = db.encrypted(words(row), "words", row).await?;
    let kept =
        "INSERT INTO scenario_versions (hash, scenario, region, json) VALUES ($1, $2, '', $3)";
    let db_row: &mut Connection = &mut db;
    execute!(db_row, kept, row.to_string(), person, sealed)?;
    match ends {
        Ends::Committed => db.commit().await,
        Ends::GivenUp => Err(StoreError::Failed),
        Ends::Spoiled => {
            assert!(keep(&mut db, 0).await.is_err());
            db.commit().await
        }
    }
}

/// Whose key has sealed a row, and what it says. It is looked up in the database, not among the keys at hand.
async fn sealed_with(store: &Store, row: i64) -> (String, String) {
    let db = &mut store.read().await.unwrap();
    let text = "SELECT json FROM scenario_versions WHERE hash = $1";
    let text: String = one_value!(db, text, row.to_string()).unwrap();
    let encoded: String = text.chars().skip(2).collect();
    assert!(text.starts_with(MARK), "row {row} is in clear");
    let bytes = STANDARD_NO_PAD.decode(encoded).unwrap();
    let id = KeyId::try_from(&bytes[..16]).unwrap();
    let key = tables::data_keys::find(db, &id).await.unwrap();
    let person = key.expect("its key is there").person;
    (person, db.decrypted(text, "words", row).await.unwrap())
}

async fn keys(store: &Store) -> Vec<String> {
    let db = &mut store.read().await.unwrap();
    values!(db, "SELECT person FROM data_keys ORDER BY person").unwrap()
}

#[tokio::test]
async fn each_persons_rows_are_sealed_with_that_persons_key() {
    use Ends::{Committed, GivenUp, Spoiled};
    let folder = tempfile::tempdir().unwrap();
    let store = encrypting(folder.path()).await;
    let mut first = store.write().await.unwrap();
    keep(&mut first, 0).await.unwrap();
    // One after the other, each within the transaction of those before: people who are new, who came a moment ago, who
    // come again after it came to nothing.
    let members = [
        (1, "lin", Committed),
        (2, "zhou", Committed),
        (3, "lin", Committed),
        (4, "wu", GivenUp),
        (5, "zhou", Spoiled),
        (6, "chen", Spoiled),
        (7, "wu", Committed),
        (8, "ma", GivenUp),
        (9, "lin", Committed),
    ];
    let mut waiting: Vec<JoinHandle<Result<(), StoreError>>> = Vec::new();
    for (row, person, ends) in members {
        waiting.push(tokio::spawn(write(store.clone(), person, row, ends)));
        // On one thread: it is in the queue before the next one comes.
        tokio::task::yield_now().await;
    }
    let committed = tokio::spawn(first.commit());
    for ((row, _, ends), task) in members.iter().zip(waiting) {
        let done = task.await.unwrap();
        assert_eq!(done.is_ok(), *ends == Committed, "{row}: {done:?}");
    }
    committed.await.unwrap().unwrap();
    let kept = members.iter().filter(|(.., ends)| *ends == Committed);
    for (row, person, _) in kept {
        let (of, text) = sealed_with(&store, *row).await;
        assert_eq!((of.as_str(), text), (*person, words(*row)), "{row}");
    }
    // Of those of whom nothing was kept there is no key either.
    assert_eq!(keys(&store).await, ["lin", "wu", "zhou"]);
    let mut db = store.read().await.unwrap();
    assert_eq!(count(&mut db).await, 6);
}

/// What was drawn for somebody and came to nothing opens nothing later: the next one draws another key, and what it
/// keeps can be read by a server that knows neither.
#[tokio::test]
async fn a_key_that_came_to_nothing_is_not_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = encrypting(folder.path()).await;
    let mut first = store.write().await.unwrap();
    keep(&mut first, 0).await.unwrap();
    let gives_up = tokio::spawn(write(store.clone(), "lin", 1, Ends::GivenUp));
    tokio::task::yield_now().await;
    let keeps = tokio::spawn(write(store.clone(), "lin", 2, Ends::Committed));
    tokio::task::yield_now().await;
    first.commit().await.unwrap();
    assert!(gives_up.await.unwrap().is_err());
    keeps.await.unwrap().unwrap();
    let masters = MasterKeys::read(&folder.path().join("master.key")).unwrap();
    let another = store.clone().with_keys(DataKeys::new(masters, true));
    assert_eq!(sealed_with(&another, 2).await, ("lin".to_owned(), words(2)));
}
