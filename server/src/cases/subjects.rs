//! Of whom cases are. A person has one open case of a scenario for each: a second one is refused in the transaction
//! that would accept it, with the number of the first. What is kept for it is a digest under the server's key; names
//! are read from the application itself, and masked.

use catalog::application::Application;
use catalog::load::Library;
use catalog::scenario::{Field, Subject};
use catalog::subject::{self, Concerned};
use catalog::{Scenario, Value};
use civic::{Day, PersonName};
use contract::case::CaseSubject;

use crate::error::{ApiError, ApiResult};
use crate::scenario_registry::{ScenarioRegistry, region_or_national};
use crate::store::{
    Connection, Lock, Store, StoreError, SubjectDigest, UnnamedCase, open_subjects, subject_keys,
};
use crate::subject_key::SubjectKey;

/// Cases that are looked at together when the server starts.
const BATCH: u32 = 100;

/// Everybody an application is about, with their digests.
pub(super) struct Subjects<'a> {
    person: &'a str,
    scenario: &'a str,
    concerned: Vec<Concerned>,
    digests: Vec<SubjectDigest>,
}

impl<'a> Subjects<'a> {
    /// Of an application as it counts.
    pub(super) fn of(
        key: &SubjectKey,
        person: &'a str,
        scenario: &'a Scenario,
        declared: Option<&Subject>,
        application: &Application,
        today: Day,
    ) -> Self {
        let concerned = concerned(scenario, declared, application, today);
        Self::digested(key, person, &scenario.id, concerned)
    }

    fn digested(
        key: &SubjectKey,
        person: &'a str,
        scenario: &'a str,
        mut concerned: Vec<Concerned>,
    ) -> Self {
        concerned.sort_by(|one, other| one.key.cmp(&other.key));
        concerned.dedup_by(|one, other| one.key == other.key);
        let digest = |one: &Concerned| key.digest(person, scenario, &one.key);
        Self {
            person,
            scenario,
            digests: concerned.iter().map(digest).collect(),
            concerned,
        }
    }

    /// # Errors
    /// `case_open` where another open case than `own` is of one of them, with everybody of whom one is.
    pub(super) async fn refuse_open(&self, db: &mut Connection, own: Option<i64>) -> ApiResult<()> {
        let mut open = open_subjects::of(db, self.person, self.scenario).await?;
        open.retain(|subject| Some(subject.case_id) != own);
        let mut case = None;
        let mut errors = Vec::new();
        for (concerned, digest) in self.concerned.iter().zip(&self.digests) {
            let Some(found) = open.iter().find(|subject| subject.digest == digest) else {
                continue;
            };
            case.get_or_insert_with(|| found.number.clone());
            if !concerned.path.is_empty() {
                errors.push(concerned.open());
            }
        }
        match case {
            Some(case) => Err(ApiError::CaseOpen { case, errors }),
            None => Ok(()),
        }
    }

    /// Keeps of whom the case is, in place of what was kept of it.
    pub(super) async fn put(&self, db: &mut Connection, case_id: i64) -> Result<(), StoreError> {
        open_subjects::delete(db, case_id).await?;
        open_subjects::insert(db, self.person, self.scenario, &self.digests, case_id).await
    }
}

/// Of whom a case of this version is. What an earlier release has stored says nothing of it: then it is as it is now.
pub(super) fn declared(scenario: &Scenario, current: &Library) -> Option<Subject> {
    let now = || {
        let region = region_or_national(current, Some(&scenario.region.code));
        current.scenario(region, &scenario.id)?.subject.clone()
    };
    scenario.subject.clone().or_else(now)
}

/// Of whom a case is, as lists show it.
pub(super) fn shown(
    scenario: &Scenario,
    current: &Library,
    application: &Application,
) -> Option<CaseSubject> {
    let declared = declared(scenario, current)?;
    let value = |field: &Field| value(application, field);
    let (name, count) = subject::named(scenario, &declared, &application.answers, value)?;
    Some(CaseSubject {
        name: PersonName::parse(&name).ok()?.masked(),
        count: u16::try_from(count).unwrap_or(u16::MAX),
    })
}

pub(super) fn concerned(
    scenario: &Scenario,
    declared: Option<&Subject>,
    application: &Application,
    today: Day,
) -> Vec<Concerned> {
    let value = |field: &Field| value(application, field);
    subject::concerned(scenario, declared, &application.answers, value, today)
}

fn value(application: &Application, field: &Field) -> Option<Value> {
    application.fields.get(&field.id).cloned()
}

/// Adds of whom the open cases of an earlier release are; of all where the key is a new one. Called before anybody is
/// served. A case that cannot be read stops nobody: it is taken to be of whoever brought it. False where other servers
/// work with another key.
pub(crate) async fn complete(
    store: &Store,
    scenarios: &ScenarioRegistry,
    key: &SubjectKey,
    today: Day,
) -> Result<bool, StoreError> {
    let mut db = store.write().await?;
    db.lock(Lock::Start).await?;
    let (known, fingerprint) = (subject_keys::find(&mut db).await?, key.fingerprint());
    if known.as_deref() != Some(&fingerprint) {
        if known.is_some() && store.is_shared() {
            return Ok(false);
        }
        open_subjects::delete_all(&mut db).await?;
        subject_keys::put(&mut db, &fingerprint).await?;
    }
    let mut after = 0;
    loop {
        let batch = open_subjects::unnamed(&mut db, after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.id;
        for case in &batch {
            let concerned = of_unnamed(&mut db, scenarios, case, today).await;
            let subjects = Subjects::digested(key, &case.person, &case.scenario, concerned);
            // Where two cases are of one, the older one has them.
            if subjects.refuse_open(&mut db, None).await.is_ok() {
                subjects.put(&mut db, case.id).await?;
            }
        }
    }
    db.commit().await?;
    Ok(true)
}

async fn of_unnamed(
    db: &mut Connection,
    scenarios: &ScenarioRegistry,
    case: &UnnamedCase,
    today: Day,
) -> Vec<Concerned> {
    let version = scenarios.version(db, &case.scenario, &case.scenario_hash);
    match (version.await, &case.application) {
        (Ok(scenario), Some(application)) => {
            let declared = declared(&scenario, &scenarios.current());
            concerned(&scenario, declared.as_ref(), application, today)
        }
        _ => {
            tracing::warn!("of whom an open case is cannot be read");
            vec![Concerned::whoever_brings_it()]
        }
    }
}
