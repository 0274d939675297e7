//! Documents as PDF and as pictures: the receipt of a case, what was promised with it, and blanks to print, fill in and
//! sign. Only for whose they are.

mod blanks;
pub(crate) mod printer;
mod promise;
mod receipt;
mod result;
pub(crate) mod results;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use catalog::{Application, Scenario};
use civic::day;
use contract::case::Case;
use contract::document::BlankContent;
use documents::{Kind, Moment};
use serde::Deserialize;

use self::blanks::Filled;
use crate::auth::identity::Person;
use crate::auth::session::SignedIn;
use crate::cases::view;
use crate::error::{ApiResult, malformed, not_found};
use crate::http::body::JsonBody;
use crate::http::params::{Path, Query};
use crate::registers::holdings::RegisterFacts;
use crate::scenario_registry::region_or_national;
use crate::state::AppState;
use crate::store::{CaseRecord, cases};

#[derive(Debug, Deserialize)]
pub(crate) struct SharedQuery {
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
    Query(query): Query<SharedQuery>,
) -> ApiResult<Response> {
    let receipt = the_receipt(&app, &person, &number, &query).await?;
    answer(&app, receipt, "receipt", PDF).await
}

/// `GET /api/v1/cases/{number}/receipt.png?shared=`
pub(crate) async fn receipt_picture(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(number): Path<String>,
    Query(query): Query<SharedQuery>,
) -> ApiResult<Response> {
    let receipt = the_receipt(&app, &person, &number, &query).await?;
    answer(&app, receipt, "receipt", PNG).await
}

async fn the_receipt(
    app: &AppState,
    person: &Person,
    number: &str,
    query: &SharedQuery,
) -> ApiResult<documents::Receipt> {
    let Own { case, scenario, .. } = own(app, person, number).await?;
    let link = format!("{}/cases/{}", app.settings.link_base(), case.number);
    let shared = query.shared.unwrap_or(false);
    Ok(receipt::of(case, &scenario, person, link, shared))
}

/// `GET /api/v1/cases/{number}/promises/{commitment}?shared=`, where the commitment's id is followed by `.pdf` or
/// `.png`.
pub(crate) async fn promise(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, file_name)): Path<(String, String)>,
    Query(query): Query<SharedQuery>,
) -> ApiResult<Response> {
    let (id, form) = form_of(&file_name)?;
    let own = own(&app, &person, &number).await?;
    let (record, scenario) = (&own.record, &own.scenario);
    let agreed = record.application.agreed.contains(id);
    let commitment = scenario.commitment(id).filter(|_| agreed);
    let commitment = commitment.ok_or_else(not_found)?;
    let services = own.case.services.iter();
    let services: Vec<_> = services
        .filter_map(|it| scenario.service(&it.service))
        .collect();
    let shared = query.shared.unwrap_or(false);
    let promise = promise::of(record, &services, scenario, commitment, &person, shared)?;
    answer(&app, promise, "promise", form).await
}

/// A case of one's own.
struct Own {
    record: CaseRecord,
    case: Case,
    scenario: Arc<Scenario>,
}

/// Printing takes a while, and others want to write: the database is let go before.
async fn own(app: &AppState, person: &Person, number: &str) -> ApiResult<Own> {
    let mut db = app.store.read().await?;
    let record = cases::find_own(&mut db, &person.id, number)
        .await?
        .ok_or_else(not_found)?;
    let scenario = app
        .scenarios
        .version(&mut db, &record.scenario, &record.scenario_hash)
        .await?;
    let case = view::case(app, &mut db, record.clone()).await?;
    Ok(Own {
        record,
        case,
        scenario,
    })
}

/// `GET /api/v1/scenarios/{id}/blanks/{material}?region=`, where the material's id is followed by `.pdf` or
/// `.png`: filled with who is signed in.
pub(crate) async fn blank(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((id, file_name)): Path<(String, String)>,
    Query(query): Query<BlankQuery>,
) -> ApiResult<Response> {
    let content = BlankContent {
        region: query.region.unwrap_or_default(),
        ..BlankContent::default()
    };
    printed_blank(&app, &person, &id, &file_name, content).await
}

/// `POST` to the same: filled with what the form knows.
pub(crate) async fn filled_blank(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((id, file_name)): Path<(String, String)>,
    body: JsonBody<BlankContent>,
) -> ApiResult<Response> {
    printed_blank(&app, &person, &id, &file_name, body.data).await
}

async fn printed_blank(
    app: &AppState,
    person: &Person,
    id: &str,
    file_name: &str,
    content: BlankContent,
) -> ApiResult<Response> {
    let (material, form) = form_of(file_name)?;
    let library = app.scenarios.current();
    let region = region_or_national(&library, Some(&content.region));
    let scenario = library.scenario(region, id).ok_or_else(not_found)?;
    let blank = scenario.material(material).and_then(|it| it.blank.as_ref());
    let blank = blank.ok_or_else(not_found)?;
    let facts = RegisterFacts::of(app, person).await;
    let application = Application {
        answers: content.answers,
        fields: content.fields,
        ..Application::default()
    };
    let context = facts.context(app.clock.today());
    let plan = catalog::plan(scenario, &application.answers, &context);
    let known = blanks::Known {
        scenario,
        plan: &plan,
        application: &application,
        context: &context,
        person,
    };
    let name = blanks::name(blank);
    match blanks::of(blank, material, &known) {
        Filled::Authorisation(data) => answer(app, data, name, form).await,
        Filled::Settlement(data) => answer(app, data, name, form).await,
    }
}

/// A media type, and how names of such files end.
type Form = (&'static str, &'static str);

const PDF: Form = ("application/pdf", "pdf");
const PNG: Form = ("image/png", "png");

/// The id and the form that a file's name asks for.
fn form_of(name: &str) -> ApiResult<(&str, Form)> {
    let (id, ending) = name.rsplit_once('.').ok_or_else(not_found)?;
    let form = [PDF, PNG].into_iter().find(|(_, of)| *of == ending);
    Ok((id, form.ok_or_else(not_found)?))
}

async fn answer<K: Kind + Send + 'static>(
    app: &AppState,
    data: K,
    name: &str,
    form: Form,
) -> ApiResult<Response> {
    let bytes = match form {
        PNG => app.printer.picture(data).await?,
        _ => app.printer.print(data).await?,
    };
    file(bytes, name, form)
}

/// To be shown, and to be saved under a name that says nothing of a person. No cache keeps it: that is the rule for
/// all of the API (`http/security_headers.rs`).
fn file(bytes: Vec<u8>, name: &str, (media_type, ending): Form) -> ApiResult<Response> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(media_type);
    headers.insert(header::CONTENT_TYPE, media_type);
    let disposition = format!("inline; filename=\"{name}.{ending}\"");
    match HeaderValue::from_str(&disposition) {
        Ok(value) => headers.insert(header::CONTENT_DISPOSITION, value),
        Err(_) => return malformed("the name of a file has other characters than it may"),
    };
    Ok(response)
}

/// The day and time of `2026-11-20T10:00:00+08:00`, which is how the store writes China's time.
fn moment(text: &str) -> Option<Moment> {
    Some(Moment {
        day: day::parse_iso(text.get(..10)?)?,
        hour: text.get(11..13)?.parse().ok()?,
        minute: text.get(14..16)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_is_that_of_china_as_it_was_stored() {
        let moment = moment("2026-11-20T09:05:00+08:00").unwrap();
        assert_eq!(
            (day::iso(moment.day).as_str(), moment.hour, moment.minute),
            ("2026-11-20", 9, 5)
        );
        assert_eq!(super::moment("2026-11-20"), None);
    }
}
