//! HTTP to drivers and servers on this machine, without TLS.

use std::sync::Once;

use reqwest::Client;

/// Built together with the server, reqwest has the server's TLS, too, and then makes no client before a provider of
/// cryptography is installed; that holds for the driver's client as well.
#[must_use]
pub(crate) fn client() -> Client {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .expect("nobody else installs one");
    });
    Client::new()
}
