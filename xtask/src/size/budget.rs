//! `xtask/size-budget.toml`: limits, set by hand, and the sizes last recorded.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::error::{AtPath, Error, Result};
use crate::project;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Budget {
    budget_kb: Limits,
    #[serde(default)]
    recorded_bytes: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) first_visit: f64,
    pub(super) first_question: f64,
    pub(super) modules: f64,
    pub(super) worker: f64,
    pub(super) worker_parts: f64,
    pub(super) weights: f64,
}

fn path() -> PathBuf {
    project::root().join("xtask/size-budget.toml")
}

impl Budget {
    pub(super) fn read() -> Result<Self> {
        Self::parse(&std::fs::read_to_string(path()).at("read", &path())?)
    }

    pub(super) fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::new("xtask/size-budget.toml").because(error))
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.budget_kb
    }

    pub(super) fn recorded(&self, part: &str) -> Option<u64> {
        self.recorded_bytes.get(part).copied()
    }

    /// Rewrites the recorded sizes; the limits and their comments stay.
    pub(super) fn record<'a>(&self, sizes: impl Iterator<Item = (&'a str, u64)>) -> Result {
        let text = std::fs::read_to_string(path()).at("read", &path())?;
        let by_people = text.split("[recorded-bytes]").next().unwrap_or_default();
        let sizes: String = sizes
            .map(|(part, bytes)| format!("{part} = {bytes}\n"))
            .collect();
        std::fs::write(path(), format!("{by_people}[recorded-bytes]\n{sizes}")).at("write", &path())
    }
}
