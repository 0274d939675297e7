//! Signing in, and what the state already holds about the person who has.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Value;
use catalog::context::{Context, LicenceFact};
use civic::day;
use serde::{Deserialize, Serialize};

use crate::case::OpenCase;

/// `GET /api/v1/session`, and the answer to signing in. Without a session `person` is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// The demo identities one may sign in with; empty where residents are real.
    #[serde(default)]
    pub demo_identities: Vec<DemoIdentity>,
    /// The name of the identity service (统一身份认证) where residents sign in, by way of
    /// `GET /api/v1/session/sign-in`; absent where none is connected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_service: Option<String>,
    /// The server's day, YYYY-MM-DD, in China's time zone: plans on both sides use the same day.
    pub today: String,
    /// How many messages of the inbox the person has not read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// The signed-in person, as far as the frame of the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Opaque; stable for one person.
    pub id: String,
    pub name: String,
    /// 3210**********1234
    pub masked_number: String,
}

/// The answer to `DELETE /api/v1/session`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedOut {
    /// Where the browser goes, to end its session at the identity service, too. It comes back to the home page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continue_at: Option<String>,
}

/// A synthetic person of the built-in demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemoIdentity {
    pub id: String,
    pub name: String,
    /// One sentence: 「单位终止合同,参保 3 年」.
    pub situation: String,
}

/// `POST /api/v1/session`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The id of a [`DemoIdentity`].
    pub demo_identity: String,
}

/// `GET /api/v1/person/holdings`: records (免填写), e-licences (免提交) and what one may promise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holdings {
    /// By the record's key, such as `person.mobile`.
    pub records: BTreeMap<String, Record>,
    pub licences: Vec<Licence>,
    /// What could not be asked: the person is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Unasked>,
}

/// A register that could not be asked. What it would have said is asked of the person, and nothing is held against them
/// for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unasked {
    pub register: Register,
    /// 「全民参保登记库」; empty where all registers of this kind are meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// A kind of register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// 免填写
    Records,
    /// 免提交
    Licences,
    /// Whether a promise is taken (告知承诺).
    Credit,
}

/// A value a register holds, with its origin as the screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    pub value: Value,
    /// 「全民参保登记库」
    pub origin: String,
}

/// An e-licence (电子证照).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Licence {
    /// The kind that materials refer to, such as `id_card`.
    pub kind: String,
    pub name: String,
    pub issuer: String,
    /// The end of its validity, YYYY-MM-DD; absent for 长期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// What it says about its holder, by the key of the record that says the same: only what a form may ask of
    /// this very person, such as `person.social_card_account`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Value>,
}

impl Holdings {
    /// Tells a context what is held on its day. A licence that has run out answers nothing: 证件过期 is what offices
    /// send back, also where the paper is an electronic one.
    pub fn tell(&self, context: &mut Context) {
        for (key, record) in &self.records {
            context.records.insert(key.clone(), record.value.clone());
        }
        for licence in &self.licences {
            let until = licence.valid_until.as_deref();
            if until.is_some_and(|end| day::parse_iso(end).is_none_or(|end| end < context.today)) {
                continue;
            }
            context.licences.insert(licence.kind.clone());
            for (key, value) in &licence.facts {
                context.licence_facts.push(LicenceFact {
                    licence: licence.name.clone(),
                    key: key.clone(),
                    value: value.clone(),
                });
            }
        }
    }
}

/// `GET /api/v1/eligibility/{scenario}?region=`: what stands in the way before anyone fills in a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Eligibility {
    /// 在办重复: the person's cases of the same scenario that are still open, the newest first; the latest twenty.
    #[serde(default)]
    pub open: Vec<OpenCase>,
    /// 告知承诺 is open to this person: no false promise before, no bad credit record.
    pub may_promise: bool,
    /// The services of the scenario, by id, for which the person may neither promise nor bring a paper later: a word
    /// was broken, or withdrawn before it was kept, and that is not repaired (信用修复).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub no_word_for: BTreeSet<String>,
    /// What happened to each of these words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<LostWord>,
    /// What is open for the same at other systems of the place: a hint, which stops nobody. Where they cannot be asked,
    /// nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_elsewhere: Vec<OpenElsewhere>,
    /// What could not be asked. Where it is the credit register, a promise stays open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Unasked>,
}

/// A case of the person at another system, as a register tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenElsewhere {
    /// 「失业保险金申领」
    pub title: String,
    /// The office that has it.
    pub office: String,
    /// The day it was handed in, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// A word that was not kept, since when none is taken for this service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LostWord {
    pub service: String,
    pub why: WordLoss,
    /// The day it happened, YYYY-MM-DD.
    pub on: String,
}

/// What became of a word, the gravest of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WordLoss {
    /// Withdrawn or given back before the paper came or the check was closed.
    Withdrawn,
    /// The paper did not come in time, or a check found the promise not kept.
    Broken,
    /// A false promise, for whichever service.
    False,
}
