//! The way of a lane: submitted → accepted → (correction → accepted)* → granted or refused.

use catalog::Scenario;
use catalog::scenario::{LimitUnit, TimeLimit};
use civic::day;
use contract::case::{LaneEventKind, LaneState};
use contract::ops::Decision;
use sqlx::SqliteConnection;

use super::promised_day;
use super::view::stored;
use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, Fault};
use crate::store::service_tracks::{self, EventRow, TrackRow};

/// A service as it enters its office.
pub(super) fn submitted(service: &catalog::scenario::Service, at: Moment) -> ApiResult<TrackRow> {
    let promised = service.promised.or(service.statutory);
    let due = promised.map(|limit| promised_day::due(limit, at.day()));
    Ok(TrackRow {
        service: service.id.clone(),
        name: service.name.zh().to_owned(),
        office: service.guide.accepted_by.zh().to_owned(),
        state: word(LaneState::Submitted)?,
        due: due.map(|due| day::iso(due.day)),
        due_exact: due.is_some_and(|due| due.exact),
        paused: None,
    })
}

pub(crate) fn state(lane: &TrackRow) -> ApiResult<LaneState> {
    serde_json::from_value(lane.state.as_str().into())
        .map_err(|_| ApiError::Internal(Fault::Stored("a lane's state")))
}

/// The state as it is stored and asked for.
pub(crate) fn word(state: LaneState) -> ApiResult<String> {
    match serde_json::to_value(state)? {
        serde_json::Value::String(word) => Ok(word),
        _ => Err(ApiError::Internal(Fault::Stored("a lane's state"))),
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

/// Moves a lane on and writes the event. The clock stops when a correction is asked for, and goes
/// on when it is answered.
pub(crate) async fn move_on(
    db: &mut SqliteConnection,
    case_id: i64,
    lane: &mut TrackRow,
    to: LaneState,
    what: &LaneEventKind,
    scenario: Option<&Scenario>,
    at: Moment,
) -> ApiResult<()> {
    if to == LaneState::CorrectionNeeded {
        let unit = scenario
            .and_then(|scenario| scenario.service(&lane.service))
            .and_then(|service| service.promised.or(service.statutory))
            .map_or(LimitUnit::WorkingDays, |limit| limit.unit);
        let due = lane.due.take().as_deref().and_then(day::parse_iso);
        let left = due.map(|due| promised_day::left(unit, due, at.day()));
        lane.paused = left.map(|left| serde_json::to_string(&left)).transpose()?;
    } else if let Some(left) = lane.paused.take() {
        let due = promised_day::due(stored::<TimeLimit>(&left, "a pause")?, at.day());
        lane.due = Some(day::iso(due.day));
        lane.due_exact = due.exact;
    }
    lane.state = word(to)?;
    service_tracks::update(db, case_id, lane).await?;
    happened(db, case_id, &lane.service, what, at).await
}

pub(super) async fn happened(
    db: &mut SqliteConnection,
    case_id: i64,
    service: &str,
    what: &LaneEventKind,
    at: Moment,
) -> ApiResult<()> {
    let event = EventRow {
        service: service.to_owned(),
        at: at.rfc3339(),
        what: serde_json::to_string(what)?,
    };
    service_tracks::add_event(db, case_id, &event).await?;
    Ok(())
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
