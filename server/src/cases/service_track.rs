//! The way of one service through its office: submitted → accepted → (correction → accepted)* → granted or refused.

use catalog::Scenario;
use catalog::scenario::{LimitUnit, Service};
use contract::case::{LaneEventKind, LaneState};
use contract::ops::Decision;

use super::pause;
use crate::clock::Moment;
use crate::store::{Connection, StoreError, TrackEvent, TrackRecord, service_tracks};

/// A service as it enters its office.
pub(super) fn submitted(scenario: &Scenario, service: &Service, at: Moment) -> TrackRecord {
    let duration = scenario.duration(service);
    let due = duration.map(|duration| duration.limit.due(at.day()));
    // What is only usual is no day that the office has promised.
    let is_binding = duration.is_some_and(|duration| duration.is_binding);
    TrackRecord {
        service: service.id.clone(),
        state: LaneState::Submitted,
        due: due.map(|due| due.day),
        due_exact: is_binding && due.is_some_and(|due| due.exact),
        paused: None,
    }
}

/// Where a decision leads from a state; `None` where it is not open there.
pub(crate) const fn decided(from: LaneState, decision: &Decision) -> Option<LaneState> {
    match (from, decision) {
        (LaneState::Submitted, Decision::Accept) => Some(LaneState::Accepted),
        (LaneState::Accepted, Decision::Correct { .. }) => Some(LaneState::CorrectionNeeded),
        (LaneState::Accepted, Decision::Grant { .. }) => Some(LaneState::Granted),
        (LaneState::Accepted, Decision::Refuse { .. }) => Some(LaneState::Refused),
        _ => None,
    }
}

pub(crate) fn event_of(decision: Decision) -> LaneEventKind {
    match decision {
        Decision::Accept => LaneEventKind::Accepted,
        Decision::Correct {
            message, materials, ..
        } => LaneEventKind::CorrectionAsked { message, materials },
        Decision::Grant { result } => LaneEventKind::Granted { result },
        Decision::Refuse { reason } => LaneEventKind::Refused { reason },
    }
}

/// One step of a track.
pub(crate) struct Step<'a> {
    pub(crate) to: LaneState,
    pub(crate) what: LaneEventKind,
    /// The version the case was made with.
    pub(crate) scenario: &'a Scenario,
    pub(crate) at: Moment,
}

/// Moves a track on and records the event. The clock stops when a correction is asked for, and goes on when it is
/// answered.
pub(crate) async fn advance(
    db: &mut Connection,
    case_id: i64,
    track: &mut TrackRecord,
    step: Step<'_>,
) -> Result<(), StoreError> {
    let today = step.at.day();
    let service = step.scenario.service(&track.service);
    let duration = service.and_then(|service| step.scenario.duration(service));
    if step.to == LaneState::CorrectionNeeded {
        let unit = duration.map_or(LimitUnit::WorkingDays, |duration| duration.limit.unit);
        let due = track.due.take();
        track.paused = due.map(|due| pause::left(unit, due, today));
    } else if let Some(left) = track.paused.take() {
        let due = left.due(today);
        track.due = Some(due.day);
        track.due_exact = due.exact && duration.is_some_and(|duration| duration.is_binding);
    }
    track.state = step.to;
    service_tracks::update(db, case_id, track).await?;
    record(db, case_id, &track.service, step.what, step.at).await
}

pub(super) async fn record(
    db: &mut Connection,
    case_id: i64,
    service: &str,
    what: LaneEventKind,
    at: Moment,
) -> Result<(), StoreError> {
    let event = TrackEvent {
        service: service.to_owned(),
        at: at.rfc3339(),
        what,
    };
    service_tracks::add_event(db, case_id, &event).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_decided_before_it_is_accepted_nor_twice() {
        let grant = Decision::Grant {
            result: "已登记".to_owned(),
        };
        assert_eq!(decided(LaneState::Submitted, &grant), None);
        assert_eq!(
            decided(LaneState::Submitted, &Decision::Accept),
            Some(LaneState::Accepted)
        );
        assert_eq!(decided(LaneState::Accepted, &Decision::Accept), None);
        assert_eq!(
            decided(LaneState::Accepted, &grant),
            Some(LaneState::Granted)
        );
        assert_eq!(decided(LaneState::CorrectionNeeded, &grant), None);
        assert_eq!(decided(LaneState::Granted, &grant), None);
    }
}
