//! The shelf, the regions, the scenarios, the handbook and the search index: the same for everyone, and cacheable.
//! The latest is revalidated each time (and answered with 304); a version by its hash never changes.

pub(crate) mod documents;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use documents::Document;

use crate::error::{ApiResult, not_found};
use crate::http::etag;
use crate::http::params::{Path, Query};
use crate::random::hex;
use crate::scenario_registry::region_or_national;
use crate::state::AppState;
use crate::store::scenario_versions;

/// `GET /api/v1/health`
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Health {
    /// Always "ok": a server that is not answers otherwise.
    status: &'static str,
}

#[derive(Debug, Deserialize)]
pub(crate) struct RegionQuery {
    region: Option<String>,
}

impl RegionQuery {
    fn region(&self, app: &AppState) -> String {
        let library = app.scenarios.current();
        region_or_national(&library, self.region.as_deref()).to_owned()
    }
}

pub(crate) async fn health(State(app): State<AppState>) -> ApiResult<Json<Health>> {
    // Without its database the server is of no use.
    app.store.read().await?;
    Ok(Json(Health { status: "ok" }))
}

/// `GET /api/v1/regions`
pub(crate) async fn regions(
    State(app): State<AppState>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    latest(&app, &headers, Document::Regions).await
}

/// `GET /api/v1/handbook`
pub(crate) async fn handbook(
    State(app): State<AppState>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    latest(&app, &headers, Document::Handbook).await
}

/// `GET /api/v1/search-index?region=`
pub(crate) async fn search_index(
    State(app): State<AppState>,
    Query(query): Query<RegionQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let region = query.region(&app);
    latest(&app, &headers, Document::SearchIndex { region }).await
}

/// `GET /api/v1/shelf?region=`
pub(crate) async fn shelf(
    State(app): State<AppState>,
    Query(query): Query<RegionQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let region = query.region(&app);
    latest(&app, &headers, Document::Shelf { region }).await
}

/// `GET /api/v1/scenarios/{id}?region=`
pub(crate) async fn scenario(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<RegionQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let region = query.region(&app);
    latest(&app, &headers, Document::Scenario { region, id }).await
}

async fn latest(app: &AppState, headers: &HeaderMap, document: Document) -> ApiResult<Response> {
    let library = app.scenarios.current();
    let stored = app.documents.current(library, document).await?;
    Ok(stored.answer(headers, "no-cache"))
}

/// `GET /api/v1/scenarios/{id}/{hash}`
pub(crate) async fn scenario_version(
    State(app): State<AppState>,
    Path((id, hash)): Path<(String, String)>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let stored = match app.documents.version(&id, &hash) {
        Some(stored) => stored,
        None => {
            let mut db = app.store.read().await?;
            let json = scenario_versions::find_json(&mut db, &id, &hash)
                .await?
                .ok_or_else(not_found)?;
            drop(db);
            app.documents.keep_version(id, hash, json).await?
        }
    };
    Ok(stored.answer(&headers, "public, max-age=31536000, immutable"))
}

/// An answer whose ETag is the digest of its JSON; 304 where the caller has it already.
pub(crate) fn cacheable(request: &HeaderMap, answer: &impl Serialize) -> ApiResult<Response> {
    let json = serde_json::to_string(answer)?;
    let tag = hex(&Sha256::digest(&json));
    let mut response = ([(header::CONTENT_TYPE, "application/json")], json).into_response();
    etag::name(&mut response, &tag);
    if etag::is_held(request, &tag) {
        etag::empty(&mut response);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
