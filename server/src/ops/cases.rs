//! The list of cases for back offices.

use axum::Json;
use axum::extract::State;
use contract::case::ServiceState;
use contract::ops::{OpsCase, OpsCasePage};
use serde::Deserialize;

use super::gate::Clerk;
use super::offices::Office;
use crate::cases::view;
use crate::error::ApiResult;
use crate::http::params::Query;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases};

const PAGE: u32 = 50;
/// Pages that are looked through for one.
const LONGEST_SEARCH: u8 = 10;

#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    state: Option<ServiceState>,
    cursor: Option<String>,
}

/// `GET /ops/v1/cases?state=&cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(filter): Query<Filter>,
) -> ApiResult<Json<OpsCasePage>> {
    let mut db = app.store.read().await?;
    let mut cursor = filter.cursor;
    let mut items = Vec::new();
    // Cases of others lie between those of the office: a page may be shorter than it could be, and go on.
    for _ in 0..LONGEST_SEARCH {
        let after = cursor.as_deref();
        let found = cases::page_for_office(&mut db, filter.state, after, PAGE).await?;
        let is_last = found.len() < PAGE as usize;
        for case in found {
            cursor = Some(case.number.clone());
            items.extend(seen(&app, &mut db, &clerk.office, case).await?);
        }
        if is_last {
            cursor = None;
            break;
        }
        if items.len() >= PAGE as usize {
            break;
        }
    }
    Ok(Json(OpsCasePage {
        items,
        next_cursor: cursor,
    }))
}

/// A case as the office may see it; `None` where none of its services is the office's.
async fn seen(
    app: &AppState,
    db: &mut Connection,
    office: &Office,
    case: CaseRecord,
) -> ApiResult<Option<OpsCase>> {
    let (scenario, region) = (case.scenario.clone(), case.region.clone());
    let mut shown = view::for_office(&app.scenarios, db, case).await?;
    let services = &mut shown.services;
    services.retain(|it| office.sees(&scenario, &region, &it.service));
    Ok(Some(shown).filter(|shown| !shown.services.is_empty()))
}
