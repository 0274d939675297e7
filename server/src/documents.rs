//! Documents as PDF: the receipt of a case, and blanks to print, fill in and sign. Only for whose they are.

mod blanks;
pub(crate) mod printer;
mod receipt;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;

use crate::auth::session::SignedIn;
use crate::cases::view;
use crate::error::{ApiResult, malformed, not_found};
use crate::http::params::{Path, Query};
use crate::scenario_registry::region_or_national;
use crate::state::AppState;
use crate::store::cases;

#[derive(Debug, Deserialize)]
pub(crate) struct ReceiptQuery {
    shared: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct BlankQuery {
    region: Option<String>,
}

/// `GET /api/v1/cases/{number}/receipt.pdf?shared=`
pub(crate) async fn receipt(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(number): Path<String>,
    Query(query): Query<ReceiptQuery>,
) -> ApiResult<Response> {
    let mut db = app.store.read().await?;
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    let scenario = app
        .scenarios
        .version(&mut db, &case.scenario, &case.scenario_hash)
        .await?;
    let case = view::case(&app, &mut db, case).await?;
    // Printing takes a while, and others want to write.
    drop(db);
    let link = format!("{}/cases/{}", app.settings.link_base(), case.number);
    let receipt = receipt::of(
        case,
        &scenario,
        &person,
        link,
        query.shared.unwrap_or(false),
    );
    let printed = app.printer.print(receipt).await?;
    pdf(printed, "receipt")
}

/// `GET /api/v1/scenarios/{id}/blanks/{material}?region=`, where the material's id is followed by `.pdf`.
pub(crate) async fn blank(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((id, file)): Path<(String, String)>,
    Query(query): Query<BlankQuery>,
) -> ApiResult<Response> {
    let material = file.strip_suffix(".pdf").ok_or_else(not_found)?;
    let library = app.scenarios.current();
    let region = region_or_national(&library, query.region.as_deref());
    let scenario = library.scenario(region, &id).ok_or_else(not_found)?;
    scenario.material(material).ok_or_else(not_found)?;
    let blank = blanks::Blank::of(material).ok_or_else(not_found)?;
    let printed = blank.print(&app.printer, scenario, &person).await?;
    pdf(printed, blank.name())
}

/// To be shown, and to be saved under a name that says nothing of a person. No cache keeps it: that is the rule for
/// all of the API (`http/security_headers.rs`).
fn pdf(bytes: Vec<u8>, name: &str) -> ApiResult<Response> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/pdf"),
    );
    let disposition = format!("inline; filename=\"{name}.pdf\"");
    match HeaderValue::from_str(&disposition) {
        Ok(value) => headers.insert(header::CONTENT_DISPOSITION, value),
        Err(_) => return malformed("the name of a file has other characters than it may"),
    };
    Ok(response)
}
