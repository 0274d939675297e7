//! Results: printed for whose they are, verified by anyone who holds one.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use contract::document::{Verified, read_code};
use contract::licence::HeldResult;
use sha2::{Digest, Sha256};

use super::result::Granted;
use super::{answer, form_of};
use crate::auth::session::SignedIn;
use crate::cases::case_file::CaseFile;
use crate::error::{ApiResult, not_found};
use crate::http::client_address::ClientAddress;
use crate::http::limits::Limited;
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases, result_documents};

/// `GET /api/v1/cases/{number}/results/{service}`, where the service's id is followed by `.pdf` or `.png`.
pub(crate) async fn printed(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, name)): Path<(String, String)>,
) -> ApiResult<Response> {
    let (service, form) = form_of(&name)?;
    let mut db = app.store.read().await?;
    let found = cases::find_own(&mut db, &person.id, &number).await?;
    let record = found.ok_or_else(not_found)?;
    let case = CaseFile::load(&app.scenarios, &mut db, &record).await?;
    let granted = Granted::of(&case, &record, service).filter(Granted::is_valid);
    let granted = granted.ok_or_else(not_found)?;
    let said = granted.said(&case.texts(&mut db).await?);
    let code = app.subject_key.result_code(&number, service);
    let sum = sum_of(&code);
    // Whoever prints it again changes nothing.
    if result_documents::find(&mut db, &sum).await?.is_none() {
        drop(db);
        let mut db = app.store.write().await?;
        result_documents::put(&mut db, &sum, record.id, service).await?;
        db.commit().await?;
    } else {
        drop(db);
    }
    let link = format!("{}/verify/", app.settings.link_base());
    let decision = granted.printed(&person, said, &code, &link, is_demo(&app));
    answer(&app, decision, "result", form).await
}

/// `GET /api/v1/verify/{code}`: open to all, and nothing of a person. A code that is none of ours is not found,
/// whatever it looks like.
pub(crate) async fn verify(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(code): Path<String>,
) -> ApiResult<Json<Verified>> {
    let (limits, address) = (&app.limits, address.to_string());
    limits.admit(Limited::Verifying, address).await?;
    let code = read_code(&code).ok_or_else(not_found)?;
    let mut db = app.store.read().await?;
    let found = result_documents::find(&mut db, &sum_of(&code)).await?;
    let (number, service) = found.ok_or_else(not_found)?;
    let record = cases::find(&mut db, &number).await?.ok_or_else(not_found)?;
    let case = CaseFile::load(&app.scenarios, &mut db, &record).await?;
    let granted = Granted::of(&case, &record, &service).ok_or_else(not_found)?;
    Ok(Json(granted.verified(is_demo(&app))))
}

/// What was granted of one service, as its owner lists it; its code once it was printed.
pub(crate) async fn held(
    app: &AppState,
    db: &mut Connection,
    case: &CaseFile,
    record: &CaseRecord,
    service: &str,
) -> ApiResult<Option<HeldResult>> {
    let Some(granted) = Granted::of(case, record, service) else {
        return Ok(None);
    };
    let code = app.subject_key.result_code(&record.number, service);
    let is_printed = result_documents::find(db, &sum_of(&code)).await?.is_some();
    let Verified {
        number,
        title,
        office,
        day,
        validity,
        ..
    } = granted.verified(is_demo(app));
    Ok(Some(HeldResult {
        case: record.number.clone(),
        service: service.to_owned(),
        title,
        office,
        number,
        day,
        validity,
        code: is_printed.then_some(code),
    }))
}

/// Whoever can sign in without proof is in a demonstration.
fn is_demo(app: &AppState) -> bool {
    !app.identity.demo_identities().is_empty()
}

fn sum_of(code: &str) -> [u8; 32] {
    Sha256::digest(code.as_bytes()).into()
}
