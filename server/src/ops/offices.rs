//! The offices that may come in, each with the tokens it shows and the services it may see. They are read from a file
//! at the start; of tokens it holds digests alone, so that who reads the file cannot come in with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::Rules;
use catalog::Scenario;
use civic::Day;
use civic::day;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::tokens::{Role, Token, Validity};
use crate::config::SHORTEST_SECRET;
use crate::store::office_lists::{OfficeScope, ScopedServices};

/// Those of the demonstration.
const DEMO: &str = include_str!("../../demo/offices.toml");
/// The id of the one office of a place that names no others. Before offices had names, it was all of them.
pub(crate) const SINGLE: &str = "office";
/// What an office with this entry sees: every service.
const EVERYTHING: &str = "*";
/// In the place of an office, where none sees a service: an empty list would mean that all do.
const NOBODY: &str = "";

#[derive(Debug, Default)]
pub(crate) struct Offices(Vec<Arc<Office>>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    office: Vec<Office>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Office {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Tokens of clerks without an end, by their SHA-256 in hexadecimal: while one takes the place of another, both are
    /// there.
    #[serde(default)]
    token_sha256: Vec<String>,
    /// All of its tokens, those above too.
    #[serde(default, rename = "token")]
    tokens: Vec<Token>,
    /// `*`, `scenario/*` or `scenario/service`.
    #[serde(default)]
    services: BTreeSet<String>,
    /// The regions it works for; all of them where it is empty.
    #[serde(default)]
    regions: BTreeSet<String>,
    /// Its clerks, who are named with every request; anybody where it is empty.
    #[serde(default)]
    clerks: BTreeSet<String>,
    /// Whether its clerks, besides what they work on, may read the whole audit trail.
    #[serde(default)]
    pub(crate) auditor: bool,
    /// Everybody knows its tokens, so they need not be hard to guess.
    #[serde(skip)]
    is_demo: bool,
}

/// Whose a token is.
pub(crate) struct Shown<'a> {
    pub(crate) office: &'a Arc<Office>,
    pub(crate) role: Role,
    pub(super) validity: Validity,
}

/// Why a file of offices is not taken; for whoever runs the server.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OfficesError {
    #[error("it cannot be read")]
    Unreadable(#[from] std::io::Error),
    #[error("it is not understood")]
    Malformed(#[from] toml::de::Error),
    #[error("{0}: an id is of a–z, 0–9 and -, and each office has its own")]
    Id(String),
    #[error(
        "{0}: a token's digest is of 64 hexadecimal digits, no two offices have the same, and its last day is not before \
         its first"
    )]
    Token(String),
    #[error("{0}: a service is written *, scenario/* or scenario/service")]
    Service(String),
}

impl Offices {
    pub(crate) fn demo() -> Result<Self, OfficesError> {
        let mut file = parse(DEMO)?;
        for office in &mut file.office {
            office.is_demo = true;
        }
        Ok(file.offices())
    }

    pub(crate) fn read(file: &std::path::Path) -> Result<Self, OfficesError> {
        Ok(parse(&std::fs::read_to_string(file)?)?.offices())
    }

    /// Adds the one office of a place that names no others: it sees every service and the audit trail, and shows this
    /// token.
    pub(crate) fn with_single(mut self, token: &str) -> Self {
        self.0.push(Arc::new(Office {
            id: SINGLE.to_owned(),
            name: String::new(),
            token_sha256: Vec::new(),
            tokens: vec![Token::of(digest(token))],
            services: [EVERYTHING.to_owned()].into(),
            regions: BTreeSet::new(),
            clerks: BTreeSet::new(),
            auditor: true,
            is_demo: false,
        }));
        self
    }

    /// The office of a token, and whether it is taken on this day. Every digest is compared: the time says nothing of
    /// which one it is, nor how much of it was right. One that could be guessed is not taken: of a file, which holds
    /// digests alone, that is seen when it is shown.
    pub(crate) fn find(&self, token: &str, today: Day) -> Option<Shown<'_>> {
        let shown = digest(token);
        let mut found = None;
        for office in &self.0 {
            for known in &office.tokens {
                let digest = known.sha256.to_ascii_lowercase();
                let is_right = bool::from(digest.as_bytes().ct_eq(shown.as_bytes()));
                if is_right && token.len() < SHORTEST_SECRET && !office.is_demo {
                    let id = &office.id;
                    tracing::warn!(
                        id,
                        "a token of this office is shorter than 32 characters and is not taken: give it another one \
                         (openssl rand -hex 32)"
                    );
                } else if is_right {
                    found = Some(Shown {
                        office,
                        role: known.role,
                        validity: known.on(today),
                    });
                }
            }
        }
        found
    }

    /// Says in the log who may come in.
    pub(crate) fn log(&self) {
        for office in &self.0 {
            let (id, name, auditor) = (&office.id, &office.name, office.auditor);
            tracing::info!(id, name, auditor, "office");
        }
    }

    /// Says in the log which tokens run out soon, and which offices have none that is taken: at the start, and every
    /// day.
    pub(crate) fn log_ends(&self, today: Day) {
        for office in &self.0 {
            let id = &office.id;
            for token in &office.tokens {
                if let Some(until) = token.ends_soon(today) {
                    let (until, role) = (day::iso(until), token.role);
                    tracing::warn!(id, ?role, %until, "a token of this office runs out: give it another one");
                }
            }
            let mut tokens = office.tokens.iter();
            if !tokens.any(|token| token.on(today) == Validity::Valid) {
                tracing::error!(id, "this office has no token that is taken today");
            }
        }
    }

    /// Puts into the rules of a case which offices may act on which of its services.
    pub(crate) fn put_into(&self, rules: &mut Rules, scenario: &Scenario) {
        for (service, rules) in &mut rules.services {
            let offices = self.0.iter();
            let of_it = offices.filter(|it| it.sees(&scenario.id, &scenario.region.code, service));
            rules.offices = of_it.map(|office| office.id.clone()).collect();
            if rules.offices.is_empty() {
                rules.offices.insert(NOBODY.to_owned());
            }
        }
    }
}

impl File {
    fn offices(self) -> Offices {
        Offices(self.office.into_iter().map(Arc::new).collect())
    }
}

fn parse(text: &str) -> Result<File, OfficesError> {
    let mut file: File = toml::from_str(text)?;
    for office in &mut file.office {
        let without_end = office.token_sha256.drain(..).map(Token::of);
        office.tokens.extend(without_end);
    }
    let mut ids = BTreeSet::new();
    let mut tokens = BTreeSet::new();
    for office in &file.office {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_id = !office.id.is_empty() && office.id.bytes().all(plain);
        if !is_id || !ids.insert(&office.id) {
            return Err(OfficesError::Id(office.id.clone()));
        }
        for token in &office.tokens {
            let is_new = tokens.insert(token.sha256.to_ascii_lowercase());
            if !token.is_well_formed() || !is_new {
                return Err(OfficesError::Token(office.id.clone()));
            }
        }
        let is_service = |service: &String| {
            let parts = service.split_once('/');
            service == EVERYTHING || parts.is_some_and(|(of, id)| !of.is_empty() && !id.is_empty())
        };
        if !office.services.iter().all(is_service) {
            return Err(OfficesError::Service(office.id.clone()));
        }
    }
    Ok(file)
}

fn digest(token: &str) -> String {
    let digest = Sha256::digest(token);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Office {
    pub(crate) fn sees(&self, scenario: &str, region: &str, service: &str) -> bool {
        let here = self.regions.is_empty() || self.regions.contains(region);
        here && self
            .services
            .iter()
            .any(|entry| match entry.split_once('/') {
                Some((of, id)) => of == scenario && (id == EVERYTHING || id == service),
                None => true,
            })
    }

    /// What of the cases is asked for.
    pub(crate) fn scope(&self) -> OfficeScope {
        let mut scenarios: BTreeMap<String, Option<BTreeSet<String>>> = BTreeMap::new();
        for entry in &self.services {
            let Some((scenario, service)) = entry.split_once('/') else {
                return OfficeScope {
                    regions: self.regions.clone(),
                    services: ScopedServices::Every,
                };
            };
            let place = scenarios.entry(scenario.to_owned());
            let known = place.or_insert_with(|| Some(BTreeSet::new()));
            match (service == EVERYTHING, known.as_mut()) {
                (true, _) => *known = None,
                (false, Some(services)) => {
                    services.insert(service.to_owned());
                }
                (false, None) => {}
            }
        }
        let by_scenario = scenarios.into_iter();
        let by_scenario = by_scenario.map(|(id, services)| (id, services.unwrap_or_default()));
        OfficeScope {
            regions: self.regions.clone(),
            services: ScopedServices::Of(by_scenario.collect()),
        }
    }

    /// Whether it may see any service of a scenario.
    pub(crate) fn sees_any(&self, scenario: &str, region: &str) -> bool {
        let here = self.regions.is_empty() || self.regions.contains(region);
        here && self
            .services
            .iter()
            .any(|entry| match entry.split_once('/') {
                Some((of, _)) => of == scenario,
                None => true,
            })
    }

    pub(crate) fn has_clerk(&self, clerk: &str) -> bool {
        self.clerks.is_empty() || self.clerks.contains(clerk)
    }
}

#[cfg(test)]
mod tests;
