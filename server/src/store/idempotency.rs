//! Writes that were done, by the key their sender gave them.

use sqlx::SqliteConnection;

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Done {
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) status: u16,
    pub(crate) body: String,
}

pub(crate) async fn find(
    db: &mut SqliteConnection,
    scope: &str,
    key: &str,
) -> Result<Option<Done>, sqlx::Error> {
    sqlx::query_as("SELECT fingerprint, status, body FROM idempotency WHERE scope = ? AND key = ?")
        .bind(scope)
        .bind(key)
        .fetch_optional(db)
        .await
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    scope: &str,
    key: &str,
    done: &Done,
    at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO idempotency (scope, key, fingerprint, status, body, at) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(scope)
    .bind(key)
    .bind(&done.fingerprint)
    .bind(done.status)
    .bind(&done.body)
    .bind(at)
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn delete_before(db: &mut SqliteConnection, at: i64) -> Result<u64, sqlx::Error> {
    let done = sqlx::query("DELETE FROM idempotency WHERE at < ?")
        .bind(at)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
