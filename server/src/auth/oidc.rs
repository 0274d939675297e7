//! OpenID Connect, as this server speaks it to the identity service of a city: authorization code with PKCE, by the
//! `openidconnect` crate.
//!
//! | where | what |
//! |---|---|
//! | `provider` | what is known of the service, and asked of it |
//! | `claims` | what its claims say of a person |
//! | `logout_token` | that somebody has signed out there |
//! | `error` | what may go wrong, and what the person is told of it |

pub(crate) mod claims;
pub(crate) mod error;
pub(crate) mod logout_token;
pub(crate) mod provider;
