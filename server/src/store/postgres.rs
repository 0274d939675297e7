//! PostgreSQL: one database for any number of servers.

use sqlx::PgPool;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::error::StoreError;
use super::write_queue::LONGEST_WAIT;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations/postgres");

pub(super) const READERS: u32 = 8;
pub(super) const WRITERS: u32 = 8;

/// Of each connection: what waits is given up before whoever asked is, and a server that is gone holds nothing for
/// long. A case that was accepted is on disk, and each statement sees what others have committed (see `locks`).
const SESSION: [(&str, &str); 7] = [
    ("lock_timeout", "5s"),
    ("statement_timeout", "20s"),
    ("tcp_keepalives_idle", "30"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
    ("synchronous_commit", "on"),
    ("default_transaction_isolation", "read committed"),
];

/// Brings the tables to the newest form; connections that read, and those that write.
pub(super) async fn open(address: &PgConnectOptions) -> Result<(PgPool, PgPool), StoreError> {
    let options = address.clone().application_name("yijianshi");
    // Several servers that start together come one after the other, however long one takes.
    let migrating = pool(1).connect_with(options.clone()).await?;
    MIGRATIONS.run(&migrating).await?;
    migrating.close().await;
    let options = options.options(SESSION);
    let writers = pool(WRITERS).connect_with(options.clone()).await?;
    let options = options.options([("default_transaction_read_only", "on")]);
    let readers = pool(READERS).connect_with(options).await?;
    Ok((readers, writers))
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(LONGEST_WAIT)
}
