//! The cookies of a session and of a sign-in under way, and the digests under which their secrets are kept.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use sha2::{Digest, Sha256};

use crate::state::AppState;

/// What a cookie holds the secret of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secret {
    Session,
    /// Binds a sign-in at the identity service to the browser that has begun it.
    SignIn,
}

impl Secret {
    /// `__Host-` binds the cookie to this very host, but only https may set it.
    const fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Session, true) => "__Host-yijianshi",
            (Self::Session, false) => "yijianshi",
            (Self::SignIn, true) => "__Host-yijianshi-sign-in",
            (Self::SignIn, false) => "yijianshi-sign-in",
        }
    }

    pub(super) fn find<'a>(self, app: &AppState, cookies: &'a CookieJar) -> Option<&'a str> {
        let name = self.name(app.settings.is_https());
        cookies.get(name).map(Cookie::value)
    }

    pub(super) fn cookie(self, app: &AppState, secret: String, seconds: i64) -> Cookie<'static> {
        let is_https = app.settings.is_https();
        Cookie::build((self.name(is_https), secret))
            .path("/")
            .http_only(true)
            // Also sent when the identity service leads back: that is a page being opened.
            .same_site(SameSite::Lax)
            .secure(is_https)
            .max_age(time::Duration::seconds(seconds))
            .build()
    }

    /// An expired cookie: one that is merely absent from the answer stays in the browser.
    pub(crate) fn removed(self, app: &AppState) -> Cookie<'static> {
        self.cookie(app, String::new(), 0)
    }
}

pub(super) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}
