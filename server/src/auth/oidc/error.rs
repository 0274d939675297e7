//! Why nobody was signed in. For the log: no message may hold a claim, a code or a token.

use std::error::Error;

use openidconnect::ClaimsVerificationError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum OidcError {
    #[error("what the identity service says of itself, or its keys, cannot be had")]
    Discovery(#[source] Box<dyn Error + Send + Sync>),
    #[error("the identity service names an address that is not https for its {0}")]
    Insecure(&'static str),
    #[error("the identity service has failed just now; it is asked again in a few seconds")]
    FailedJustNow,
    #[error("the identity service does not answer")]
    NoAnswer(#[source] Box<dyn Error + Send + Sync>),
    #[error("the answer of the identity service is not understood")]
    NotUnderstood,
    #[error("the code was not taken: it is too old, was used, or is not of this sign-in")]
    Code,
    #[error("this server was not taken as a client: {0}")]
    Client(&'static str),
    #[error("the identity service has answered for another request")]
    Nonce,
    #[error("the token has expired")]
    Expired,
    #[error("the token is not to be trusted: {0}")]
    Token(&'static str),
    #[error("the person's identity is proven less well than is asked for")]
    Level,
    #[error("nothing that can be used is said of the person's {0}")]
    Claim(&'static str),
}

/// What the sign-in page says, by its name in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    /// They did not want to.
    Cancelled,
    /// Something of this one sign-in is over: the same once more may do.
    Again,
    /// Their identity has to be proven better first.
    Level,
    /// The service does not say who they are.
    Identity,
    /// The service does not work now.
    Unavailable,
}

impl Failed {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Again => "again",
            Self::Level => "level",
            Self::Identity => "identity",
            Self::Unavailable => "unavailable",
        }
    }
}

impl OidcError {
    pub(crate) const fn shown(&self) -> Failed {
        match self {
            Self::Code | Self::Nonce | Self::Expired => Failed::Again,
            Self::Level => Failed::Level,
            Self::Claim(_) => Failed::Identity,
            Self::Discovery(_)
            | Self::Insecure(_)
            | Self::FailedJustNow
            | Self::NoAnswer(_)
            | Self::NotUnderstood
            | Self::Client(_)
            | Self::Token(_) => Failed::Unavailable,
        }
    }
}

/// The library's own texts may repeat what stands in the token.
impl From<ClaimsVerificationError> for OidcError {
    fn from(error: ClaimsVerificationError) -> Self {
        use ClaimsVerificationError as E;
        match error {
            E::Expired(_) => Self::Expired,
            E::InvalidNonce(_) => Self::Nonce,
            E::InvalidAuthContext(_) => Self::Level,
            E::InvalidAudience(_) => Self::Token("it is for another client"),
            E::InvalidIssuer(_) => Self::Token("it is of another issuer"),
            E::InvalidSubject(_) => Self::Token("it is of another person"),
            E::SignatureVerification(_) => Self::Token("its signature is of no key of the service"),
            _ => Self::Token("a claim of it is not as it has to be"),
        }
    }
}
