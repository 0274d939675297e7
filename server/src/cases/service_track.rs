//! The way of one service through its office: submitted → accepted → (correction → accepted)* → granted or refused.

use catalog::Scenario;
use catalog::scenario::{LimitUnit, Service};
use contract::case::{ServiceEventKind, ServiceState};
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
        state: ServiceState::Submitted,
        due: due.map(|due| due.day),
        due_exact: is_binding && due.is_some_and(|due| due.exact),
        paused: None,
    }
}

/// Where a decision leads from a state; `None` where it is not open there.
pub(crate) const fn decided(from: ServiceState, decision: &Decision) -> Option<ServiceState> {
    match (from, decision) {
        (ServiceState::Submitted, Decision::Accept) => Some(ServiceState::Accepted),
        (ServiceState::Accepted, Decision::Correct { .. }) => Some(ServiceState::CorrectionNeeded),
        (ServiceState::Accepted, Decision::Grant { .. }) => Some(ServiceState::Granted),
        (ServiceState::Accepted, Decision::Refuse { .. }) => Some(ServiceState::Refused),
        _ => None,
    }
}

pub(crate) fn event_of(decision: Decision) -> ServiceEventKind {
    match decision {
        Decision::Accept => ServiceEventKind::Accepted,
        Decision::Correct {
            message, materials, ..
        } => ServiceEventKind::CorrectionAsked { message, materials },
        Decision::Grant { result } => ServiceEventKind::Granted { result },
        Decision::Refuse { reason } => ServiceEventKind::Refused { reason },
    }
}

/// One step of a track.
pub(crate) struct Step<'a> {
    pub(crate) to: ServiceState,
    pub(crate) what: ServiceEventKind,
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
    if step.to == ServiceState::CorrectionNeeded {
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
    what: ServiceEventKind,
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
        assert_eq!(decided(ServiceState::Submitted, &grant), None);
        assert_eq!(
            decided(ServiceState::Submitted, &Decision::Accept),
            Some(ServiceState::Accepted)
        );
        assert_eq!(decided(ServiceState::Accepted, &Decision::Accept), None);
        assert_eq!(
            decided(ServiceState::Accepted, &grant),
            Some(ServiceState::Granted)
        );
        assert_eq!(decided(ServiceState::CorrectionNeeded, &grant), None);
        assert_eq!(decided(ServiceState::Granted, &grant), None);
    }
}
