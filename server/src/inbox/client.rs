//! The client of the outgoing hook.

use std::time::Duration;

use contract::notice::SIGNATURE;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

const TIMEOUT: Duration = Duration::from_secs(10);

/// Where notices go, and what signs them.
#[derive(Clone)]
pub(crate) struct Hook {
    url: String,
    secret: String,
    agent: ureq::Agent,
}

impl Hook {
    /// `trusted` are the authorities that vouch for an https address, in place of those that browsers trust.
    pub(crate) fn new(url: &str, secret: &str, trusted: Option<Vec<Certificate<'static>>>) -> Self {
        let roots = trusted.map_or(RootCerts::WebPki, RootCerts::from);
        let tls = TlsConfig::builder().root_certs(roots).build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(TIMEOUT))
            // Where it is redirected to, nobody has vouched for.
            .max_redirects(0)
            .build();
        Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            agent: config.into(),
        }
    }

    /// Whether it was taken.
    pub(super) fn send(&self, body: &[u8]) -> bool {
        let request = self.agent.post(&self.url);
        let request = request.header("content-type", "application/json");
        let request = request.header(SIGNATURE, signature(&self.secret, body));
        request
            .send(body)
            .is_ok_and(|answer| answer.status().is_success())
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
