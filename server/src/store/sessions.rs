//! Sessions by the hash of their token.

use sqlx::SqliteConnection;

type Hash = [u8; 32];

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    token: &Hash,
    person: &str,
    expires_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO sessions (token_hash, person, expires_at) VALUES (?, ?, ?)")
        .bind(token.as_slice())
        .bind(person)
        .bind(expires_at)
        .execute(db)
        .await?;
    Ok(())
}

/// The person of a session that has not ended at `now`, and when it ends.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    token: &Hash,
    now: i64,
) -> Result<Option<(String, i64)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT person, expires_at FROM sessions WHERE token_hash = ? AND expires_at > ?",
    )
    .bind(token.as_slice())
    .bind(now)
    .fetch_optional(db)
    .await
}

pub(crate) async fn prolong(
    db: &mut SqliteConnection,
    token: &Hash,
    expires_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sessions SET expires_at = ? WHERE token_hash = ?")
        .bind(expires_at)
        .bind(token.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn delete(db: &mut SqliteConnection, token: &Hash) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?")
        .bind(token.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn delete_ended(db: &mut SqliteConnection, now: i64) -> Result<u64, sqlx::Error> {
    let done = sqlx::query("DELETE FROM sessions WHERE expires_at <= ?")
        .bind(now)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
