//! What the service says of itself, and whether its addresses are to be trusted.

use axum::http::Request;
use openidconnect::ProviderMetadataWithLogout;
use reqwest::Url;

use super::{OidcError, Provider};
use crate::outgoing::OutgoingError;

impl Provider {
    /// What the service says of itself, and its keys. Whoever could change either on the way could sign in as anybody,
    /// so every address is https, like its own, before anything is asked there.
    pub(super) async fn hear(&self) -> Result<ProviderMetadataWithLogout, OidcError> {
        let http = |request: Request<Vec<u8>>| {
            let is_safe = self.is_safe(&request.uri().to_string());
            let sent = is_safe.then(|| self.http.send(request));
            async move {
                match sent {
                    Some(sent) => sent.await,
                    None => Err(OutgoingError::Insecure),
                }
            }
        };
        let heard = ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &http).await;
        let heard = heard.map_err(|error| OidcError::Discovery(error.into()))?;
        let end = &heard.additional_metadata().end_session_endpoint;
        for (what, address) in [
            ("sign-in", Some(heard.authorization_endpoint().as_str())),
            ("tokens", heard.token_endpoint().map(|it| it.as_str())),
            ("UserInfo", heard.userinfo_endpoint().map(|it| it.as_str())),
            ("sign-out", end.as_ref().map(|it| it.as_str())),
        ] {
            if address.is_some_and(|address| !self.is_safe(address)) {
                return Err(OidcError::Insecure(what));
            }
        }
        Ok(heard)
    }

    /// https, or http on this machine where the service itself is here.
    pub(super) fn is_safe(&self, address: &str) -> bool {
        Url::parse(address)
            .is_ok_and(|url| url.scheme() == "https" || (self.is_here && is_here(&url)))
    }
}

/// http on this machine.
pub(super) fn is_here(url: &Url) -> bool {
    let host = url.host_str();
    url.scheme() == "http" && matches!(host, Some("127.0.0.1" | "localhost" | "[::1]"))
}
