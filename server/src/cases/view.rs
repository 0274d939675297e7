//! Cases as they are shown: rows of the database as types of the contract.

use catalog::Supplied;
use contract::case::{Case, CaseMaterial, CaseSummary, Lane, LaneEvent, LaneEventKind, LaneState};
use contract::ops::{OpsCase, OpsLane};
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::service_track;
use crate::error::{ApiError, ApiResult, Fault};
use crate::store::cases::{self, CaseRow};
use crate::store::service_tracks::{self, EventRow, TrackRow};

pub(crate) async fn case(db: &mut SqliteConnection, row: CaseRow) -> ApiResult<Case> {
    let events = service_tracks::events(db, row.id).await?;
    let lanes = service_tracks::of_case(db, row.id)
        .await?
        .into_iter()
        .map(|lane| {
            Ok(Lane {
                state: service_track::state(&lane)?,
                events: events_of(&lane, &events)?,
                service: lane.service,
                name: lane.name,
                office: lane.office,
                due: lane.due,
                due_exact: lane.due_exact,
            })
        })
        .collect::<ApiResult<_>>()?;
    let materials = cases::materials(db, row.id)
        .await?
        .into_iter()
        .map(|row| {
            Ok(CaseMaterial {
                supplied: stored::<Supplied>(&row.supplied, "a supplied material")?,
                material: row.material,
                name: row.name,
                due: row.due,
            })
        })
        .collect::<ApiResult<_>>()?;
    Ok(Case {
        automatic: stored(&row.automatic, "automatic services")?,
        number: row.number,
        scenario: row.scenario,
        title: row.title,
        region: row.region,
        submitted_at: row.submitted_at,
        lanes,
        materials,
    })
}

pub(crate) async fn summary(db: &mut SqliteConnection, row: CaseRow) -> ApiResult<CaseSummary> {
    let lanes = service_tracks::of_case(db, row.id).await?;
    let states: Vec<LaneState> = lanes
        .iter()
        .map(service_track::state)
        .collect::<ApiResult<_>>()?;
    let count = |lanes: usize| u16::try_from(lanes).unwrap_or(u16::MAX);
    Ok(CaseSummary {
        number: row.number,
        scenario: row.scenario,
        title: row.title,
        submitted_at: row.submitted_at,
        state: wants_most_attention(&states),
        lanes_done: count(states.iter().filter(|state| state.is_final()).count()),
        lanes_total: count(states.len()),
    })
}

pub(crate) async fn for_office(db: &mut SqliteConnection, row: CaseRow) -> ApiResult<OpsCase> {
    let lanes = service_tracks::of_case(db, row.id)
        .await?
        .into_iter()
        .map(|lane| {
            Ok(OpsLane {
                state: service_track::state(&lane)?,
                service: lane.service,
                name: lane.name,
            })
        })
        .collect::<ApiResult<_>>()?;
    Ok(OpsCase {
        flags: stored(&row.flags, "flags")?,
        number: row.number,
        title: row.title,
        submitted_at: row.submitted_at,
        lanes,
    })
}

/// Reads what the server itself has written.
pub(crate) fn stored<T: DeserializeOwned>(json: &str, what: &'static str) -> ApiResult<T> {
    serde_json::from_str(json).map_err(|_| ApiError::Internal(Fault::Stored(what)))
}

fn events_of(lane: &TrackRow, events: &[EventRow]) -> ApiResult<Vec<LaneEvent>> {
    events
        .iter()
        .filter(|event| event.service == lane.service)
        .map(|event| {
            Ok(LaneEvent {
                at: event.at.clone(),
                what: stored::<LaneEventKind>(&event.what, "an event")?,
            })
        })
        .collect()
}

/// First what the applicant must do, then what is under way, last what is over.
fn wants_most_attention(states: &[LaneState]) -> LaneState {
    [
        LaneState::CorrectionNeeded,
        LaneState::Submitted,
        LaneState::Accepted,
        LaneState::Refused,
    ]
    .into_iter()
    .find(|state| states.contains(state))
    .unwrap_or(LaneState::Granted)
}
