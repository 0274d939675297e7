//! Signing out by the back channel: the identity service itself says that somebody has signed out there, also where no
//! browser of theirs comes by (OpenID Connect Back-Channel Logout 1.0).

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use contract::problem::Code;

use super::cookies::hash;
use super::oidc::error::{Failed, OidcError};
use crate::error::{ApiResult, Causes, malformed, not_found, problem};
use crate::http::client_address::ClientAddress;
use crate::http::limits::Limited;
use crate::state::AppState;
use crate::store::{logout_tokens, sessions};

/// No browser comes here, and no cookie counts: the token is what is believed.
pub(crate) const PATH: &str = "/api/v1/session/back-channel-logout";

/// `POST /api/v1/session/back-channel-logout`
pub(crate) async fn receive(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> ApiResult<StatusCode> {
    let provider = app.provider.as_ref().ok_or_else(not_found)?;
    let address = address.to_string();
    app.limits.may_try(Limited::WrongTokens, &address)?;
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()?.split(';').next());
    if kind.map(str::trim) != Some("application/x-www-form-urlencoded") {
        return problem(Code::MediaType, "send application/x-www-form-urlencoded");
    }
    let now = app.clock.now();
    let token = body.ok().and_then(|body| token_in(&body));
    let Some(token) = token else {
        return malformed("there is no logout_token");
    };
    let said = match provider.signed_out(&token, now).await {
        Ok(said) => said,
        Err(error) => {
            app.limits.count(Limited::WrongTokens, address);
            return refused(&error);
        }
    };
    let mut db = app.store.write().await?;
    let is_new = logout_tokens::insert(&mut db, &hash(&said.id), said.ends_at).await?;
    if !is_new {
        return malformed("this token was taken before");
    }
    let session = said.session.as_deref().map(hash);
    let person = said.person.as_deref();
    let ended = sessions::end_at_provider(&mut db, person, session.as_ref()).await?;
    db.commit().await?;
    tracing::info!(sessions = ended, "signed out by the identity service");
    Ok(StatusCode::OK)
}

/// Of a form. A token has no character that would be escaped.
fn token_in(form: &[u8]) -> Option<String> {
    let mut pairs = std::str::from_utf8(form).ok()?.split('&');
    let token = pairs.find_map(|pair| pair.strip_prefix("logout_token="));
    token.map(str::to_owned)
}

fn refused<T>(error: &OidcError) -> ApiResult<T> {
    if error.shown() == Failed::Unavailable {
        tracing::warn!(why = %Causes(error), "a logout token was not taken");
    }
    match error {
        OidcError::Discovery(_) | OidcError::FailedJustNow | OidcError::NoAnswer(_) => problem(
            Code::Unavailable,
            "the keys of the identity service cannot be had",
        ),
        _ => malformed("the logout token is not to be trusted"),
    }
}
