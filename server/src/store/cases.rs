//! Cases and how their materials were supplied.

use sqlx::SqliteConnection;

pub(crate) struct NewCase<'a> {
    pub(crate) number: &'a str,
    pub(crate) person: &'a str,
    pub(crate) scenario: &'a str,
    pub(crate) title: &'a str,
    pub(crate) region: &'a str,
    pub(crate) scenario_hash: &'a str,
    pub(crate) submitted_at: &'a str,
    pub(crate) application: &'a str,
    pub(crate) automatic: &'a str,
    pub(crate) flags: &'a str,
}

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct CaseRow {
    pub(crate) id: i64,
    pub(crate) number: String,
    pub(crate) scenario: String,
    pub(crate) title: String,
    pub(crate) region: String,
    pub(crate) scenario_hash: String,
    pub(crate) submitted_at: String,
    pub(crate) application: String,
    pub(crate) automatic: String,
    pub(crate) flags: String,
}

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct MaterialRow {
    pub(crate) material: String,
    pub(crate) name: String,
    pub(crate) supplied: String,
    pub(crate) due: Option<String>,
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    case: NewCase<'_>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO cases (number, person, scenario, title, region, scenario_hash, submitted_at, application, automatic, flags)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(case.number)
    .bind(case.person)
    .bind(case.scenario)
    .bind(case.title)
    .bind(case.region)
    .bind(case.scenario_hash)
    .bind(case.submitted_at)
    .bind(case.application)
    .bind(case.automatic)
    .bind(case.flags)
    .fetch_one(db)
    .await
}

/// The number of the person's open case of a scenario.
pub(crate) async fn open_number(
    db: &mut SqliteConnection,
    person: &str,
    scenario: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT number FROM cases WHERE person = ? AND scenario = ? AND closed_at IS NULL",
    )
    .bind(person)
    .bind(scenario)
    .fetch_optional(db)
    .await
}

/// A person's own case; another person's is not found.
pub(crate) async fn find_own(
    db: &mut SqliteConnection,
    person: &str,
    number: &str,
) -> Result<Option<CaseRow>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM cases WHERE number = ? AND person = ?")
        .bind(number)
        .bind(person)
        .fetch_optional(db)
        .await
}

/// Any case, for a back office.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    number: &str,
) -> Result<Option<CaseRow>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM cases WHERE number = ?")
        .bind(number)
        .fetch_optional(db)
        .await
}

/// A person's cases, the newest first, older than the one with the number `before`.
pub(crate) async fn page_of(
    db: &mut SqliteConnection,
    person: &str,
    before: Option<&str>,
    most: u32,
) -> Result<Vec<CaseRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT * FROM cases
         WHERE person = ?1
           AND (?2 IS NULL OR id < (SELECT id FROM cases WHERE number = ?2 AND person = ?1))
         ORDER BY id DESC LIMIT ?3",
    )
    .bind(person)
    .bind(before)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Cases of all people, the oldest first, newer than the one with the number `after`: those with a
/// lane in `state`, or else the open ones.
pub(crate) async fn page_for_office(
    db: &mut SqliteConnection,
    state: Option<&str>,
    after: Option<&str>,
    most: u32,
) -> Result<Vec<CaseRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT * FROM cases
         WHERE (?2 IS NULL OR id > (SELECT id FROM cases WHERE number = ?2))
           AND CASE WHEN ?1 IS NULL THEN closed_at IS NULL
               ELSE EXISTS (SELECT 1 FROM lanes WHERE case_id = cases.id AND state = ?1) END
         ORDER BY id LIMIT ?3",
    )
    .bind(state)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(crate) async fn set_application(
    db: &mut SqliteConnection,
    id: i64,
    application: &str,
    flags: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE cases SET application = ?, flags = ? WHERE id = ?")
        .bind(application)
        .bind(flags)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn close(db: &mut SqliteConnection, id: i64, at: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE cases SET closed_at = ? WHERE id = ?")
        .bind(at)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps how a material was supplied; a later answer replaces the earlier one.
pub(crate) async fn put_material(
    db: &mut SqliteConnection,
    case_id: i64,
    position: u32,
    row: &MaterialRow,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO case_materials (case_id, material, position, name, supplied, due)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (case_id, material) DO UPDATE SET supplied = excluded.supplied, due = excluded.due",
    )
    .bind(case_id)
    .bind(&row.material)
    .bind(position)
    .bind(&row.name)
    .bind(&row.supplied)
    .bind(&row.due)
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn materials(
    db: &mut SqliteConnection,
    case_id: i64,
) -> Result<Vec<MaterialRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT material, name, supplied, due FROM case_materials WHERE case_id = ? ORDER BY position",
    )
    .bind(case_id)
    .fetch_all(db)
    .await
}
