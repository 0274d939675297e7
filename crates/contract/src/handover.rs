//! A session that the back end of a mini-program hands in.

use serde::{Deserialize, Serialize};

/// `POST /api/v1/handovers`, with `Authorization: Bearer` and the secret of the mini-program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Handover {
    pub person: HandedOverPerson,
    /// The page of the app that is opened; the home page where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Who is there, as the identity service has proven it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandedOverPerson {
    /// As the identity service names the person (`sub`): whoever signs in there by a browser is the same person.
    pub subject: String,
    pub name: String,
    /// The number of the identity card.
    pub number: String,
    /// How well the identity is proven (`acr`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// For whom a clerk acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<HandedOverEmployer>,
}

/// Neither name nor number: this may come to a log.
impl std::fmt::Debug for HandedOverPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandedOverPerson").finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandedOverEmployer {
    pub name: String,
    /// The unified social credit code.
    pub credit_code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// What the web-view opens, on the host of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedOver {
    /// A path with a code, good for one use.
    pub address: String,
    /// So long it can be opened.
    pub seconds: u16,
}
