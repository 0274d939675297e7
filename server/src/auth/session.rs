//! Signing in and out, and who is signed in. The cookie holds a random token; the database its hash.
//! A city connects its own identity service here; built in are the demo identities.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::person::{Session, SignIn};
use contract::problem::Code;
use sha2::{Digest, Sha256};

use crate::demo::DemoPerson;
use crate::error::{ApiError, ApiResult, problem};
use crate::http::body::JsonBody;
use crate::random;
use crate::state::AppState;
use crate::store::sessions;

/// A session ends so long after it was last used.
const LASTS_SECONDS: i64 = 8 * 3600;
/// It is prolonged at most so often, so that reading does not write each time.
const PROLONGED_EVERY_SECONDS: i64 = 5 * 60;

/// The person who is signed in; without one the answer is 401.
pub(crate) struct SignedIn(pub(crate) DemoPerson);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> ApiResult<Self> {
        match person_of(app, &parts.headers).await? {
            Some(person) => Ok(Self(person)),
            None => problem(Code::SignInNeeded, "sign in first"),
        }
    }
}

/// `GET /api/v1/session`
pub(crate) async fn show(State(app): State<AppState>, headers: HeaderMap) -> ApiResult<Response> {
    let person = person_of(&app, &headers).await?;
    let token = person.is_some().then(|| token_in(&app, &headers)).flatten();
    let mut response = Json(session(&app, person.as_ref())).into_response();
    if let Some(token) = token {
        set_cookie(&app, &mut response, token, LASTS_SECONDS);
    }
    Ok(response)
}

/// Who asks, for the limit; in-process tests have no connection.
pub(crate) struct Peer(Option<SocketAddr>);

impl FromRequestParts<AppState> for Peer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> ApiResult<Self> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(info.map(|ConnectInfo(address)| *address)))
    }
}

/// `POST /api/v1/session`
pub(crate) async fn sign_in(
    State(app): State<AppState>,
    Peer(peer): Peer,
    headers: HeaderMap,
    body: JsonBody<SignIn>,
) -> ApiResult<Response> {
    let now = app.clock.now();
    let address = peer.map_or([0, 0, 0, 0].into(), |peer| peer.ip());
    if !app.sign_in_limit.admits(address, now) {
        return problem(Code::TooMany, "too many tries; wait a minute");
    }
    let Some(person) = app.demo.find(&body.data.demo_identity, now.day()) else {
        return problem(Code::NotFound, "there is no such identity");
    };
    let token = random::token()?;
    let mut db = app.store.writing().await?;
    if let Some(before) = token_in(&app, &headers) {
        sessions::delete(&mut db, &hash(before)).await?;
    }
    let ends = now.unix() + LASTS_SECONDS;
    sessions::insert(&mut db, &hash(&token), &person.id, ends).await?;
    db.commit().await?;
    let mut response = Json(session(&app, Some(&person))).into_response();
    set_cookie(&app, &mut response, &token, LASTS_SECONDS);
    Ok(response)
}

/// `DELETE /api/v1/session`
pub(crate) async fn sign_out(
    State(app): State<AppState>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    if let Some(token) = token_in(&app, &headers) {
        let mut db = app.store.writing().await?;
        sessions::delete(&mut db, &hash(token)).await?;
        db.commit().await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&app, &mut response, "", 0);
    Ok(response)
}

fn session(app: &AppState, person: Option<&DemoPerson>) -> Session {
    Session {
        person: person.map(DemoPerson::person),
        demo_identities: app.demo.identities(),
        today: civic::day::iso(app.clock.today()),
    }
}

async fn person_of(app: &AppState, headers: &HeaderMap) -> ApiResult<Option<DemoPerson>> {
    let Some(token) = token_in(app, headers) else {
        return Ok(None);
    };
    let (token, now) = (hash(token), app.clock.now());
    let mut db = app.store.reading().await?;
    let Some((person, ends)) = sessions::find(&mut db, &token, now.unix()).await? else {
        return Ok(None);
    };
    let new_end = now.unix() + LASTS_SECONDS;
    if new_end - ends >= PROLONGED_EVERY_SECONDS {
        sessions::prolong(&mut db, &token, new_end).await?;
    }
    Ok(app.demo.find(&person, now.day()))
}

/// `__Host-` binds the cookie to this very host, but only https may set it.
fn cookie_name(app: &AppState) -> &'static str {
    if app.settings.is_https() {
        "__Host-yijianshi"
    } else {
        "yijianshi"
    }
}

fn token_in<'a>(app: &AppState, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(app))
        .map(|(_, token)| token)
}

fn set_cookie(app: &AppState, response: &mut Response, token: &str, seconds: i64) {
    let name = cookie_name(app);
    let secure = if app.settings.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie =
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
