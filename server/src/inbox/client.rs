//! The client of the outgoing hook.

use std::time::Duration;

use axum::http::{Request, header};
use contract::notice::SIGNATURE;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use ureq::tls::{Certificate, PemItem, parse_pem};

use crate::outgoing::{Outgoing, OutgoingError};

/// What it answers is not read, but for its status.
const MOST_BYTES: u64 = 64 << 10;
const TIMEOUT: Duration = Duration::from_secs(10);

/// Where notices go, and what signs them.
#[derive(Clone)]
pub(crate) struct Hook {
    url: String,
    secret: String,
    http: Outgoing,
}

/// Why a notice was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HookError {
    #[error(transparent)]
    Outgoing(#[from] OutgoingError),
    #[error("it answered {0}")]
    Refused(u16),
    #[error("its address, or the signature, is none that can be sent")]
    Address(#[from] axum::http::Error),
}

impl Hook {
    /// `trusted` are the authorities that vouch for an https address, in place of those that browsers trust.
    pub(crate) fn new(url: &str, secret: &str, trusted: Option<Vec<Certificate<'static>>>) -> Self {
        Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            http: Outgoing::new("hook", TIMEOUT, MOST_BYTES, trusted),
        }
    }

    /// # Errors
    /// Where it was not taken.
    pub(super) async fn send(&self, body: Vec<u8>) -> Result<(), HookError> {
        let request = Request::post(&self.url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(SIGNATURE, signature(&self.secret, &body))
            .body(body)?;
        let status = self.http.send(request).await?.status();
        match status.is_success() {
            true => Ok(()),
            false => Err(HookError::Refused(status.as_u16())),
        }
    }
}

/// The certificates of a PEM file; `None` where it has none, or one that cannot be read.
pub(crate) fn certificates(pem: &[u8]) -> Option<Vec<Certificate<'static>>> {
    let certificates = parse_pem(pem).map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let all: Option<Vec<_>> = certificates.collect();
    all.filter(|all| !all.is_empty())
}

/// `sha256=` and the HMAC-SHA256 of the body under the secret, in hexadecimal.
fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = match Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        Ok(mac) => mac,
        Err(any_length_fits) => unreachable!("{any_length_fits}"),
    };
    mac.update(body);
    let digest = mac.finalize().into_bytes();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_signed_as_others_compute_it() {
        // `printf '{}' | openssl dgst -sha256 -hmac secret`
        assert_eq!(
            signature("secret", b"{}"),
            "sha256=77325902caca812dc259733aacd046b73817372c777b8d95b402647474516e13"
        );
    }
}
