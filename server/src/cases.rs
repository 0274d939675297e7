//! A resident's own cases: handing in, following, answering a request for correction.
//! Another person's case is not found.

pub(crate) mod actions;
mod attachments;
mod automatic;
mod basis;
pub(crate) mod case_file;
pub(crate) mod change;
pub(crate) mod confirmations;
pub(crate) mod confirmers;
mod correction;
pub(crate) mod earlier;
mod effective;
pub(crate) mod elsewhere;
pub(crate) mod files;
mod flags;
pub(crate) mod handed_in;
pub(crate) mod names;
pub(crate) mod open_cases;
pub(crate) mod outcomes;
pub(crate) mod promises;
pub(crate) mod returned;
mod rows;
pub(crate) mod ruling;
mod scene;
pub(crate) mod subjects;
pub(crate) mod submit;
mod submitted;
mod told;
mod undo;
pub(crate) mod view;
mod words;

use axum::Json;
use axum::extract::State;
use contract::case::{Case, CasePage};
use serde::Deserialize;

use crate::auth::session::SignedIn;
use crate::error::{ApiResult, not_found};
use crate::http::paging::cut;
use crate::http::params::{Path, Query};
use crate::state::AppState;
use crate::store::cases;

const PAGE: u32 = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    #[serde(default)]
    open: bool,
    cursor: Option<String>,
}

/// `GET /api/v1/cases?open=&cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Query(page): Query<Page>,
) -> ApiResult<Json<CasePage>> {
    let mut db = app.store.read().await?;
    let cursor = page.cursor.as_deref();
    let found = cases::page_of(&mut db, &person.id, page.open, cursor, PAGE + 1).await?;
    let (found, next_cursor) = cut(found, PAGE, |last| last.number.clone());
    let mut items = Vec::with_capacity(found.len());
    for case in found {
        items.push(view::summary(&app, &mut db, case).await?);
    }
    Ok(Json(CasePage { items, next_cursor }))
}

/// `GET /api/v1/cases/{number}`
pub(crate) async fn show(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(number): Path<String>,
) -> ApiResult<Json<Case>> {
    let mut db = app.store.read().await?;
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    view::case(&app, &mut db, case).await.map(Json)
}
