//! A session that a mini-program hands in: its back end knows who is there, says so with its secret, and gets a code.
//! The web-view opens the code's address once, within a minute. A token never stands in an address.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Redirect;
use axum_extra::extract::cookie::CookieJar;
use contract::handover::{HandedOver, Handover};
use contract::problem::Code;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::cookies::hash;
use super::oidc::claims::Told;
use super::oidc::error::Failed;
use super::proven;
use super::return_to::ReturnTo;
use super::session;
use crate::error::{ApiResult, not_found, problem};
use crate::http::body::JsonBody;
use crate::http::client_address::ClientAddress;
use crate::http::limits::Limited;
use crate::http::params::Query;
use crate::random;
use crate::state::AppState;
use crate::store::SessionBy;
use crate::store::handovers::{self, HandedIn};

const SECONDS: u16 = 60;

/// `POST /api/v1/handovers`
pub(crate) async fn hand_in(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    body: JsonBody<Handover>,
) -> ApiResult<(StatusCode, Json<HandedOver>)> {
    let now = app.clock.now();
    let settings = &app.settings.oidc;
    let secret = settings.handover_secret.as_ref().ok_or_else(not_found)?;
    let address = address.to_string();
    app.limits.may_try(Limited::WrongTokens, &address)?;
    let shown = headers.get(header::AUTHORIZATION);
    let shown = shown.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    // Digests are compared: the time says nothing of the secret, nor of its length.
    let is_known = |shown: &str| bool::from(hash(shown).ct_eq(&hash(secret)));
    if !shown.is_some_and(is_known) {
        app.limits.count(Limited::WrongTokens, address);
        return problem(
            Code::Forbidden,
            "the secret of the mini-program is missing or wrong",
        );
    }
    let Handover { person, to } = &body.data;
    let employer = person.employer.as_ref();
    let told = Told {
        subject: &person.subject,
        level: person.level.as_deref(),
        name: Some(&person.name),
        number: Some(&person.number),
        mobile: person.mobile.as_deref(),
        employer_name: employer.map(|employer| &*employer.name),
        credit_code: employer.map(|employer| &*employer.credit_code),
        role: employer.and_then(|employer| employer.role.as_deref()),
    };
    let Ok(person) = told.person(settings, now.day()) else {
        return problem(
            Code::Malformed,
            "level, name or number are not those of a proven person",
        );
    };
    let code = random::token()?;
    let to = ReturnTo::read(to.as_deref());
    let mut db = app.store.write_of(&person.id).await?;
    proven::keep(&mut db, &person, now.unix()).await?;
    let new = HandedIn {
        person: person.id,
        return_to: to.as_str().to_owned(),
        expires_at: now.unix() + i64::from(SECONDS),
        employer: person.employer,
    };
    handovers::insert(&mut db, &hash(&code), new).await?;
    db.commit().await?;
    let handed_over = HandedOver {
        address: format!("/api/v1/session/handover?code={code}"),
        seconds: SECONDS,
    };
    Ok((StatusCode::CREATED, Json(handed_over)))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Opened {
    code: String,
}

/// `GET /api/v1/session/handover?code=`
pub(crate) async fn open(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    cookies: CookieJar,
    Query(opened): Query<Opened>,
) -> ApiResult<(CookieJar, Redirect)> {
    let now = app.clock.now();
    let (limits, address) = (&app.limits, address.to_string());
    limits.admit(Limited::SigningIn, address).await?;
    if is_from_another_site(&headers) {
        return problem(Code::Forbidden, "a link of another site opens no session");
    }
    let mut db = app.store.write().await?;
    let handed_in = handovers::take(&mut db, &hash(&opened.code)).await?;
    db.commit().await?;
    let handed_in = handed_in.filter(|one| one.expires_at > now.unix());
    let person = match &handed_in {
        Some(one) => proven::person(&app, &mut app.store.read().await?, &one.person).await?,
        None => None,
    };
    let Some((mut person, handed_in)) = person.zip(handed_in) else {
        let again = ReturnTo::read(None).by_way_of_sign_in(Failed::Again.name());
        return Ok((cookies, Redirect::to(&again)));
    };
    person.employer = handed_in.employer;
    let cookies = session::open(&app, cookies, &person, (SessionBy::Handover, None)).await?;
    Ok((
        cookies,
        Redirect::to(ReturnTo::read(Some(&handed_in.return_to)).as_str()),
    ))
}

/// Whoever has a code of their own could lead somebody else to it, who would then fill in their form in the wrong name.
/// A web-view that opens an address by itself says `none`, old ones nothing.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_some_and(|site| site != "none" && site != "same-origin")
}
