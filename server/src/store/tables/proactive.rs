//! What people were told without having asked, and whose records are looked at next.

use super::Connection;
use crate::store::error::StoreError;

/// A notice that holds and was not dismissed.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct ToldProactively {
    pub(crate) scenario: String,
    pub(crate) notice: String,
    pub(crate) read: bool,
}

/// A person's records are looked at now, and daily until then.
pub(crate) async fn look_at(
    db: &mut Connection,
    person: &str,
    now: i64,
    until: i64,
) -> Result<(), StoreError> {
    put!(db, "INSERT INTO proactive_due (person, due, until) VALUES ($1, $2, $3)
         ON CONFLICT (person) DO UPDATE SET 
             due = CASE WHEN excluded.due < proactive_due.due THEN excluded.due ELSE proactive_due.due END,
             until = CASE WHEN excluded.until > proactive_due.until THEN excluded.until ELSE proactive_due.until END", person, now, until)?;
    Ok(())
}

pub(crate) async fn next_due(db: &mut Connection, now: i64) -> Result<Option<String>, StoreError> {
    let person = value!(
        db,
        "SELECT person FROM proactive_due WHERE due <= $1 ORDER BY due, person LIMIT 1",
        now
    )?;
    Ok(person)
}

/// Looked at; again at `next` where that is not too late.
pub(crate) async fn looked_at(
    db: &mut Connection,
    person: &str,
    next: i64,
) -> Result<(), StoreError> {
    execute!(
        db,
        "DELETE FROM proactive_due WHERE person = $1 AND until < $2",
        person,
        next
    )?;
    execute!(
        db,
        "UPDATE proactive_due SET due = $1 WHERE person = $2",
        next,
        person
    )?;
    Ok(())
}

/// What holds now, by scenario and notice; what is not among it holds no more. Returns those of which the person was
/// never told before.
pub(crate) async fn put<'a>(
    db: &mut Connection,
    person: &str,
    holding: &'a [(String, String)],
    at: i64,
) -> Result<Vec<&'a (String, String)>, StoreError> {
    execute!(
        db,
        "UPDATE proactive_notices SET holds = FALSE WHERE person = $1",
        person
    )?;
    let mut new = Vec::new();
    for told in holding {
        let (scenario, notice) = told;
        let again = execute!(
            db,
            "UPDATE proactive_notices SET holds = TRUE WHERE person = $1 AND scenario = $2 AND notice = $3",
            person,
            scenario,
            notice
        )?;
        if again > 0 {
            continue;
        }
        execute!(
            db,
            "INSERT INTO proactive_notices (person, scenario, notice, at, holds) VALUES ($1, $2, $3, $4, TRUE)",
            person,
            scenario,
            notice,
            at
        )?;
        new.push(told);
    }
    Ok(new)
}

/// The newest first.
pub(crate) async fn of_person(
    db: &mut Connection,
    person: &str,
) -> Result<Vec<ToldProactively>, StoreError> {
    let told = rows!(
        db,
        "SELECT scenario, notice, read FROM proactive_notices
         WHERE person = $1 AND holds AND NOT dismissed ORDER BY at DESC, scenario, notice",
        person
    )?;
    Ok(told)
}

/// Those that are shown were seen.
pub(crate) async fn set_read(db: &mut Connection, person: &str) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE proactive_notices SET read = TRUE WHERE person = $1 AND holds",
        person
    )?;
    Ok(())
}

/// False where the person was never told it.
pub(crate) async fn dismiss(
    db: &mut Connection,
    person: &str,
    scenario: &str,
    notice: &str,
) -> Result<bool, StoreError> {
    let done = execute!(
        db,
        "UPDATE proactive_notices SET dismissed = TRUE WHERE person = $1 AND scenario = $2 AND notice = $3",
        person,
        scenario,
        notice
    )?;
    Ok(done > 0)
}
