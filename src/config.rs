//! Where this installation finds its API, and which place it serves: `public/config.json`, read at start.
//! An agency changes this file, not the program.

use serde::Deserialize;

use crate::report::report;
use crate::state::region_choice;
use crate::{api, json};

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// The address of the API, without a trailing slash; same origin by default.
    pub(crate) api: String,
    /// The GB/T 2260 code of the place whose scenarios are shown, until the resident chooses another.
    pub(crate) region: String,
    /// Whether browsers keep the app for when there is no network: `public/boot.js` reads it.
    pub(crate) offline: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: "/api/v1".to_owned(),
            region: "000000".to_owned(),
            offline: true,
        }
    }
}

impl Config {
    /// Reads the file; without it the defaults serve, so that a page always comes up.
    pub(crate) async fn read() -> Self {
        let mut config = match api::read_text("/config.json").await {
            Ok(text) => json::read(&text).unwrap_or_else(|| {
                report("config.read", &"malformed");
                Self::default()
            }),
            Err(error) => {
                report("config.read", &error);
                Self::default()
            }
        };
        if let Some(place) = region_choice::chosen() {
            config.region = place;
        }
        config
    }
}
