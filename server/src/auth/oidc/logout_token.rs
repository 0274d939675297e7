//! A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6): the identity service says that somebody has
//! signed out there. The library knows no such token, so its claims are looked at here; the signature by the library.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::claims;
use super::error::OidcError;
use super::provider::Provider;
use crate::clock::Moment;

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Clocks differ, and messages take their time.
const TOLERANCE_SECONDS: i64 = 2 * 60;
/// One that says nothing of its end is good for so long.
const LIFETIME_SECONDS: i64 = 10 * 60;

/// Who has signed out there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LogoutToken {
    /// `jti`: each is good for once.
    pub(crate) id: String,
    /// It is not taken any more after that.
    pub(crate) ends_at: i64,
    /// By the id that they have here.
    pub(crate) person: Option<String>,
    /// `sid`: the one session there that has ended; without it, all of the person's.
    pub(crate) session: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    typ: Option<String>,
    /// Whatever has to be understood, is not.
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    events: BTreeMap<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Provider {
    /// # Errors
    /// Where the token is not one that this service has signed for this server just now.
    pub(crate) async fn signed_out(
        &self,
        token: &str,
        now: Moment,
    ) -> Result<LogoutToken, OidcError> {
        let known = self.metadata(now).await?;
        let claims = match verified(token, known.jwks().keys()) {
            // Keys are rotated.
            Err(OidcError::Token(SIGNATURE)) => {
                let fresh = self.discover(now).await?;
                verified(token, fresh.jwks().keys())
            }
            looked_at => looked_at,
        }?;
        let issuer = self.settings().issuer.as_deref().unwrap_or_default();
        claims.read(issuer, self.client_id(), now.unix())
    }
}

const SIGNATURE: &str = "its signature is of no key of the service";

/// The claims of a token that one of these keys has signed.
fn verified(token: &str, keys: &[CoreJsonWebKey]) -> Result<Claims, OidcError> {
    let (message, signature) = token.rsplit_once('.').ok_or(OidcError::NotUnderstood)?;
    let (head, body) = message.split_once('.').ok_or(OidcError::NotUnderstood)?;
    let header: Header = part(head)?;
    let is_kind = |kind: &str| ["logout+jwt", "jwt"].contains(&kind.to_lowercase().as_str());
    if header.crit.is_some() || !header.typ.as_deref().is_none_or(is_kind) {
        return Err(OidcError::Token("it is another kind of token"));
    }
    let signature = URL_SAFE_NO_PAD.decode(signature);
    let signature = signature.map_err(|_| OidcError::NotUnderstood)?;
    let may_be = |key: &&CoreJsonWebKey| {
        let id = key.key_id().map(|id| id.as_str());
        let is_named = header.kid.is_none() || id == header.kid.as_deref();
        let signs = key.key_use().is_none_or(JsonWebKeyUse::allows_signature);
        let by = match key.signing_alg() {
            JsonWebKeyAlgorithm::Algorithm(own) => *own == header.alg,
            JsonWebKeyAlgorithm::Unspecified => true,
            JsonWebKeyAlgorithm::Unsupported => false,
        };
        is_named && signs && by
    };
    let has_signed = |key: &CoreJsonWebKey| {
        let looked_at = key.verify_signature(&header.alg, message.as_bytes(), &signature);
        looked_at.is_ok()
    };
    match keys.iter().filter(may_be).any(has_signed) {
        true => part(body),
        false => Err(OidcError::Token(SIGNATURE)),
    }
}

fn part<T: DeserializeOwned>(part: &str) -> Result<T, OidcError> {
    let bytes = URL_SAFE_NO_PAD.decode(part);
    let bytes = bytes.map_err(|_| OidcError::NotUnderstood)?;
    serde_json::from_slice(&bytes).map_err(|_| OidcError::NotUnderstood)
}

impl Claims {
    fn read(self, issuer: &str, client: &str, now: i64) -> Result<LogoutToken, OidcError> {
        let is_for = |one: &String| one == client;
        let is_ours = match &self.aud {
            Audience::One(one) => is_for(one),
            Audience::Several(all) => all.iter().any(is_for),
        };
        let ends_at = self
            .exp
            .unwrap_or(self.iat.saturating_add(LIFETIME_SECONDS));
        let ends_at = ends_at.saturating_add(TOLERANCE_SECONDS);
        let event = self.events.get(EVENT);
        if self.iss.trim_end_matches('/') != issuer.trim_end_matches('/') {
            return Err(OidcError::Token("it is of another issuer"));
        }
        if !is_ours {
            return Err(OidcError::Token("it is for another client"));
        }
        if ends_at <= now || self.iat > now.saturating_add(TOLERANCE_SECONDS) {
            return Err(OidcError::Expired);
        }
        // With a nonce it may be an ID token that somebody shows for another purpose.
        if !event.is_some_and(Value::is_object) || self.nonce.is_some() || self.jti.is_empty() {
            return Err(OidcError::Token("it is another kind of token"));
        }
        if self.sub.is_none() && self.sid.is_none() {
            return Err(OidcError::Token("it says nothing of who has signed out"));
        }
        Ok(LogoutToken {
            id: self.jti,
            ends_at,
            person: self.sub.map(|subject| claims::id(issuer, &subject)),
            session: self.sid,
        })
    }
}
