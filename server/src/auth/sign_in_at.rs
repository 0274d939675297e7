//! Signing in at the identity service: the browser is sent there, and comes back with a code. `state` is used once,
//! within minutes, by the browser that has begun.

use axum::extract::State;
use axum::response::Redirect;
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::cookies::{Secret, hash};
use super::oidc::error::{Failed, OidcError};
use super::oidc::provider::Provider;
use super::return_to::ReturnTo;
use super::session;
use crate::error::{ApiResult, Causes, not_found};
use crate::http::client_address::ClientAddress;
use crate::http::limits::Limited;
use crate::http::params::Query;
use crate::random;
use crate::state::AppState;
use crate::store::{NewSignIn, SessionBy, sign_ins};

/// How long somebody may take to sign in there.
const SECONDS: i64 = 15 * 60;

#[derive(Debug, Deserialize)]
pub(crate) struct Begin {
    /// The page one comes back to.
    to: Option<String>,
    /// The service looks at the person again, though it knows them: their identity was not proven well enough.
    #[serde(default)]
    anew: bool,
}

/// `GET /api/v1/session/sign-in?to=&anew=`
pub(crate) async fn begin(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    cookies: CookieJar,
    Query(asked): Query<Begin>,
) -> ApiResult<(CookieJar, Redirect)> {
    let provider = provider(&app)?;
    let now = app.clock.now();
    let (limits, address) = (&app.limits, address.to_string());
    limits.admit(Limited::SigningIn, address).await?;
    let to = ReturnTo::read(asked.to.as_deref());
    let begun = match provider.begin(asked.anew, now).await {
        Ok(begun) => begun,
        Err(error) => return Ok((cookies, failed(&error, &to))),
    };
    // Two pages of one browser may both be on their way.
    let browser = match Secret::SignIn.find(&app, &cookies) {
        Some(secret) if secret.len() == 64 => secret.to_owned(),
        _ => random::token()?,
    };
    let mut db = app.store.write().await?;
    let sign_in = NewSignIn {
        state: hash(&begun.state),
        browser: hash(&browser),
        nonce: &begun.nonce,
        verifier: &begun.verifier,
        return_to: to.as_str(),
        expires_at: now.unix() + SECONDS,
    };
    sign_ins::insert(&mut db, &sign_in).await?;
    db.commit().await?;
    let cookies = cookies.add(Secret::SignIn.cookie(&app, browser, SECONDS));
    Ok((cookies, Redirect::to(&begun.address)))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Callback {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
}

/// `GET /api/v1/session/callback?state=&code=`
pub(crate) async fn callback(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    cookies: CookieJar,
    Query(answer): Query<Callback>,
) -> ApiResult<(CookieJar, Redirect)> {
    let provider = provider(&app)?;
    let now = app.clock.now();
    // Beginning was counted. Whoever comes back from nowhere is counted here: they may guess.
    let (limits, address) = (&app.limits, address.to_string());
    limits.may_try(Limited::ComingFromNowhere, &address)?;
    let browser = Secret::SignIn.find(&app, &cookies).unwrap_or_default();
    let mut db = app.store.write().await?;
    let begun = sign_ins::take(&mut db, &hash(&answer.state), &hash(browser)).await?;
    db.commit().await?;
    let Some(begun) = begun.filter(|begun| begun.expires_at > now.unix()) else {
        limits.count(Limited::ComingFromNowhere, address);
        // Who has gone back in the browser's history is signed in already.
        let is_here = session::person_of(&app, &cookies).await?.is_some();
        let home = ReturnTo::read(None);
        return Ok(match is_here {
            true => (cookies, Redirect::to(home.as_str())),
            false => (cookies, not_signed_in(Failed::Again, &home)),
        });
    };
    let to = ReturnTo::read(Some(&begun.return_to));
    let Some(code) = answer.code.filter(|_| answer.error.is_none()) else {
        return Ok((
            cookies,
            not_signed_in(refused(answer.error.as_deref()), &to),
        ));
    };
    match provider
        .finish(code, begun.nonce, begun.verifier, now)
        .await
    {
        Ok((person, there)) => {
            let there = there.as_deref().map(hash);
            let began = (SessionBy::Provider, there);
            let cookies = session::open(&app, cookies, &person, began).await?;
            Ok((cookies, Redirect::to(to.as_str())))
        }
        Err(error) => Ok((cookies, failed(&error, &to))),
    }
}

fn provider(app: &AppState) -> ApiResult<&Provider> {
    app.provider.as_ref().ok_or_else(not_found)
}

fn failed(error: &OidcError, to: &ReturnTo) -> Redirect {
    let shown = error.shown();
    match shown {
        Failed::Unavailable => tracing::error!(fault = %Causes(error), "nobody was signed in"),
        _ => tracing::info!(why = %Causes(error), "nobody was signed in"),
    }
    not_signed_in(shown, to)
}

fn not_signed_in(why: Failed, to: &ReturnTo) -> Redirect {
    Redirect::to(&to.by_way_of_sign_in(why.name()))
}

/// What the service says in place of a code (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6, and
/// `unmet_authentication_requirements`).
fn refused(error: Option<&str>) -> Failed {
    match error {
        Some("access_denied") => Failed::Cancelled,
        Some("unmet_authentication_requirements") => Failed::Level,
        Some("temporarily_unavailable" | "server_error") => Failed::Unavailable,
        _ => Failed::Again,
    }
}
