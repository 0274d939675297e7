//! Cases of earlier releases: events are made of what was kept of each service, before anybody is served. What such a
//! release did not keep is not made up: who decided is the office as a whole, and the offices knew at once.

use casework::event::{EventKind, Format, Ground, PromiseUse, RuleVersion, Submitted};
use casework::{Actor, Clock, Event, Moment};
use catalog::{Scenario, Supplied};

use super::case_file::{CaseFile, rules_of};
use super::outcomes;
use super::returned::to_correct;
use crate::error::{ApiError, ApiResult, Causes};
use crate::ops::offices::SINGLE;
use crate::scenario_registry::ScenarioRegistry;
use crate::store::{
    Connection, EarlierCase, Lock, MaterialRecord, Store, StoreError, TrackEventKind, case_events,
    cases, service_tracks, standing, track_events,
};

/// Makes events of the cases that have none. Each case has its transaction; one that cannot be read stays as it is, and
/// is told in the log by its place in the database.
pub(crate) async fn complete(
    store: &Store,
    scenarios: &ScenarioRegistry,
    clock: Clock<'_>,
) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let mut db = store.write().await?;
        db.lock(Lock::Start).await?;
        let Some(earlier) = standing::without_events(&mut db, after).await? else {
            return Ok(());
        };
        after = earlier.case.id;
        db.write_about(&earlier.person);
        match convert(&mut db, scenarios, &earlier, clock).await {
            Ok(()) => db.commit().await?,
            Err(ApiError::Internal(fault)) => {
                tracing::error!(case = after, fault = %Causes(&fault), "a case has no events");
            }
            Err(_) => tracing::error!(case = after, "a case has no events"),
        }
    }
}

async fn convert(
    db: &mut Connection,
    scenarios: &ScenarioRegistry,
    earlier: &EarlierCase,
    clock: Clock<'_>,
) -> ApiResult<()> {
    let record = &earlier.case;
    let scenario = scenarios.version(db, &record.scenario, &record.scenario_hash);
    let scenario = scenario.await?;
    let version = rules_of(&scenario).version;
    let begun = Moment::parse(&record.submitted_at).unwrap_or(clock.now);
    let mut events = Numbered::new(version, begun);
    let materials = cases::materials(db, record.id).await?;
    let tracks = service_tracks::of_case(db, record.id).await?;
    let services = tracks.into_iter().map(|track| track.service).collect();
    let submitted = submitted(earlier, &scenario, services, &materials);
    let applicant = Actor::Person(earlier.person.clone());
    events.add(applicant.clone(), EventKind::Submitted(submitted));
    events.add(Actor::System, EventKind::HandedOn);
    let mut texts = Vec::new();
    for old in track_events::of_case(db, record.id).await? {
        events.at = Moment::parse(&old.at).unwrap_or(events.at).max(events.at);
        let mut keep = |text: String| {
            let id = format!("t{}", texts.len() + 1);
            texts.push((id.clone(), text));
            Some(id)
        };
        let service = old.service;
        let (by, what) = match old.what {
            TrackEventKind::Submitted => continue,
            TrackEventKind::Accepted => (office(), EventKind::Accepted { service }),
            TrackEventKind::CorrectionAsked { message, materials } => {
                let items = materials.iter().map(|id| to_correct(id, &[])).collect();
                let note = keep(message);
                let asked = EventKind::CorrectionAsked {
                    service,
                    items,
                    note,
                };
                (office(), asked)
            }
            TrackEventKind::Corrected { note } => {
                let corrected = EventKind::Corrected {
                    service,
                    fields: Vec::new(),
                    materials: Vec::new(),
                    papers: Vec::new(),
                    note: keep(note),
                };
                (applicant.clone(), corrected)
            }
            TrackEventKind::Granted { result } => {
                let granted = EventKind::Granted {
                    service,
                    document: None,
                    note: keep(result),
                };
                (office(), granted)
            }
            TrackEventKind::Refused { reason } => {
                let refused = EventKind::Refused {
                    service,
                    ground: Ground::ConditionsNotMet,
                    note: keep(reason),
                };
                (office(), refused)
            }
        };
        events.add(by, what);
    }
    if earlier.closed_at.is_none() {
        events.at = events.at.max(clock.now);
        events.add(Actor::System, EventKind::TakenOver);
    }
    for (id, text) in &texts {
        case_events::insert_text(db, record.id, id, text).await?;
    }
    for event in &events.all {
        case_events::insert(db, record.id, event).await?;
    }
    track_events::delete(db, record.id).await?;
    let mut file = CaseFile::load(scenarios, db, record).await?;
    file.append(db, Vec::new(), clock).await?;
    if earlier.closed_at.is_some() {
        // Nobody asks for a rating of what was over before there were any.
        standing::rest(db, record.id).await?;
    }
    Ok(())
}

fn submitted(
    earlier: &EarlierCase,
    scenario: &Scenario,
    services: Vec<String>,
    materials: &[MaterialRecord],
) -> Submitted {
    let owners = |material: &str| {
        let looks_at = |id: &&String| outcomes::is_of(scenario, id, material);
        services.iter().filter(looks_at).cloned().collect()
    };
    let supplied = |way: Supplied| materials.iter().filter(move |one| one.supplied == way);
    let promised = supplied(Supplied::Promised).filter_map(|one| {
        let material = scenario.material(&one.material)?;
        Some(PromiseUse {
            commitment: material.commitment.clone()?,
            material: one.material.clone(),
            services: owners(&one.material),
        })
    });
    Submitted {
        applicant: earlier.person.clone(),
        acting_for: scenario.acting_for(&earlier.case.application.answers),
        scenario: earlier.case.scenario.clone(),
        region: earlier.case.region.clone(),
        // That release told nobody a last day by which something would end, and took no paper later: none is owed.
        deferred: Vec::new(),
        promised: promised.collect(),
        confirmers: Vec::new(),
        delivery: services
            .iter()
            .filter_map(|id| {
                let usual = scenario.service(id)?.delivers.first()?;
                Some((id.clone(), *usual))
            })
            .collect(),
        services,
    }
}

fn office() -> Actor {
    Actor::Office {
        office: SINGLE.to_owned(),
        clerk: SINGLE.to_owned(),
    }
}

/// Events that are made one after the other.
struct Numbered {
    rules: RuleVersion,
    at: Moment,
    all: Vec<Event>,
}

impl Numbered {
    fn new(version: RuleVersion, at: Moment) -> Self {
        Self {
            rules: version,
            at,
            all: Vec::new(),
        }
    }

    fn add(&mut self, by: Actor, what: EventKind) {
        let seq = u32::try_from(self.all.len() + 1).unwrap_or(u32::MAX);
        self.all.push(Event {
            v: Format,
            seq,
            at: self.at,
            by,
            rules: self.rules.clone(),
            what,
        });
    }
}
