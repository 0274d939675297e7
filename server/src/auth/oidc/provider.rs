//! The identity service: what it says of itself, and what is asked of it. Nothing is asked before somebody signs in, so
//! that the server starts without it; what was heard is kept for an hour, and asked again where a token bears a key
//! that is not known, for keys are rotated.

mod discovery;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreIdToken,
};
use openidconnect::{
    AccessToken, AdditionalClaims, AuthType, AuthenticationContextClass, AuthorizationCode,
    ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl,
    RequestTokenError, Scope, StandardErrorResponse, SubjectIdentifier, TokenResponse,
    UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use ureq::tls::Certificate;

use self::discovery::is_here;
use super::claims::Told;
use super::error::OidcError;
use crate::auth::identity::Person;
use crate::clock::Moment;
use crate::config::OidcSettings;
use crate::outgoing::{Outgoing, OutgoingError};

const TIMEOUT: Duration = Duration::from_secs(8);
const MOST_BYTES: u64 = 1 << 20;
/// What the service says of itself is asked again after so many seconds.
const KEPT_SECONDS: i64 = 3600;
/// Where it has failed, nobody else waits for it for so long.
const REST_SECONDS: i64 = 5;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Claims that no standard names.
#[derive(Debug, Clone, Deserialize, Serialize)]
struct OtherClaims(BTreeMap<String, Value>);

impl AdditionalClaims for OtherClaims {}

pub(crate) struct Provider {
    settings: OidcSettings,
    issuer: IssuerUrl,
    /// Whether it is a service of this machine, spoken to by http.
    is_here: bool,
    client_id: ClientId,
    /// Where a browser comes back to after signing in, and after signing out.
    redirect: RedirectUrl,
    after_sign_out: PostLogoutRedirectUrl,
    http: Outgoing,
    known: Mutex<Known>,
    /// How often it was asked to its end. Whoever has waited meanwhile takes what came of it: if each asked a silent
    /// service anew, everybody would wait for all before.
    asked: AtomicU64,
    /// Whether it has failed when it was asked last.
    failing: AtomicBool,
}

#[derive(Default)]
struct Known {
    metadata: Option<(i64, Arc<ProviderMetadataWithLogout>)>,
    failed_at: Option<i64>,
}

/// A sign-in that has begun: where the browser goes, and what its answer is held against.
pub(crate) struct Begun {
    pub(crate) address: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
}

/// What makes a provider impossible; for whoever runs the server.
#[derive(Debug, thiserror::Error)]
pub enum OidcConfigError {
    #[error("--oidc-client-id says as which client this server is known there")]
    ClientId,
    #[error("the issuer is an https:// address, http:// on this machine alone")]
    Issuer,
    #[error("the address of this server cannot be one (--public-url)")]
    PublicUrl,
    #[error("a mini-program hands in sessions of an identity service (--oidc-issuer)")]
    HandoverAlone,
}

impl Provider {
    /// `None` where the settings name none.
    pub(crate) fn new(
        settings: &OidcSettings,
        own_address: &str,
        trusted: Option<Vec<Certificate<'static>>>,
    ) -> Result<Option<Self>, OidcConfigError> {
        let Some(issuer) = &settings.issuer else {
            return match settings.handover_secret {
                Some(_) => Err(OidcConfigError::HandoverAlone),
                None => Ok(None),
            };
        };
        let issuer = IssuerUrl::new(issuer.clone()).map_err(|_| OidcConfigError::Issuer)?;
        // What is told on this machine alone nobody else reads.
        let is_here = is_here(issuer.url());
        if issuer.url().scheme() != "https" && !is_here {
            return Err(OidcConfigError::Issuer);
        }
        let client_id = settings
            .client_id
            .clone()
            .ok_or(OidcConfigError::ClientId)?;
        let here = |path: &str| [own_address, path].concat();
        let redirect = RedirectUrl::new(here("/api/v1/session/callback"));
        let after_sign_out = PostLogoutRedirectUrl::new(here("/"));
        Ok(Some(Self {
            settings: settings.clone(),
            issuer,
            is_here,
            client_id: ClientId::new(client_id),
            redirect: redirect.map_err(|_| OidcConfigError::PublicUrl)?,
            after_sign_out: after_sign_out.map_err(|_| OidcConfigError::PublicUrl)?,
            http: Outgoing::new("identity service", TIMEOUT, MOST_BYTES, trusted),
            known: Mutex::default(),
            asked: AtomicU64::new(0),
            failing: AtomicBool::new(false),
        }))
    }

    pub(crate) fn settings(&self) -> &OidcSettings {
        &self.settings
    }

    pub(super) fn client_id(&self) -> &str {
        &self.client_id
    }

    pub(crate) fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Where the browser goes to sign in. `anew` asks the service to look at the person again, though it knows them.
    pub(crate) async fn begin(&self, anew: bool, now: Moment) -> Result<Begun, OidcError> {
        let client = self.client(&*self.metadata(now).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge);
        for scope in self.settings.scope.split_whitespace() {
            // The library asks for `openid` by itself.
            if scope != "openid" {
                request = request.add_scope(Scope::new(scope.to_owned()));
            }
        }
        for acr in &self.settings.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        if anew {
            request = request.add_prompt(CoreAuthPrompt::Login);
        }
        let (address, state, nonce) = request.url();
        Ok(Begun {
            address: address.into(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Who has signed in there, and the name of their session there (`sid`) where it says one.
    pub(crate) async fn finish(
        &self,
        code: String,
        nonce: String,
        verifier: String,
        now: Moment,
    ) -> Result<(Person, Option<String>), OidcError> {
        let metadata = self.metadata(now).await?;
        let client = self.client(&metadata);
        let http = |request| self.http.send(request);
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| OidcError::NotUnderstood)?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let tokens = request.request_async(&http).await;
        let tokens = tokens
            .map_err(not_exchanged)
            .inspect_err(|error| self.note(error))?;
        let token = tokens.id_token().ok_or(OidcError::NotUnderstood)?;
        let nonce = Nonce::new(nonce);
        let subject = match verified(&client, token, &nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                let fresh = self.discover(now).await?;
                verified(&self.client(&fresh), token, &nonce, now)
            }
            looked_at => looked_at,
        }?;
        let told = payload(token).ok_or(OidcError::NotUnderstood)?;
        let info = self.user_info(&client, tokens.access_token().clone(), subject.clone());
        let info = info.await?;
        let session = told["sid"].as_str().map(str::to_owned);
        let person = Told::read(&self.settings, subject.as_str(), &told, &info);
        Ok((person.person(&self.settings, now.day())?, session))
    }

    /// Where the browser ends its session there, too; `None` where the service knows no such thing. No token is sent
    /// along: it would be personal data in an address. The service asks the person instead.
    pub(crate) async fn sign_out_address(&self, now: Moment) -> Option<String> {
        let metadata = self.metadata(now).await.ok()?;
        let end = metadata
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let request = LogoutRequest::from(end)
            .set_client_id(self.client_id.clone())
            .set_post_logout_redirect_uri(self.after_sign_out.clone());
        Some(request.http_get_url().into())
    }

    fn client(&self, metadata: &ProviderMetadataWithLogout) -> Client {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let client =
            CoreClient::from_provider_metadata(metadata.clone(), self.client_id.clone(), secret)
                .set_redirect_uri(self.redirect.clone());
        // `client_secret_basic` is what holds where the service says nothing.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let by_body = methods.is_some_and(|methods| {
            !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        match by_body {
            true => client.set_auth_type(AuthType::RequestBody),
            false => client,
        }
    }

    pub(super) async fn metadata(
        &self,
        now: Moment,
    ) -> Result<Arc<ProviderMetadataWithLogout>, OidcError> {
        let asked = self.asked.load(Ordering::Relaxed);
        let mut known = self.known.lock().await;
        let now = now.unix();
        if let Some((at, metadata)) = &known.metadata
            && (0..KEPT_SECONDS).contains(&(now - at))
        {
            return Ok(metadata.clone());
        }
        let was_asked = self.asked.load(Ordering::Relaxed) != asked;
        let rests = |at: i64| was_asked || (0..REST_SECONDS).contains(&(now - at));
        if known.failed_at.is_some_and(rests) {
            return Err(OidcError::FailedJustNow);
        }
        self.ask(&mut known, now).await
    }

    pub(super) async fn discover(
        &self,
        now: Moment,
    ) -> Result<Arc<ProviderMetadataWithLogout>, OidcError> {
        let asked = self.asked.load(Ordering::Relaxed);
        let mut known = self.known.lock().await;
        if self.asked.load(Ordering::Relaxed) == asked {
            return self.ask(&mut known, now.unix()).await;
        }
        match &known.metadata {
            Some((_, metadata)) if known.failed_at.is_none() => Ok(metadata.clone()),
            _ => Err(OidcError::FailedJustNow),
        }
    }

    async fn ask(
        &self,
        known: &mut Known,
        now: i64,
    ) -> Result<Arc<ProviderMetadataWithLogout>, OidcError> {
        let heard = self.hear().await;
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.failing.store(heard.is_err(), Ordering::Relaxed);
        match heard {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                known.metadata = Some((now, metadata.clone()));
                known.failed_at = None;
                Ok(metadata)
            }
            Err(error) => {
                known.failed_at = Some(now);
                Err(error)
            }
        }
    }

    /// The claims of UserInfo; none where the service has no such thing.
    async fn user_info(
        &self,
        client: &Client,
        token: AccessToken,
        subject: SubjectIdentifier,
    ) -> Result<Value, OidcError> {
        let Ok(request) = client.user_info(token, Some(subject)) else {
            return Ok(Value::Null);
        };
        let http = |request| self.http.send(request);
        let claims: UserInfoClaims<OtherClaims, CoreGenderClaim> =
            match request.request_async(&http).await {
                Ok(claims) => claims,
                Err(openidconnect::UserInfoError::ClaimsVerification(error)) => {
                    return Err(error.into());
                }
                Err(openidconnect::UserInfoError::Request(error)) => {
                    return Err(OidcError::NoAnswer(error.into()));
                }
                Err(_) => return Err(OidcError::NotUnderstood),
            };
        serde_json::to_value(&claims).map_err(|_| OidcError::NotUnderstood)
    }

    fn note(&self, error: &OidcError) {
        let is_away = matches!(error, OidcError::NoAnswer(_) | OidcError::NotUnderstood);
        self.failing.store(is_away, Ordering::Relaxed);
    }
}

/// The subject of a token that is to be trusted.
fn verified(
    client: &Client,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: Moment,
) -> Result<SubjectIdentifier, ClaimsVerificationError> {
    let at = DateTime::from_timestamp(now.unix(), 0).unwrap_or_default();
    let verifier = client.id_token_verifier().set_time_fn(move || at);
    let claims = token.claims(&verifier, nonce)?;
    Ok(claims.subject().clone())
}

/// All claims of a token, as they stand in it. Its signature has been looked at before.
fn payload(token: &CoreIdToken) -> Option<Value> {
    let token = token.to_string();
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

/// What the service says in words stays unread: it may be about the person.
fn not_exchanged(
    error: RequestTokenError<OutgoingError, StandardErrorResponse<CoreErrorResponseType>>,
) -> OidcError {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            CoreErrorResponseType::InvalidGrant => OidcError::Code,
            CoreErrorResponseType::InvalidClient => OidcError::Client("id or secret is wrong"),
            CoreErrorResponseType::UnauthorizedClient => OidcError::Client("it may not do this"),
            CoreErrorResponseType::InvalidScope => {
                OidcError::Client("it may not ask for this scope")
            }
            _ => OidcError::Client("the request is not as the service wants it"),
        },
        RequestTokenError::Request(error) => {
            OidcError::NoAnswer(Box::new(error) as Box<dyn Error + Send + Sync>)
        }
        _ => OidcError::NotUnderstood,
    }
}

#[cfg(test)]
mod tests;
