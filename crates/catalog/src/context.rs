//! What the plan depends on besides the answers: the day, who acts, and what the state already holds.
//! All of it is an argument, so that the browser and the server compute the same plan.

use std::collections::{BTreeMap, BTreeSet};

use civic::day::Day;
use serde::{Deserialize, Serialize};

use crate::Value;
use crate::scenario::ServiceId;

/// For whom the case is brought (为谁办).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActingFor {
    /// 本人办理
    #[default]
    Oneself,
    /// 亲友代办: may not promise on behalf of the principal.
    Relative,
    /// 法定监护人: may promise.
    Guardian,
    /// 单位经办
    Employer,
}

impl ActingFor {
    /// 不接受代为承诺, except by a legal guardian (告知承诺制: 承诺由本人作出).
    pub const fn may_promise(self) -> bool {
        !matches!(self, Self::Relative)
    }

    /// The id under which it is answered and stored.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Relative => "relative",
            Self::Guardian => "guardian",
            Self::Employer => "employer",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        [
            Self::Oneself,
            Self::Relative,
            Self::Guardian,
            Self::Employer,
        ]
        .into_iter()
        .find(|role| role.id() == id)
    }
}

/// What the signed-in person holds is reached as `agent.…` when the case is somebody else's.
const AGENT: &str = "agent.";

/// A record of the state by its key, such as `person.birth_month`.
pub type Records = BTreeMap<String, Value>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub today: Day,
    /// Whether records and licences are known at all.
    pub signed_in: bool,
    /// Whether the person may promise instead of prove; false after a false promise or a bad credit record.
    pub may_promise: bool,
    /// The services for which the person may neither promise nor bring a paper later: a word was broken, or withdrawn
    /// before it was kept.
    pub no_word_for: BTreeSet<ServiceId>,
    /// What the state already holds about the signed-in person; empty before sign-in.
    pub records: Records,
    /// The kinds of e-licences (电子证照) the person holds.
    pub licences: BTreeSet<String>,
    /// What these licences say about the person.
    pub licence_facts: Vec<LicenceFact>,
}

/// One fact that an e-licence carries, such as the account number of a social security card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceFact {
    /// The licence by name, as it is shown.
    pub licence: String,
    /// The key of the record that says the same.
    pub key: String,
    pub value: Value,
}

impl Context {
    /// The record that `key` means in this role. Records are of the person who has signed in: in one's own
    /// case they are `person.…`, `insurance.…`; in that of somebody else they are only `agent.…`, so that
    /// nobody's data stand in for another's. `employer.…` can be reached in every role.
    pub fn record(&self, key: &str, acting_for: ActingFor) -> Option<&Value> {
        self.records.get(&record_key(key, acting_for)?)
    }

    /// Whether the e-licence that `kind` means in this role is there; as with [`Context::record`].
    pub fn holds_licence(&self, kind: &str, acting_for: ActingFor) -> bool {
        let kind = match (kind.strip_prefix(AGENT), acting_for) {
            (None, ActingFor::Oneself) => Some(kind),
            (Some(kind), role) if role != ActingFor::Oneself => Some(kind),
            (None, _) if kind.starts_with("business_") => Some(kind),
            _ => None,
        };
        kind.is_some_and(|kind| self.licences.contains(kind))
    }

    /// Someone who has not signed in, on the given day.
    pub fn anonymous(today: Day) -> Self {
        Self {
            today,
            signed_in: false,
            may_promise: true,
            no_word_for: BTreeSet::new(),
            records: Records::new(),
            licences: BTreeSet::new(),
            licence_facts: Vec::new(),
        }
    }
}

/// The key of the signed-in person's record that `key` means in this role; `None` where it means none.
pub fn record_key(key: &str, acting_for: ActingFor) -> Option<String> {
    match (key.strip_prefix(AGENT), acting_for) {
        (None, ActingFor::Oneself) => Some(key.to_owned()),
        (None, _) if key.starts_with("employer.") => Some(key.to_owned()),
        (Some(rest), role) if role != ActingFor::Oneself => Some(["person.", rest].concat()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_records_of_a_relative_never_stand_in_for_those_of_the_old() {
        let mut context = Context::anonymous(civic::day::parse_iso("2026-11-21").unwrap());
        context
            .records
            .insert("person.name".to_owned(), Value::from("陈一"));
        context.licences.insert("id_card".to_owned());
        let name = |key, role| context.record(key, role).is_some();
        assert!(name("person.name", ActingFor::Oneself));
        assert!(!name("agent.name", ActingFor::Oneself));
        assert!(!name("person.name", ActingFor::Relative));
        assert!(name("agent.name", ActingFor::Guardian));
        assert!(context.holds_licence("id_card", ActingFor::Oneself));
        assert!(!context.holds_licence("id_card", ActingFor::Relative));
        assert!(context.holds_licence("agent.id_card", ActingFor::Relative));
    }
}
