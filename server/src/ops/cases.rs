//! The cases of an office: the list, one of them whole, its files.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use casework::Light;
use contract::case::ServiceState;
use contract::ops::{OpsCase, OpsCaseDetail, OpsCasePage};
use serde::Deserialize;

use super::case_view;
use super::gate::Clerk;
use super::scope::Scope;
use crate::cases::files;
use crate::error::{ApiResult, malformed, not_found};
use crate::http::params::{Path, Query};
use crate::state::AppState;
use crate::store::office_lists::{self, Wanted};
use crate::store::uploads;

const PAGE: u32 = 50;
/// Pages of the office's cases that are looked through for what is asked for.
const LONGEST_SEARCH: u8 = 10;

#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    state: Option<ServiceState>,
    light: Option<Light>,
    service: Option<String>,
    #[serde(default)]
    flagged: bool,
    #[serde(default)]
    objected: bool,
    cursor: Option<String>,
}

impl Filter {
    /// The row at which the page before ended; before all of them on the first.
    fn after(&self) -> ApiResult<i64> {
        let row = self.cursor.as_deref().map(str::parse).transpose();
        let row = row.or_else(|_| malformed("the cursor is not of this list"))?;
        Ok(row.unwrap_or_default())
    }

    /// Whether one service of the case is all that is asked for.
    fn takes(&self, case: &OpsCase) -> bool {
        let is_it = |name: &str| self.service.as_ref().is_none_or(|asked| asked == name);
        let mut services = case.services.iter();
        let any = services.any(|one| {
            is_it(&one.service)
                && self.state.is_none_or(|state| one.state == state)
                && self.light.is_none_or(|light| one.light == light)
                && (!self.objected || one.objected)
        });
        any && (!self.flagged || !case.flags.is_empty())
    }
}

/// `GET /ops/v1/cases?state=&light=&service=&flagged=&objected=&cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(filter): Query<Filter>,
) -> ApiResult<Json<OpsCasePage>> {
    let mut after = filter.after()?;
    let scope = clerk.office.scope();
    let wanted = Wanted {
        state: filter.state,
        service: filter.service.as_deref(),
    };
    let mut db = app.store.read().await?;
    let mut next_cursor = None;
    let mut items = Vec::new();
    // Lights, flags and objections are in no column: a page may be shorter than it could be, and go on.
    for _ in 0..LONGEST_SEARCH {
        let found = office_lists::page(&mut db, &scope, wanted, after, PAGE).await?;
        let is_last = found.len() < PAGE as usize;
        for record in found {
            after = record.id;
            if let Some(scope) = Scope::of(&app, &mut db, &clerk, record).await? {
                let line = case_view::line(&app, &scope);
                items.extend(Some(line).filter(|line| filter.takes(line)));
            }
        }
        next_cursor = (!is_last).then(|| after.to_string());
        if is_last || items.len() >= PAGE as usize {
            break;
        }
    }
    Ok(Json(OpsCasePage { items, next_cursor }))
}

/// `GET /ops/v1/cases/{number}`
pub(crate) async fn show(
    State(app): State<AppState>,
    clerk: Clerk,
    Path(number): Path<String>,
) -> ApiResult<Json<OpsCaseDetail>> {
    let mut db = app.store.read().await?;
    let scope = Scope::find(&app, &mut db, &clerk, &number).await?;
    let shown = case_view::whole(&app, &mut db, &clerk, &scope).await?;
    Ok(Json(shown))
}

/// `GET /ops/v1/cases/{number}/files/{file}`
pub(crate) async fn file(
    State(app): State<AppState>,
    clerk: Clerk,
    Path((number, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let mut db = app.store.read().await?;
    let scope = Scope::find(&app, &mut db, &clerk, &number).await?;
    let file = uploads::find_of_case(&mut db, scope.record.id, &file).await?;
    let file = file.filter(|file| scope.has_material(&file.material));
    let file = file.ok_or_else(not_found)?;
    drop(db);
    files::send(&app, &file, &headers).await
}
