//! Tokens of offices: what each may do, and from which day to which. A token is known by its digest alone, so that
//! neither the file nor a log can tell it.

use civic::day::{self, Day};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Before its end whoever runs the server is told, so many days ahead: time to give the office another one.
pub(super) const TOLD_DAYS: i64 = 14;

/// What may be done with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// 经办人: works on what the office sees.
    #[default]
    Clerk,
    /// 负责人: the same, takes a clerk's claim away, and reads what the office has done.
    Lead,
    /// 审计: reads what all offices have done, and nothing else.
    Auditor,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Token {
    /// In hexadecimal.
    pub(super) sha256: String,
    #[serde(default)]
    pub(super) role: Role,
    /// The first day on which it is taken.
    #[serde(default, deserialize_with = "day")]
    from: Option<Day>,
    /// The last one.
    #[serde(default, deserialize_with = "day")]
    until: Option<Day>,
}

/// Whether a token is taken on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    NotYet,
    Valid,
    Over,
}

impl Token {
    /// One without an end.
    pub(super) fn of(sha256: String) -> Self {
        Self {
            sha256,
            role: Role::Clerk,
            from: None,
            until: None,
        }
    }

    pub(super) fn is_well_formed(&self) -> bool {
        let is_digest = self.sha256.len() == 64;
        let begins = self.from.zip(self.until);
        is_digest
            && self.sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
            && begins.is_none_or(|(from, until)| from <= until)
    }

    pub(super) fn on(&self, today: Day) -> Validity {
        if self.from.is_some_and(|from| today < from) {
            return Validity::NotYet;
        }
        match self.until {
            Some(until) if today > until => Validity::Over,
            _ => Validity::Valid,
        }
    }

    /// Its last day, where that is near.
    pub(super) fn ends_soon(&self, today: Day) -> Option<Day> {
        let near = |until: &Day| (until.signed_duration_since(today)).num_days() <= TOLD_DAYS;
        let until = self.until.filter(near);
        until.filter(|_| self.on(today) == Validity::Valid)
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let day = day::parse_iso(&text);
    day.map(Some)
        .ok_or_else(|| D::Error::custom("a day is written \"2026-12-31\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> Token {
        toml::from_str(&format!("sha256 = '{}'\n{text}", "0".repeat(64))).unwrap()
    }

    fn on(token: &Token, day: &str) -> Validity {
        token.on(day::parse_iso(day).unwrap())
    }

    #[test]
    fn a_token_is_taken_from_its_first_day_to_its_last() {
        let one = token("from = '2026-12-01'\nuntil = '2026-12-31'");
        assert_eq!(on(&one, "2026-11-30"), Validity::NotYet);
        assert_eq!(on(&one, "2026-12-01"), Validity::Valid);
        assert_eq!(on(&one, "2026-12-31"), Validity::Valid);
        assert_eq!(on(&one, "2027-01-01"), Validity::Over);
        assert_eq!(on(&token("role = 'lead'"), "2099-12-31"), Validity::Valid);
        assert!(one.is_well_formed());
        assert!(!token("from = '2026-12-02'\nuntil = '2026-12-01'").is_well_formed());
        assert!(toml::from_str::<Token>("sha256 = ''\nuntil = '31.12.2026'").is_err());
    }

    #[test]
    fn that_it_ends_is_told_two_weeks_before() {
        let one = token("until = '2026-12-31'");
        let told = |day: &str| one.ends_soon(day::parse_iso(day).unwrap()).is_some();
        assert!(!told("2026-12-16") && told("2026-12-17") && told("2026-12-31"));
        assert!(!told("2027-01-01"));
        assert!(
            token("")
                .ends_soon(day::parse_iso("2026-12-31").unwrap())
                .is_none()
        );
    }
}
