//! SQLite's own side of what every caller relies on.

mod group;

use std::path::Path;

use super::*;

async fn store(folder: &Path) -> Store {
    let file = folder.join("test.db");
    Store::open(&Database::Sqlite(file)).await.unwrap()
}

async fn keep(db: &mut Connection, number: i64) -> Result<(), StoreError> {
    let texts =
        "INSERT INTO scenario_versions (hash, scenario, region, json) VALUES ($1, '', '', $2)";
    execute!(db, texts, number.to_string(), "x".repeat(8000))?;
    Ok(())
}

async fn count(db: &mut Connection) -> i64 {
    one_value!(db, "SELECT COUNT(*) FROM scenario_versions").unwrap()
}

async fn run(db: &mut Connection, statement: &'static str) -> Result<u64, StoreError> {
    execute!(db, statement)
}

#[tokio::test]
async fn readers_see_what_is_committed_while_somebody_writes() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut writing = store.write().await.unwrap();
    keep(&mut writing, 1).await.unwrap();
    for _ in 0..2 * sqlite::READERS {
        assert_eq!(count(&mut store.read().await.unwrap()).await, 0);
    }
    writing.commit().await.unwrap();
    assert_eq!(count(&mut store.read().await.unwrap()).await, 1);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut reading = store.read().await.unwrap();
    assert!(keep(&mut reading, 1).await.is_err());
}

#[tokio::test]
async fn what_was_not_committed_is_not_there_for_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut given_up = store.write().await.unwrap();
    keep(&mut given_up, 1).await.unwrap();
    drop(given_up);
    let mut next = store.write().await.unwrap();
    assert_eq!(count(&mut next).await, 0);
    keep(&mut next, 1).await.unwrap();
    next.commit().await.unwrap();
}

/// PostgreSQL takes a COMMIT after a statement that has failed, and keeps nothing.
#[tokio::test]
async fn what_has_failed_in_part_is_not_committed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut failing = store.write().await.unwrap();
    keep(&mut failing, 1).await.unwrap();
    assert!(keep(&mut failing, 1).await.is_err());
    assert!(matches!(failing.commit().await, Err(StoreError::Failed)));
    assert_eq!(count(&mut store.read().await.unwrap()).await, 0);
}

/// As SQLite does by itself on a full disk.
#[tokio::test]
async fn a_transaction_that_sqlite_has_rolled_back_spoils_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut failing = store.write().await.unwrap();
    keep(&mut failing, 1).await.unwrap();
    let same = "INSERT OR ROLLBACK INTO scenario_versions VALUES ('1', '', '', '')";
    assert!(run(&mut failing, same).await.is_err());
    assert!(failing.commit().await.is_err());
    for number in 1..=3 {
        let mut db = store.write().await.unwrap();
        keep(&mut db, number).await.unwrap();
        db.commit().await.unwrap();
    }
    assert_eq!(count(&mut store.read().await.unwrap()).await, 3);
}

/// SQLite leaves a transaction open whose COMMIT it refuses: whoever gets that connection next could begin none.
#[tokio::test]
async fn a_connection_whose_commit_has_failed_is_not_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut failing = store.write().await.unwrap();
    run(&mut failing, "PRAGMA defer_foreign_keys = ON")
        .await
        .unwrap();
    let of_no_case = "INSERT INTO case_events (case_id, seq, at, what) VALUES (1, 1, '', '')";
    run(&mut failing, of_no_case).await.unwrap();
    assert!(failing.commit().await.is_err());
    let mut next = store.write().await.unwrap();
    keep(&mut next, 1).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(count(&mut store.read().await.unwrap()).await, 1);
}

/// The one connection that writes.
async fn writer(store: &Store) -> Driver {
    match &store.pools {
        Pools::Sqlite { writers, .. } => Driver::Sqlite(writers.acquire().await.unwrap()),
        Pools::Postgres { .. } => unreachable!("the store of these tests is SQLite"),
    }
}

#[tokio::test]
async fn once_there_is_room_again_it_writes_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let limit = async |pages: &'static str| {
        let mut writer = Connection::new(writer(&store).await, DataKeys::default());
        run(&mut writer, pages).await.unwrap();
    };
    for number in 0..3 {
        // Anew each time: the connection that failed may be another one now.
        limit("PRAGMA max_page_count = 1").await;
        let mut db = store.write().await.unwrap();
        let full = keep(&mut db, number).await;
        assert!(matches!(full, Err(StoreError::Full(_))), "{full:?}");
    }
    limit("PRAGMA max_page_count = 100000").await;
    let mut db = store.write().await.unwrap();
    keep(&mut db, 1).await.unwrap();
    db.commit().await.unwrap();
}

/// Whoever waits for the turn writes into the same transaction of the database as the one before.
#[tokio::test]
async fn those_who_wait_are_committed_together_and_each_takes_back_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut first = store.write().await.unwrap();
    keep(&mut first, 1).await.unwrap();
    let mut waiting = Vec::new();
    for number in 2..=9 {
        let store = store.clone();
        waiting.push(tokio::spawn(async move {
            let mut db = store.write().await?;
            keep(&mut db, number).await?;
            match number % 3 {
                // Given up, or spoiled by what is there already.
                0 => Err(StoreError::Failed),
                1 => keep(&mut db, 1).await,
                _ => db.commit().await,
            }
        }));
        // On one thread: it is in the queue before the next one comes.
        tokio::task::yield_now().await;
    }
    first.commit().await.unwrap();
    let mut kept = 1;
    for (number, task) in (2..).zip(waiting) {
        let done = task.await.unwrap();
        assert_eq!(done.is_ok(), number % 3 == 2, "{number}: {done:?}");
        kept += i64::from(done.is_ok());
    }
    assert_eq!(count(&mut store.read().await.unwrap()).await, kept);
    let mut db = store.write().await.unwrap();
    keep(&mut db, 10).await.unwrap();
    db.commit().await.unwrap();
}

#[tokio::test]
async fn who_was_told_that_it_is_kept_finds_it_and_nobody_sees_it_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut first = store.write().await.unwrap();
    keep(&mut first, 1).await.unwrap();
    let second = tokio::spawn({
        let store = store.clone();
        async move { store.write().await }
    });
    tokio::task::yield_now().await;
    let committed = tokio::spawn(first.commit());
    let mut second = second.await.unwrap().unwrap();
    keep(&mut second, 2).await.unwrap();
    assert!(!committed.is_finished());
    assert_eq!(count(&mut store.read().await.unwrap()).await, 0);
    second.commit().await.unwrap();
    committed.await.unwrap().unwrap();
    assert_eq!(count(&mut store.read().await.unwrap()).await, 2);
}

/// Whoever has handed on and gone away keeps nobody waiting, and what was written is committed.
#[tokio::test]
async fn where_nobody_comes_after_all_it_is_committed_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut first = store.write().await.unwrap();
    keep(&mut first, 1).await.unwrap();
    let gives_up = tokio::spawn({
        let store = store.clone();
        async move { store.write().await.map(drop) }
    });
    tokio::task::yield_now().await;
    let committed = tokio::spawn(first.commit());
    gives_up.abort();
    committed.await.unwrap().unwrap();
    assert_eq!(count(&mut store.read().await.unwrap()).await, 1);
}

/// As SQLite does by itself on a full disk: then nothing of the group is kept, and all are told.
#[tokio::test]
async fn where_sqlite_rolls_all_of_it_back_all_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path()).await;
    let mut first = store.write().await.unwrap();
    keep(&mut first, 1).await.unwrap();
    let second = tokio::spawn({
        let store = store.clone();
        async move { store.write().await }
    });
    tokio::task::yield_now().await;
    let committed = tokio::spawn(first.commit());
    let mut second = second.await.unwrap().unwrap();
    let same = "INSERT OR ROLLBACK INTO scenario_versions VALUES ('1', '', '', '')";
    assert!(run(&mut second, same).await.is_err());
    drop(second);
    assert!(matches!(committed.await.unwrap(), Err(StoreError::Busy)));
    let mut db = store.write().await.unwrap();
    keep(&mut db, 1).await.unwrap();
    db.commit().await.unwrap();
    assert_eq!(count(&mut store.read().await.unwrap()).await, 1);
}
