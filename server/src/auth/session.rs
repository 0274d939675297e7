//! Sessions: how they begin and end, and who is signed in. The cookie holds a random token; the database its hash.

use std::time::Duration;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum_extra::extract::cookie::CookieJar;
use civic::day;
use contract::person::{Person as ShownPerson, Session, SignIn, SignedOut};
use contract::problem::Code;

use super::cookies::{Secret, hash};
use super::identity::Person;
use super::proven;
use crate::error::{ApiError, ApiResult, problem};
use crate::http::body::JsonBody;
use crate::http::client_address::ClientAddress;
use crate::http::limits::Limited;
use crate::proactive::due;
use crate::random;
use crate::state::AppState;
use crate::store::{SessionBy, SessionRecord, StoreError, inbox, sessions};

/// A session ends this long after it was last used.
const LIFETIME_SECONDS: i64 = 8 * 3600;
/// And this long after it began, however much it is used.
const LONGEST_SECONDS: i64 = 12 * 3600;
/// It is extended at most this often, so that not every request writes.
const EXTENDED_EVERY_SECONDS: i64 = 5 * 60;

/// Whoever writes without end waits for each refusal: the time of the machine is for the others.
const REFUSED_AFTER: Duration = Duration::from_secs(1);

/// The person who is signed in; without one the answer is 401.
pub(crate) struct SignedIn(pub(crate) Person);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> ApiResult<Self> {
        match person_of(app, &CookieJar::from_headers(&parts.headers)).await? {
            Some(person) => {
                if is_limited(parts) {
                    let (limits, weight) = (&app.limits, weight(&parts.headers));
                    let id = person.id.clone();
                    let admitted = limits.admit_weighing(Limited::Writing, id, weight);
                    slowly(admitted.await).await?;
                }
                Ok(Self(person))
            }
            None => problem(Code::SignInNeeded, "sign in first"),
        }
    }
}

/// Whoever is refused waits for it.
async fn slowly(admitted: ApiResult<()>) -> ApiResult<()> {
    if admitted.is_err() {
        tokio::time::sleep(REFUSED_AFTER).await;
    }
    admitted
}

/// Who is signed in and asks what the server asks the registers for each time.
pub(crate) struct AsksRegisters(pub(crate) Person);

impl FromRequestParts<AppState> for AsksRegisters {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> ApiResult<Self> {
        let SignedIn(person) = SignedIn::from_request_parts(parts, app).await?;
        let admitted = app
            .limits
            .admit(Limited::AskingRegisters, person.id.clone());
        slowly(admitted.await).await?;
        Ok(Self(person))
    }
}

/// As many writes as a request is worth: what is long takes longer to read and to judge. An application of one person
/// is shorter than one such part, one of fifty employees has some seven.
fn weight(headers: &HeaderMap) -> u32 {
    const PART: u32 = 16 * 1024;
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u32>().ok());
    // Who does not say how long it is sends it in pieces, as no app of ours does.
    let in_pieces = headers.contains_key(header::TRANSFER_ENCODING);
    length.map_or(if in_pieces { 8 } else { 1 }, |length| 1 + length / PART)
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
    let token = Secret::Session.find(&app, &cookies).map(str::to_owned);
    let cookies = match token.filter(|_| person.is_some()) {
        Some(token) => cookies.add(Secret::Session.cookie(&app, token, LIFETIME_SECONDS)),
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
    let (limits, address) = (&app.limits, address.to_string());
    limits.admit(Limited::SigningIn, address).await?;
    let Some(person) = app.identity.sign_in(&body.data, now.day()).await? else {
        return problem(Code::NotFound, "there is no such identity");
    };
    let cookies = open(&app, cookies, &person, (SessionBy::Demo, None)).await?;
    Ok((cookies, Json(session(&app, Some(&person)).await?)))
}

/// Begins the session of somebody whose identity is proven, and ends the one before. `there` is the digest of the
/// session at the identity service.
pub(super) async fn open(
    app: &AppState,
    cookies: CookieJar,
    person: &Person,
    (by, there): (SessionBy, Option<[u8; 32]>),
) -> ApiResult<CookieJar> {
    let now = app.clock.now().unix();
    let token = random::token()?;
    // Together with the person's others: what is erased at the same moment takes its key along.
    let mut db = app.store.write_of(&person.id).await?;
    if let Some(earlier) = Secret::Session.find(app, &cookies) {
        sessions::delete(&mut db, &hash(earlier)).await?;
    }
    proven::keep(&mut db, person, now).await?;
    let new = SessionRecord {
        person: person.id.clone(),
        expires_at: now + LIFETIME_SECONDS,
        ends_at: now + LONGEST_SECONDS,
        by,
        employer: person
            .employer
            .clone()
            .filter(|_| person.proven_by.is_some()),
        provider_session: there,
    };
    sessions::insert(&mut db, &hash(&token), &new).await?;
    due::look_at(&mut db, &person.id, now).await?;
    db.commit().await?;
    Ok(cookies.add(Secret::Session.cookie(app, token, LIFETIME_SECONDS)))
}

/// `DELETE /api/v1/session`
pub(crate) async fn sign_out(
    State(app): State<AppState>,
    cookies: CookieJar,
) -> ApiResult<(CookieJar, Json<SignedOut>)> {
    let now = app.clock.now();
    let mut ended = None;
    if let Some(token) = Secret::Session.find(&app, &cookies) {
        let token = hash(token);
        let mut db = app.store.write().await?;
        ended = sessions::find(&mut db, &token, now.unix()).await?;
        sessions::delete(&mut db, &token).await?;
        db.commit().await?;
    }
    let at_provider = ended.is_some_and(|session| session.by == SessionBy::Provider);
    let continue_at = match &app.provider {
        Some(provider) if at_provider => provider.sign_out_address(now).await,
        _ => None,
    };
    let cookies = cookies.add(Secret::Session.removed(&app));
    Ok((cookies, Json(SignedOut { continue_at })))
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
        identity_service: app
            .provider
            .as_ref()
            .map(|provider| provider.settings().name.clone()),
        today: day::iso(app.clock.today()),
    })
}

pub(super) async fn person_of(app: &AppState, cookies: &CookieJar) -> ApiResult<Option<Person>> {
    let Some(token) = Secret::Session.find(app, cookies) else {
        return Ok(None);
    };
    let (token, now) = (hash(token), app.clock.now().unix());
    let mut db = app.store.read().await?;
    let Some(session) = sessions::find(&mut db, &token, now).await? else {
        return Ok(None);
    };
    let extended = (now + LIFETIME_SECONDS).min(session.ends_at);
    let is_due = extended - session.expires_at >= EXTENDED_EVERY_SECONDS;
    let mut person = proven::person(app, &mut db, &session.person).await?;
    drop(db);
    if let Some(person) = person.as_mut().filter(|person| person.proven_by.is_some()) {
        person.employer = session.employer;
    }
    if is_due {
        match extend(app, &token, extended).await {
            // Who reads waits for nobody who writes: the next request extends it.
            Ok(()) | Err(StoreError::Busy | StoreError::Full(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(person)
}

async fn extend(app: &AppState, token: &[u8; 32], until: i64) -> Result<(), StoreError> {
    let Some(mut db) = app.store.write_if_free().await? else {
        return Ok(());
    };
    sessions::extend(&mut db, token, until).await?;
    db.commit().await
}
