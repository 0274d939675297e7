//! The file of a case: what happened to it, and what follows from that. Everything that is done to a case is done here,
//! inside a writing transaction: `casework` says whether it may be done, and what lists need is written with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::event::{EventKind, Seq, Submitted, TextId, Visit};
use casework::rules::LimitKind;
use casework::{Action, Actor, Case, Clock, Command, Event, Rules};
use catalog::Scenario;
use civic::Day;

use super::told;
use crate::error::ApiResult;
use crate::proactive::due;
use crate::scenario_registry::ScenarioRegistry;
use crate::store::{
    CaseRecord, Connection, Standing, StoreError, TrackRecord, VisitRecord, case_events,
    service_tracks, standing, visits,
};

pub(crate) struct CaseFile {
    pub(crate) id: i64,
    /// The version the case was made with.
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) rules: Rules,
    pub(crate) case: Case,
    /// The oldest first.
    pub(crate) events: Vec<Event>,
}

/// The rules of a scenario version. Offices are left open: any may decide.
pub(crate) fn rules_of(scenario: &Scenario) -> Rules {
    Rules::of(scenario)
}

impl CaseFile {
    pub(crate) async fn load(
        scenarios: &ScenarioRegistry,
        db: &mut Connection,
        record: &CaseRecord,
    ) -> ApiResult<Self> {
        let scenario = scenarios.version(db, &record.scenario, &record.scenario_hash);
        let scenario = scenario.await?;
        let rules = rules_of(&scenario);
        let events = case_events::of_case(db, record.id).await?;
        let calendar = civic::workdays::Calendar::announced();
        Ok(Self {
            id: record.id,
            case: casework::replay(&rules, &events, calendar)?,
            scenario,
            rules,
            events,
        })
    }

    /// Keeps what was handed in as the first event of the case with this id.
    ///
    /// # Errors
    /// `action_refused` where it rests on a word that the applicant may not give.
    pub(crate) async fn begin(
        db: &mut Connection,
        id: i64,
        scenario: Arc<Scenario>,
        submitted: Submitted,
        clock: Clock<'_>,
    ) -> ApiResult<Self> {
        let rules = rules_of(&scenario);
        let person = submitted.applicant.clone();
        // Others matter where a word is given; to read them lets everybody wait.
        let on_a_word = |id: &String| submitted.rests_on_a_word(id);
        let others = match submitted.services.iter().any(on_a_word) {
            true => case_events::of_person(db, &person).await?,
            false => Vec::new(),
        };
        let standing = |service: &str| {
            let others = others.iter().map(Vec::as_slice);
            casework::promise_standing(others, &person, service)
        };
        let first = casework::submit(&rules, submitted, standing, clock)?;
        let case = Case::begin(&rules, &first, clock.calendar)?;
        case_events::insert(db, id, &first).await?;
        let file = Self {
            id,
            scenario,
            rules,
            case,
            events: vec![first],
        };
        for (position, service) in (0..).zip(&file.case.services) {
            let track = file.track(&service.id);
            service_tracks::insert(db, id, position, &track).await?;
        }
        due::look_at(db, &person, clock.now.unix()).await?;
        file.keep_standing(db, clock).await?;
        Ok(file)
    }

    /// Keeps words that go with the next action; the id is for that action.
    pub(crate) async fn write_down(&self, db: &mut Connection, text: &str) -> ApiResult<TextId> {
        let id = format!("t{}", self.case.last.saturating_add(1));
        case_events::insert_text(db, self.id, &id, text).await?;
        Ok(id)
    }

    /// Does something to the case, for who saw it as of the event `seen`.
    ///
    /// # Errors
    /// `action_refused` with the reason.
    pub(crate) async fn act(
        &mut self,
        db: &mut Connection,
        actor: Actor,
        seen: Seq,
        action: Action,
        clock: Clock<'_>,
    ) -> ApiResult<()> {
        let command = Command {
            actor,
            seen,
            action,
        };
        let events = casework::apply(&self.case, &self.rules, command, clock)?;
        self.append(db, events, clock).await
    }

    /// Takes events in and keeps them, with what lists need.
    pub(crate) async fn append(
        &mut self,
        db: &mut Connection,
        events: Vec<Event>,
        clock: Clock<'_>,
    ) -> ApiResult<()> {
        let visits: Vec<Option<Visit>> = self.visits().cloned().collect();
        for event in events {
            self.case.take(&self.rules, &event, clock.calendar)?;
            case_events::insert(db, self.id, &event).await?;
            told::tell(db, self.id, &self.case, &event).await?;
            if due::may_follow_from(&event.what) {
                let person = &self.case.submitted.applicant;
                due::look_at(db, person, clock.now.unix()).await?;
            }
            self.events.push(event);
        }
        for service in &self.case.services {
            service_tracks::update(db, self.id, &self.track(&service.id)).await?;
        }
        if !self.visits().eq(&visits) {
            self.keep_visits(db).await?;
        }
        self.keep_standing(db, clock).await?;
        Ok(())
    }

    /// The numbers at counters, one service after the other.
    fn visits(&self) -> impl Iterator<Item = &Option<Visit>> {
        self.case.services.iter().map(|service| &service.visit)
    }

    /// What a counter lists and has free.
    async fn keep_visits(&self, db: &mut Connection) -> Result<(), StoreError> {
        for service in &self.case.services {
            match &service.visit {
                Some(visit) => {
                    let record = VisitRecord {
                        region: &self.case.submitted.region,
                        counter: &visit.counter,
                        day: visit.at.day(),
                        at: visit.at.rfc3339(),
                        number: &visit.number,
                    };
                    visits::put(db, self.id, &service.id, &record).await?;
                }
                None => visits::remove(db, self.id, &service.id).await?,
            }
        }
        Ok(())
    }

    /// Does what time demands now.
    pub(crate) async fn sweep(&mut self, db: &mut Connection, clock: Clock<'_>) -> ApiResult<()> {
        let events = casework::sweep(&mut self.case.clone(), &self.rules, clock)?;
        self.append(db, events, clock).await
    }

    /// Whether there are any.
    pub(crate) fn has_words(&self) -> bool {
        let mut events = self.events.iter();
        events.any(|event| match &event.what {
            EventKind::DecidedAutomatically { stated, .. } => stated.is_some(),
            what => text_of(what).is_some(),
        })
    }

    /// The words that people wrote, by the ids in the events.
    pub(crate) async fn texts(
        &self,
        db: &mut Connection,
    ) -> Result<BTreeMap<TextId, String>, StoreError> {
        case_events::texts(db, self.id).await
    }

    /// The day by which an office decides, and whether it is sure. None while the clock stands, and where the office
    /// has promised no day and the law sets none: what is only usual is no day.
    pub(crate) fn decided_by(&self, service: &str) -> (Option<Day>, bool) {
        let clock = self.case.decision_clock(service);
        let deadline = clock
            .filter(|clock| clock.is_binding())
            .and_then(|clock| clock.deadline());
        let exact = deadline.is_some_and(|deadline| deadline.exact);
        (deadline.map(|deadline| deadline.day), exact)
    }

    /// The day by which there usually is a decision, where nobody has set one.
    pub(crate) fn usually_decided_by(&self, service: &str) -> Option<Day> {
        let clock = self.case.decision_clock(service);
        let usual = clock.filter(|clock| clock.limit == LimitKind::Usual)?;
        Some(usual.deadline()?.day)
    }

    fn track(&self, service: &str) -> TrackRecord {
        let (due, due_exact) = self.decided_by(service);
        let state = self.case.service(service).map(|service| service.state);
        TrackRecord {
            service: service.to_owned(),
            state: state.unwrap_or(casework::ServiceState::Submitted),
            due,
            due_exact,
        }
    }

    async fn keep_standing(&self, db: &mut Connection, clock: Clock<'_>) -> Result<(), StoreError> {
        let case = &self.case;
        let found = Standing {
            closed_at: case.is_closed().then(|| case.last_at.rfc3339()),
            owes: case.is_owed_by_others(),
            office_owes: case.is_owed_by_office(),
            next_due: casework::next_due(case, &self.rules, clock).map(casework::Moment::unix),
        };
        standing::set_standing(db, self.id, &found).await
    }
}

/// The words that go with an event.
pub(crate) fn text_of(event: &EventKind) -> Option<&TextId> {
    use EventKind as E;
    match event {
        E::CorrectionAsked { note, .. }
        | E::Corrected { note, .. }
        | E::Extended { note, .. }
        | E::Granted { note, .. }
        | E::Refused { note, .. }
        | E::Revoked { note, .. } => note.as_ref(),
        E::Rated { text, .. } => text.as_ref(),
        E::Asked { text, .. }
        | E::Answered { text, .. }
        | E::UrgeAnswered { text, .. }
        | E::Replied { text, .. }
        | E::Rectified { text, .. } => Some(text),
        _ => None,
    }
}
