//! What a server is measured beside, in the same run: the commits of its database alone, and an answer out of memory
//! by the library that it answers with.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::net::TcpListener;

use crate::client::Result;

/// What the program is called with to answer, in a process of its own, with so many bytes.
pub(crate) const BARE: &str = "--answer-with";

/// One row a commit, one commit after the other, as durable as those of the server (`server/src/store/sqlite.rs`); how
/// many a second.
pub(crate) async fn commits(folder: &Path, during: Duration) -> Result<f64> {
    let mut db = SqliteConnectOptions::new()
        .filename(folder.join("commits.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    let table = "CREATE TABLE commits (id INTEGER PRIMARY KEY, said TEXT NOT NULL)";
    sqlx::query(table).execute(&mut db).await?;
    let began = Instant::now();
    let mut done = 0_u32;
    while began.elapsed() < during {
        let row = sqlx::query("INSERT INTO commits (said) VALUES ($1)");
        row.bind("a row of the length of a short event")
            .execute(&mut db)
            .await?;
        done += 1;
    }
    let took = began.elapsed();
    db.close().await?;
    Ok(f64::from(done) / took.as_secs_f64())
}

/// Answers every request with so many bytes, until it is killed.
pub(crate) async fn answer_with(bytes: usize) -> Result {
    let answer = vec![b'x'; bytes];
    let answer = axum::body::Bytes::from(answer);
    let router = Router::new().route("/", get(move || std::future::ready(answer.clone())));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    writeln!(std::io::stderr(), "listening address={address}")?;
    axum::serve(listener, router).await?;
    Ok(())
}
