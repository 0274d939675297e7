//! Every row of an SQLite database into an empty PostgreSQL. The tables are those of PostgreSQL, as its own catalogue
//! has them, so that one that is added later is moved, too.

use std::collections::BTreeSet;
use std::path::Path;

use futures_util::TryStreamExt;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection, Postgres, QueryBuilder, Row, SqliteConnection};

use super::error::StoreError;
use super::{postgres, sqlite};

/// Rows that are written by one statement, which may have 65,535 values.
const BATCH: usize = 500;

#[derive(Debug, thiserror::Error)]
pub(crate) enum MoveError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0} has rows already: move into a database of its own")]
    NotEmpty(String),
    #[error("{table}.{column} is a {kind}, which SQLite has none of")]
    Kind {
        table: String,
        column: String,
        kind: String,
    },
    #[error("tables refer to one another in a circle")]
    Circle,
    #[error("{table} had {read} rows, and has {written}")]
    Lost {
        table: String,
        read: u64,
        written: i64,
    },
}

impl From<sqlx::Error> for MoveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

struct Column {
    name: String,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Number,
    Truth,
    Text,
    Bytes,
}

/// Both are brought to the newest form before. The number of rows of each table.
pub(crate) async fn copy(
    file: &Path,
    address: &PgConnectOptions,
) -> Result<Vec<(String, u64)>, MoveError> {
    let (readers, writer) = sqlite::open(file).await?;
    let (pg_readers, pg_writers) = postgres::open(address).await?;
    pg_readers.close().await;
    pg_writers.close().await;
    let mut from = readers.acquire().await?;
    let mut to = PgConnection::connect_with(address).await?;
    let mut to = to.begin().await?;
    let mut moved = Vec::new();
    for table in in_order(&mut to).await? {
        let columns = columns(&mut to, &table).await?;
        if count(&mut to, &table).await? > 0 {
            return Err(MoveError::NotEmpty(table));
        }
        let read = rows(&mut from, &mut to, &table, &columns).await?;
        let written = count(&mut to, &table).await?;
        if u64::try_from(written) != Ok(read) {
            return Err(MoveError::Lost {
                table,
                read,
                written,
            });
        }
        go_on_counting(&mut to, &table).await?;
        moved.push((table, read));
    }
    to.commit().await?;
    drop(from);
    readers.close().await;
    writer.close().await;
    Ok(moved)
}

/// Every table behind those it refers to.
async fn in_order(to: &mut PgConnection) -> Result<Vec<String>, MoveError> {
    let named = "SELECT table_name::text FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
                   AND table_name <> '_sqlx_migrations' ORDER BY table_name";
    let mut left: Vec<String> = sqlx::query_scalar(named).fetch_all(&mut *to).await?;
    let refers = "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
                  WHERE contype = 'f' AND conrelid <> confrelid";
    let refers: Vec<(String, String)> = sqlx::query_as(refers).fetch_all(to).await?;
    let mut ordered: Vec<String> = Vec::new();
    while !left.is_empty() {
        let done: BTreeSet<&str> = ordered.iter().map(String::as_str).collect();
        let (ready, waiting): (Vec<_>, Vec<_>) = left.into_iter().partition(|table| {
            let mut needed = refers.iter().filter(|(one, _)| one == table);
            needed.all(|(_, other)| done.contains(other.as_str()))
        });
        if ready.is_empty() {
            return Err(MoveError::Circle);
        }
        ordered.extend(ready);
        left = waiting;
    }
    Ok(ordered)
}

/// Those that PostgreSQL fills by itself, such as which transaction has written a row, are left to it.
async fn columns(to: &mut PgConnection, table: &str) -> Result<Vec<Column>, MoveError> {
    let named = "SELECT column_name::text, data_type::text FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = $1 AND data_type <> 'xid8'
                 ORDER BY ordinal_position";
    let found: Vec<(String, String)> = sqlx::query_as(named).bind(table).fetch_all(to).await?;
    let kind = |kind: &str| match kind {
        "bigint" | "integer" | "smallint" => Some(Kind::Number),
        "boolean" => Some(Kind::Truth),
        "text" => Some(Kind::Text),
        "bytea" => Some(Kind::Bytes),
        _ => None,
    };
    let columns = found.into_iter().map(|(name, of)| match kind(&of) {
        Some(kind) => Ok(Column { name, kind }),
        None => Err(MoveError::Kind {
            table: table.to_owned(),
            column: name,
            kind: of,
        }),
    });
    columns.collect()
}

async fn count(to: &mut PgConnection, table: &str) -> Result<i64, MoveError> {
    let count = format!("SELECT COUNT(*) FROM \"{table}\"");
    Ok(sqlx::query_scalar(AssertSqlSafe(count))
        .fetch_one(to)
        .await?)
}

async fn rows(
    from: &mut SqliteConnection,
    to: &mut PgConnection,
    table: &str,
    columns: &[Column],
) -> Result<u64, MoveError> {
    let names = columns.iter().map(|column| format!("\"{}\"", column.name));
    let names = names.collect::<Vec<_>>().join(", ");
    let select = format!("SELECT {names} FROM \"{table}\"");
    let insert = format!("INSERT INTO \"{table}\" ({names}) OVERRIDING SYSTEM VALUE ");
    let mut found = sqlx::query(AssertSqlSafe(select)).fetch(from);
    let (mut batch, mut moved) = (Vec::new(), 0);
    loop {
        let row = found.try_next().await?;
        let is_last = row.is_none();
        batch.extend(row);
        if batch.len() == BATCH || is_last && !batch.is_empty() {
            write(to, &insert, &batch, columns).await?;
            moved += batch.len() as u64;
            batch.clear();
        }
        if is_last {
            return Ok(moved);
        }
    }
}

async fn write(
    to: &mut PgConnection,
    insert: &str,
    batch: &[SqliteRow],
    columns: &[Column],
) -> Result<(), MoveError> {
    let mut statement = QueryBuilder::<Postgres>::new(insert);
    let mut fault = None;
    statement.push_values(batch, |mut values, row| {
        for column in columns {
            if let Err(error) = push(&mut values, row, column) {
                fault = Some(error);
            }
        }
    });
    match fault {
        Some(error) => Err(error.into()),
        None => {
            statement.build().execute(to).await?;
            Ok(())
        }
    }
}

fn push(
    values: &mut sqlx::query_builder::Separated<'_, Postgres, &'static str>,
    row: &SqliteRow,
    column: &Column,
) -> Result<(), sqlx::Error> {
    let name = column.name.as_str();
    match column.kind {
        Kind::Number => values.push_bind(row.try_get::<Option<i64>, _>(name)?),
        Kind::Truth => values.push_bind(row.try_get::<Option<i64>, _>(name)?.map(|it| it != 0)),
        Kind::Text => values.push_bind(row.try_get::<Option<String>, _>(name)?),
        Kind::Bytes => values.push_bind(row.try_get::<Option<Vec<u8>>, _>(name)?),
    };
    Ok(())
}

/// The next row that is added gets the next number.
async fn go_on_counting(to: &mut PgConnection, table: &str) -> Result<(), MoveError> {
    let counted = "SELECT column_name::text FROM information_schema.columns
                   WHERE table_schema = current_schema() AND table_name = $1 AND is_identity = 'YES'";
    let counted: Vec<String> = sqlx::query_scalar(counted)
        .bind(table)
        .fetch_all(&mut *to)
        .await?;
    for column in counted {
        let set = format!(
            "SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'),
                           (SELECT COALESCE(MAX(\"{column}\"), 0) + 1 FROM \"{table}\"), false)"
        );
        sqlx::query(AssertSqlSafe(set)).execute(&mut *to).await?;
    }
    Ok(())
}
