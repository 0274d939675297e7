//! Who is signed in. Residents come by the identity service of the place (`sign_in_at`, which speaks OpenID Connect by
//! `oidc`), by a mini-program that knows them (`handover`), or, where there is a demo, as one of its people. `identity`
//! is where another kind of identity service is connected.

pub(crate) mod back_channel;
pub(crate) mod cookies;
pub(crate) mod demo;
pub(crate) mod handover;
pub(crate) mod identity;
pub(crate) mod oidc;
pub(crate) mod proven;
mod return_to;
pub(crate) mod session;
pub(crate) mod sign_in_at;
