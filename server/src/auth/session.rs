//! Signing in and out, and who is signed in. The cookie holds a random token; the database its hash.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use civic::day;
use contract::person::{Person as ShownPerson, Session, SignIn};
use contract::problem::Code;
use sha2::{Digest, Sha256};

use super::identity::Person;
use crate::error::{ApiError, ApiResult, problem};
use crate::http::body::JsonBody;
use crate::http::client_address::ClientAddress;
use crate::proactive::due;
use crate::random;
use crate::state::AppState;
use crate::store::{StoreError, inbox, sessions};

/// A session ends this long after it was last used.
const LIFETIME_SECONDS: i64 = 8 * 3600;
/// It is extended at most this often, so that not every request writes.
const EXTENDED_EVERY_SECONDS: i64 = 5 * 60;

/// The person who is signed in; without one the answer is 401.
pub(crate) struct SignedIn(pub(crate) Person);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> ApiResult<Self> {
        match person_of(app, &CookieJar::from_headers(&parts.headers)).await? {
            Some(person) => {
                if is_limited(parts) {
                    app.write_limit
                        .admit(person.id.clone(), app.clock.running())?;
                }
                Ok(Self(person))
            }
            None => problem(Code::SignInNeeded, "sign in first"),
        }
    }
}

/// What a person may do so often a minute: whatever writes. The bytes of files are not counted: a photograph comes in a
/// hundred parts, and who announces one is counted.
fn is_limited(parts: &Parts) -> bool {
    !parts.method.is_safe() && parts.method != Method::PATCH
}

/// `GET /api/v1/session`
pub(crate) async fn show(
    State(app): State<AppState>,
    cookies: CookieJar,
) -> ApiResult<(CookieJar, Json<Session>)> {
    let person = person_of(&app, &cookies).await?;
    let session = session(&app, person.as_ref()).await?;
    let token = token_in(&app, &cookies).map(str::to_owned);
    let cookies = match token.filter(|_| person.is_some()) {
        Some(token) => cookies.add(session_cookie(&app, token, LIFETIME_SECONDS)),
        None => cookies,
    };
    Ok((cookies, Json(session)))
}

/// `POST /api/v1/session`
pub(crate) async fn sign_in(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    cookies: CookieJar,
    body: JsonBody<SignIn>,
) -> ApiResult<(CookieJar, Json<Session>)> {
    let now = app.clock.now();
    app.sign_in_limit.admit(address, app.clock.running())?;
    let Some(person) = app.identity.sign_in(&body.data, now.day()).await? else {
        return problem(Code::NotFound, "there is no such identity");
    };
    let token = random::token()?;
    let mut db = app.store.write().await?;
    if let Some(earlier) = token_in(&app, &cookies) {
        sessions::delete(&mut db, &hash(earlier)).await?;
    }
    let expires_at = now.unix() + LIFETIME_SECONDS;
    sessions::insert(&mut db, &hash(&token), &person.id, expires_at).await?;
    due::look_at(&mut db, &person.id, now.unix()).await?;
    db.commit().await?;
    let cookies = cookies.add(session_cookie(&app, token, LIFETIME_SECONDS));
    Ok((cookies, Json(session(&app, Some(&person)).await?)))
}

/// `DELETE /api/v1/session`
pub(crate) async fn sign_out(
    State(app): State<AppState>,
    cookies: CookieJar,
) -> ApiResult<(CookieJar, StatusCode)> {
    if let Some(token) = token_in(&app, &cookies) {
        let mut db = app.store.write().await?;
        sessions::delete(&mut db, &hash(token)).await?;
        db.commit().await?;
    }
    // An expired cookie: one that is merely absent from the answer stays in the browser.
    let cookies = cookies.add(session_cookie(&app, String::new(), 0));
    Ok((cookies, StatusCode::NO_CONTENT))
}

async fn session(app: &AppState, person: Option<&Person>) -> ApiResult<Session> {
    let unread = match person {
        Some(person) => inbox::count_unread(&mut app.store.read().await?, &person.id).await?,
        None => 0,
    };
    Ok(Session {
        unread,
        person: person.map(|person| ShownPerson {
            id: person.id.clone(),
            name: person.name.clone(),
            masked_number: person.number.masked(),
        }),
        demo_identities: app.identity.demo_identities(),
        today: day::iso(app.clock.today()),
    })
}

async fn person_of(app: &AppState, cookies: &CookieJar) -> ApiResult<Option<Person>> {
    let Some(token) = token_in(app, cookies) else {
        return Ok(None);
    };
    let (token, now) = (hash(token), app.clock.now());
    let mut db = app.store.read().await?;
    let Some((person, expires_at)) = sessions::find(&mut db, &token, now.unix()).await? else {
        return Ok(None);
    };
    drop(db);
    let extended = now.unix() + LIFETIME_SECONDS;
    if extended - expires_at >= EXTENDED_EVERY_SECONDS {
        match extend(app, &token, extended).await {
            // Who reads waits for nobody who writes: the next request extends it.
            Ok(()) | Err(StoreError::Busy | StoreError::Full(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(app.identity.person(&person, now.day()).await?)
}

async fn extend(app: &AppState, token: &[u8; 32], until: i64) -> Result<(), StoreError> {
    let Some(mut db) = app.store.write_if_free().await? else {
        return Ok(());
    };
    sessions::extend(&mut db, token, until).await?;
    db.commit().await
}

/// `__Host-` binds the cookie to this very host, but only https may set it.
fn cookie_name(app: &AppState) -> &'static str {
    if app.settings.is_https() {
        "__Host-yijianshi"
    } else {
        "yijianshi"
    }
}

fn token_in<'a>(app: &AppState, cookies: &'a CookieJar) -> Option<&'a str> {
    cookies.get(cookie_name(app)).map(Cookie::value)
}

fn session_cookie(app: &AppState, token: String, seconds: i64) -> Cookie<'static> {
    Cookie::build((cookie_name(app), token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.is_https())
        .max_age(time::Duration::seconds(seconds))
        .build()
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
