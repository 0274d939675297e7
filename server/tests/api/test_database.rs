//! The database of a test: a file in its folder, or, where `YIJIANSHI_TEST_DATABASE` names a PostgreSQL whose user may
//! create databases, a new one there.

use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use server::Database;
use sqlx::any::install_default_drivers;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions, Connection, Executor};

const VARIABLE: &str = "YIJIANSHI_TEST_DATABASE";

/// Where the address of a PostgreSQL is kept, for a server that is started again in the same folder.
const FILE: &str = "database";

/// What is in that file where the test is about SQLite alone.
const EMBEDDED: &str = "embedded";

static CREATED: AtomicU32 = AtomicU32::new(0);

/// The tests of this folder work with SQLite, whatever the others do.
pub(crate) fn embed(folder: &Path) {
    std::fs::write(folder.join(FILE), EMBEDDED).unwrap();
}

/// From now on they do not; or their PostgreSQL is lost, and the next one is new.
pub(crate) fn unembed(folder: &Path) {
    std::fs::remove_file(folder.join(FILE)).unwrap();
}

/// The servers of both folders work with one database.
pub(crate) fn share(one: &Path, other: &Path) {
    std::fs::copy(one.join(FILE), other.join(FILE)).unwrap();
}

/// The database of a folder, created at the first call.
pub(crate) async fn of(folder: &Path) -> Option<Database> {
    let base = std::env::var(VARIABLE).ok()?;
    let address = match std::fs::read_to_string(folder.join(FILE)) {
        Ok(embedded) if embedded == EMBEDDED => return None,
        Ok(address) => address,
        Err(_) => {
            let address = create(&base).await;
            std::fs::write(folder.join(FILE), &address).unwrap();
            address
        }
    };
    Some(Database::from_str(&address).unwrap())
}

async fn create(base: &str) -> String {
    let number = CREATED.fetch_add(1, Ordering::Relaxed);
    let name = format!("yijianshi_test_{}_{number}", std::process::id());
    let base = PgConnectOptions::from_str(base).unwrap();
    let mut db = base.connect().await.unwrap();
    for statement in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name} TEMPLATE template0"),
    ] {
        db.execute(AssertSqlSafe(statement)).await.unwrap();
    }
    base.database(&name).to_url_lossy().to_string()
}

/// The address of the PostgreSQL of a folder.
pub(crate) fn address(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(FILE)).unwrap()
}

/// A connection beside the server's.
pub(crate) async fn connect(folder: &Path) -> AnyConnection {
    install_default_drivers();
    let embedded = || format!("sqlite://{}", folder.join("data/yijianshi.db").display());
    let address = match std::fs::read_to_string(folder.join(FILE)) {
        Ok(address) if address != EMBEDDED => address,
        _ => embedded(),
    };
    AnyConnection::connect(&address).await.unwrap()
}

/// Keeps everybody from writing until it is rolled back.
pub(crate) async fn hold_writers(db: &mut AnyConnection) {
    let statements = match db.backend_name() {
        "SQLite" => "BEGIN IMMEDIATE",
        _ => "BEGIN; LOCK TABLE sessions, inbox_read, readiness IN EXCLUSIVE MODE",
    };
    db.execute(statements).await.unwrap();
}

/// Whether tests run on PostgreSQL, but for those about SQLite.
pub(crate) fn is_postgres() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Waits until every transaction that runs now has ended, also those of other tests: until then PostgreSQL shows
/// nothing that is numbered, for something with a lower number might follow.
pub(crate) async fn settle(folder: &Path) {
    let mut db = connect(folder).await;
    if db.backend_name() == "SQLite" {
        return;
    }
    let now: String = sqlx::query_scalar("SELECT CAST(pg_current_xact_id() AS TEXT)")
        .fetch_one(&mut db)
        .await
        .unwrap();
    loop {
        let is_over: bool =
            sqlx::query_scalar("SELECT pg_snapshot_xmin(pg_current_snapshot()) > CAST($1 AS XID8)")
                .bind(now.clone())
                .fetch_one(&mut db)
                .await
                .unwrap();
        if is_over {
            return;
        }
        tokio::task::yield_now().await;
    }
}
