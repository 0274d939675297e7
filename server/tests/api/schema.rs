//! The tables of the two databases: the same, so that the same statements hold for both.

use std::collections::BTreeSet;

use sqlx::{AnyConnection, Row};

use crate::test_app::TestApp;
use crate::test_database::is_postgres;

/// The columns (table, column, type, whether it may be empty) and what is unique (table, columns).
type Schema = (
    BTreeSet<(String, String, String, bool)>,
    BTreeSet<(String, String)>,
);

const SQLITE_COLUMNS: &str = "
    SELECT tables.name, columns.name, lower(columns.type),
           CAST(columns.\"notnull\" = 0 AND columns.pk = 0 AS TEXT)
    FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '\\_%' ESCAPE '\\'";

const SQLITE_UNIQUE: &str = "
    SELECT name, group_concat(part, ',') FROM (
        SELECT tables.name AS name, indexes.name AS of, columns.name AS part
        FROM sqlite_master AS tables, pragma_index_list(tables.name) AS indexes,
             pragma_index_info(indexes.name) AS columns
        WHERE tables.type = 'table' AND indexes.\"unique\" AND tables.name NOT LIKE '\\_%' ESCAPE '\\'
        UNION ALL
        SELECT tables.name, 'primary', columns.name
        FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND columns.pk > 0 AND tables.name NOT LIKE '\\_%' ESCAPE '\\'
          AND tables.name NOT LIKE 'sqlite%'
        ORDER BY 1, 2
    ) GROUP BY name, of";

const POSTGRES_COLUMNS: &str = "
    SELECT table_name::text, column_name::text,
           CASE data_type WHEN 'bigint' THEN 'integer' WHEN 'boolean' THEN 'integer'
                          WHEN 'bytea' THEN 'blob' ELSE data_type::text END,
           CASE is_nullable WHEN 'YES' THEN '1' ELSE '0' END
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%' AND column_name <> 'written_by'";

const POSTGRES_UNIQUE: &str = "
    SELECT tables.relname::text, string_agg(columns.attname::text, ',' ORDER BY part.place)
    FROM pg_index AS indexes
    JOIN pg_class AS tables ON tables.oid = indexes.indrelid
    JOIN pg_namespace AS spaces ON spaces.oid = tables.relnamespace AND spaces.nspname = 'public'
    CROSS JOIN unnest(indexes.indkey) WITH ORDINALITY AS part (number, place)
    JOIN pg_attribute AS columns ON columns.attrelid = tables.oid AND columns.attnum = part.number
    WHERE indexes.indisunique AND tables.relname NOT LIKE '\\_%'
    GROUP BY indexes.indexrelid, tables.relname";

async fn schema(app: &TestApp) -> Schema {
    let mut db: AnyConnection = app.database().await;
    let (columns, unique) = match db.backend_name() {
        "SQLite" => (SQLITE_COLUMNS, SQLITE_UNIQUE),
        _ => (POSTGRES_COLUMNS, POSTGRES_UNIQUE),
    };
    let columns = sqlx::query(columns).fetch_all(&mut db).await.unwrap();
    let columns = columns.iter().map(|row| {
        let may_be_empty = row.get::<String, _>(3) == "1";
        (row.get(0), row.get(1), row.get(2), may_be_empty)
    });
    let unique = sqlx::query(unique).fetch_all(&mut db).await.unwrap();
    // In any order: what is unique together is the same.
    let unique = unique.iter().map(|row| {
        let mut parts: Vec<String> = row
            .get::<String, _>(1)
            .split(',')
            .map(str::to_owned)
            .collect();
        parts.sort();
        (row.get(0), parts.join(","))
    });
    (columns.collect(), unique.collect())
}

/// Needs both: it says nothing where there is no PostgreSQL to compare with.
#[tokio::test]
async fn both_databases_have_the_same_tables() {
    if !is_postgres() {
        return;
    }
    let (embedded, shared) = (TestApp::start_embedded().await, TestApp::start().await);
    let (one, other) = (schema(&embedded).await, schema(&shared).await);
    assert!(one.0.len() > 100 && one.1.len() > 20, "{one:?}");
    let differing: Vec<_> = one.0.symmetric_difference(&other.0).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    let differing: Vec<_> = one.1.symmetric_difference(&other.1).collect();
    assert!(differing.is_empty(), "{differing:#?}");
}
