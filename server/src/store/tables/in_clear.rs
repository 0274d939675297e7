//! Texts of people that were kept in clear, encrypted where they stand.

use super::cases::{APPLICATION, BASIS, FLAGS};
use super::{Connection, case_events, idempotency, proven_people, superseded};
use crate::store::encryption::MARK;
use crate::store::error::StoreError;

/// One column of a case or of what belongs to it.
struct Column {
    what: &'static str,
    /// By the case `$1` and the mark `$2`: what names the row, what it was encrypted for, the text.
    clear: &'static str,
    /// `$1` in the row `$2` of the case `$3`.
    put: &'static str,
}

const OF_A_CASE: [Column; 5] = [
    Column {
        what: APPLICATION,
        clear: "SELECT number, number, application FROM cases
                WHERE id = $1 AND substr(application, 1, 1) <> $2",
        put: "UPDATE cases SET application = $1 WHERE number = $2 AND id = $3",
    },
    Column {
        what: BASIS,
        clear: "SELECT number, number, basis FROM cases WHERE id = $1 AND substr(basis, 1, 1) <> $2",
        put: "UPDATE cases SET basis = $1 WHERE number = $2 AND id = $3",
    },
    Column {
        what: FLAGS,
        clear: "SELECT number, number, flags FROM cases WHERE id = $1 AND substr(flags, 1, 1) <> $2",
        put: "UPDATE cases SET flags = $1 WHERE number = $2 AND id = $3",
    },
    Column {
        what: case_events::WORDS,
        clear: "SELECT id, CAST(case_id AS TEXT) || ' ' || id, text FROM case_texts
                WHERE case_id = $1 AND substr(text, 1, 1) <> $2",
        put: "UPDATE case_texts SET text = $1 WHERE id = $2 AND case_id = $3",
    },
    Column {
        what: superseded::WHAT,
        clear: "SELECT CAST(seq AS TEXT), CAST(case_id AS TEXT) || ' ' || CAST(seq AS TEXT), what FROM superseded
                WHERE case_id = $1 AND substr(what, 1, 1) <> $2",
        put: "UPDATE superseded SET what = $1 WHERE CAST(seq AS TEXT) = $2 AND case_id = $3",
    },
];

/// The case of the lowest id after `after`, and whose it is.
pub(crate) async fn case_after(
    db: &mut Connection,
    after: i64,
) -> Result<Option<(i64, String)>, StoreError> {
    row!(
        db,
        "SELECT id, person FROM cases WHERE id > $1 ORDER BY id LIMIT 1",
        after
    )
}

/// Returns how many texts it were.
pub(crate) async fn encrypt_case(db: &mut Connection, id: i64) -> Result<usize, StoreError> {
    let mut count = 0;
    for column in OF_A_CASE {
        let clear: Vec<(String, String, String)> = rows!(db, column.clear, id, MARK.to_string())?;
        for (row, of, text) in clear {
            let sealed = db.encrypted(text, column.what, of).await?;
            execute!(db, column.put, sealed, row, id)?;
            count += 1;
        }
    }
    Ok(count)
}

/// Some of the answers to writes, and of those who were proven. Returns how many; none where none is left.
pub(crate) async fn encrypt_others(db: &mut Connection, limit: u32) -> Result<usize, StoreError> {
    let answers: Vec<(String, String, String)> = rows!(
        db,
        "SELECT scope, key, body FROM idempotency WHERE substr(body, 1, 1) <> $1 LIMIT $2",
        MARK.to_string(),
        i64::from(limit)
    )?;
    let mut count = answers.len();
    for (scope, key, body) in answers {
        db.write_about(scope.strip_prefix("person:").unwrap_or_default());
        let of = idempotency::of(&scope, &key);
        let sealed = db.encrypted(body, idempotency::ANSWER, of).await?;
        execute!(
            db,
            "UPDATE idempotency SET body = $1 WHERE scope = $2 AND key = $3",
            sealed,
            &scope,
            &key
        )?;
    }
    // It ends within hours anyway, and whoever it is signs in once more.
    for statement in [
        "DELETE FROM sessions WHERE substr(employer, 1, 1) <> $1",
        "DELETE FROM handovers WHERE substr(employer, 1, 1) <> $1",
    ] {
        execute!(db, statement, MARK.to_string())?;
    }
    let proven: Vec<(String, i64)> = rows!(
        db,
        "SELECT id, proven_at FROM proven_people WHERE substr(name, 1, 1) <> $1 LIMIT $2",
        MARK.to_string(),
        i64::from(limit)
    )?;
    count += proven.len();
    for (id, at) in proven {
        if let Some(person) = proven_people::find(db, &id).await? {
            proven_people::put(db, &person, at).await?;
        }
    }
    Ok(count)
}
