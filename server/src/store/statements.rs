//! Statements, each written once for both databases: what SQLite and PostgreSQL both understand, with `$1` for the
//! first value. Whole numbers are `i64`, truths `bool`, for PostgreSQL tells them apart.

/// Runs a statement; how many rows it has changed.
macro_rules! execute {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on_either!($db, sql => {
            let done = sqlx::query($sql)$(.bind($value))*.execute(sql).await;
            done.map(|done| done.rows_affected())
        })
    };
}

/// A statement of which nothing is read: in SQLite it is sent together with those that follow, when something is read
/// or the transaction ends. What is wrong with it is said then.
macro_rules! put {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        let db: &mut $crate::store::connection::Connection = $db;
        match db.batch() {
            Some(batch) => {
                let before = batch.values();
                $(batch.add($value)?;)*
                batch.put($sql, before);
                Ok::<(), $crate::store::error::StoreError>(())
            }
            None => {
                let done = execute!(db, $sql $(, $value)*);
                done.map(|_| ())
            }
        }
    }};
}

/// All rows of a query.
macro_rules! rows {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on_either!($db, sql => sqlx::query_as($sql)$(.bind($value))*.fetch_all(sql).await)
    };
}

/// The first row of a query, if there is one.
macro_rules! row {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on_either!($db, sql => sqlx::query_as($sql)$(.bind($value))*.fetch_optional(sql).await)
    };
}

/// The first column of all rows.
macro_rules! values {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on_either!($db, sql => sqlx::query_scalar($sql)$(.bind($value))*.fetch_all(sql).await)
    };
}

/// The first column of the first row, if there is one.
macro_rules! value {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on_either!($db, sql => sqlx::query_scalar($sql)$(.bind($value))*.fetch_optional(sql).await)
    };
}

/// The first column of a row that there always is.
macro_rules! one_value {
    ($db:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on_either!($db, sql => sqlx::query_scalar($sql)$(.bind($value))*.fetch_one(sql).await)
    };
}

/// The same expression with a connection to either; the connection remembers a failure.
macro_rules! on_either {
    ($db:expr, $sql:ident => $statement:expr) => {{
        let db: &mut $crate::store::connection::Connection = $db;
        match db.flush().await {
            Ok(()) => {
                let done = match db.driver() {
                    $crate::store::connection::Driver::Sqlite(pooled) => {
                        let $sql = &mut **pooled;
                        $statement
                    }
                    $crate::store::connection::Driver::Postgres(pooled) => {
                        let $sql = &mut **pooled;
                        $statement
                    }
                };
                db.noted(done)
            }
            Err(error) => Err(error),
        }
    }};
}
