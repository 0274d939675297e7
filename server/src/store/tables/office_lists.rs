//! Which cases an office's list has. What an office may see stands in the question: a case that is none of its own is
//! neither read nor decrypted.

use std::collections::{BTreeMap, BTreeSet};

use contract::case::ServiceState;
use sqlx::AssertSqlSafe;

use super::Connection;
use super::cases::CaseRow;
use crate::store::error::StoreError;
use crate::store::json::encode_word;
use crate::store::records::CaseRecord;

/// What an office may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficeScope {
    /// All regions where it is empty.
    pub(crate) regions: BTreeSet<String>,
    pub(crate) services: ScopedServices,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ScopedServices {
    Every,
    /// By scenario; all services of one where there are none.
    Of(BTreeMap<String, BTreeSet<String>>),
}

/// What is asked for of what it may see.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Cases with a service in this state; without one, those that are open or of which an office owes something.
    pub(crate) state: Option<ServiceState>,
    /// Cases with this service.
    pub(crate) service: Option<&'a str>,
}

/// The text of a question and its values, which are numbered behind two others.
#[derive(Default)]
struct Question {
    text: String,
    values: Vec<String>,
}

impl Question {
    /// The place of a value.
    fn value(&mut self, value: &str) -> String {
        self.values.push(value.to_owned());
        format!("${}", self.values.len() + 2)
    }

    fn one_of<'a>(&mut self, column: &str, values: impl IntoIterator<Item = &'a String>) -> String {
        let places: Vec<String> = values.into_iter().map(|value| self.value(value)).collect();
        format!("{column} IN ({})", places.join(", "))
    }

    /// What holds of `listed`, a row of `cases`.
    fn of_case(&mut self, scope: &OfficeScope) -> Vec<String> {
        let mut all = Vec::new();
        if !scope.regions.is_empty() {
            all.push(self.one_of("listed.region", &scope.regions));
        }
        if let ScopedServices::Of(scenarios) = &scope.services {
            all.push(self.one_of("listed.scenario", scenarios.keys()));
        }
        all
    }

    /// What holds of `track`, a row of `service_tracks` of that case.
    fn of_service(&mut self, scope: &OfficeScope, service: Option<&str>) -> Vec<String> {
        let mut all = Vec::new();
        if let ScopedServices::Of(scenarios) = &scope.services {
            let mut any = Vec::new();
            for (scenario, services) in scenarios {
                let scenario = self.value(scenario);
                let its = format!("listed.scenario = {scenario}");
                any.push(match services.is_empty() {
                    true => its,
                    false => format!("({its} AND {})", self.one_of("track.service", services)),
                });
            }
            all.push(format!("({})", any.join(" OR ")));
        }
        if let Some(service) = service {
            let service = self.value(service);
            all.push(format!("track.service = {service}"));
        }
        all
    }
}

/// Cases of the office, the oldest first, behind the one with the id `after`.
pub(crate) async fn page(
    db: &mut Connection,
    scope: &OfficeScope,
    wanted: Wanted<'_>,
    after: i64,
    limit: u32,
) -> Result<Vec<CaseRecord>, StoreError> {
    if let ScopedServices::Of(scenarios) = &scope.services
        && scenarios.is_empty()
    {
        return Ok(Vec::new());
    }
    let Question { text, values } = question(scope, wanted)?;
    let rows: Vec<CaseRow> = on_either!(db, sql => {
        let query = sqlx::query_as(AssertSqlSafe(text.as_str())).bind(after);
        let mut query = query.bind(i64::from(limit));
        for value in &values {
            query = query.bind(value.as_str());
        }
        query.fetch_all(sql).await
    })?;
    CaseRow::read_all(rows, db).await
}

fn question(scope: &OfficeScope, wanted: Wanted<'_>) -> Result<Question, StoreError> {
    let mut question = Question::default();
    let ids = match wanted.state {
        Some(state) => {
            let state = question.value(&encode_word(&state, "state")?);
            let mut all = vec![
                format!("track.state = {state}"),
                "track.case_id > $1".into(),
            ];
            all.extend(question.of_case(scope));
            all.extend(question.of_service(scope, wanted.service));
            format!(
                "SELECT DISTINCT track.case_id FROM service_tracks AS track
                 JOIN cases AS listed ON listed.id = track.case_id
                 WHERE {} ORDER BY track.case_id LIMIT $2",
                all.join(" AND ")
            )
        }
        None => {
            let open = "(listed.closed_at IS NULL OR listed.office_owes)";
            let mut all = vec![open.to_owned(), "listed.id > $1".to_owned()];
            all.extend(question.of_case(scope));
            let mut its = vec!["track.case_id = listed.id".to_owned()];
            its.extend(question.of_service(scope, wanted.service));
            all.push(format!(
                "EXISTS (SELECT 1 FROM service_tracks AS track WHERE {})",
                its.join(" AND ")
            ));
            format!(
                "SELECT listed.id FROM cases AS listed WHERE {} ORDER BY listed.id LIMIT $2",
                all.join(" AND ")
            )
        }
    };
    question.text = format!("SELECT * FROM cases WHERE id IN ({ids}) ORDER BY id");
    Ok(question)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Database, Store};

    /// How the database answers the very question, as it says itself.
    async fn steps(db: &mut Connection, state: Option<ServiceState>) -> String {
        let set = |of: &[&str]| of.iter().map(|one| (*one).to_owned()).collect();
        let scope = OfficeScope {
            regions: set(&["321000"]),
            services: ScopedServices::Of(BTreeMap::from([(
                "unemployment".into(),
                set(&["benefit"]),
            )])),
        };
        let service = None;
        let Question { text, values } = question(&scope, Wanted { state, service }).unwrap();
        let text = format!("EXPLAIN QUERY PLAN {text}");
        let steps: Result<Vec<(i64, i64, i64, String)>, StoreError> = on_either!(db, sql => {
            let mut query = sqlx::query_as(AssertSqlSafe(text.as_str())).bind(7_i64).bind(50_i64);
            for value in &values {
                query = query.bind(value.as_str());
            }
            query.fetch_all(sql).await
        });
        let steps = steps.unwrap().into_iter().map(|step| step.3);
        steps.collect::<Vec<_>>().join("; ")
    }

    #[tokio::test]
    async fn the_database_finds_the_cases_of_an_office_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.db");
        let store = Store::open(&Database::Sqlite(file)).await.unwrap();
        let mut db = store.read().await.unwrap();
        let open = steps(&mut db, None).await;
        assert!(open.contains("USING INDEX cases_listed"), "{open}");
        let submitted = steps(&mut db, Some(ServiceState::Submitted)).await;
        let by_state = "COVERING INDEX service_tracks_by_state (state=? AND case_id>?)";
        assert!(submitted.contains(by_state), "{submitted}");
        for found in [open, submitted] {
            assert!(
                !found.contains("TEMP B-TREE") && !found.contains("SCAN cases"),
                "{found}"
            );
        }
    }
}
