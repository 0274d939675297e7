//! What the plan depends on besides the answers: the day, who acts, and what the state already holds.
//! All of it is an argument, so that the browser and the server compute the same plan.

use std::collections::{BTreeMap, BTreeSet};

use civic::day::Day;
use serde::{Deserialize, Serialize};

use crate::Value;

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
}

/// A record of the state by its key, such as `person.birth_month`.
pub type Records = BTreeMap<String, Value>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub today: Day,
    pub acting_for: ActingFor,
    /// Whether records and licences are known at all.
    pub signed_in: bool,
    /// Whether the person may promise instead of prove; false after a false promise or a bad credit record.
    pub may_promise: bool,
    /// What the state already holds about the signed-in person; empty before sign-in.
    pub records: Records,
    /// The kinds of e-licences (电子证照) the person holds.
    pub licences: BTreeSet<String>,
}

impl Context {
    /// Someone who has not signed in, on the given day.
    pub fn anonymous(today: Day) -> Self {
        Self {
            today,
            acting_for: ActingFor::Oneself,
            signed_in: false,
            may_promise: true,
            records: Records::new(),
            licences: BTreeSet::new(),
        }
    }
}
