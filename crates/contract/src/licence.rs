//! 我的证照: what registers hold for the signed-in person, and what was granted here.

use serde::{Deserialize, Serialize};

use crate::document::Validity;
use crate::person::Unasked;

/// `GET /api/v1/person/licences?region=`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Licences {
    /// E-licences, as the registers tell them.
    pub held: Vec<HeldLicence>,
    /// 办理结果, the newest first.
    pub results: Vec<HeldResult>,
    /// The registers that could not be asked: there may be more licences than are named here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Unasked>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldLicence {
    /// The kind that materials refer to, such as `id_card`.
    pub kind: String,
    pub name: String,
    pub issuer: String,
    /// Numbers that it bears, by the key of the record that says the same, with their middle hidden.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<MaskedNumber>,
    /// The end of its validity, YYYY-MM-DD; absent for 长期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// It has run out, and answers nothing.
    pub expired: bool,
    /// The names of the papers that it spares in the region (免提交).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spares: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MaskedNumber {
    /// `person.number`, `person.social_card_account`, `employer.credit_code`.
    pub of: String,
    /// 3210**********1284
    pub number: String,
}

/// What an office has granted. Its paper is `GET /api/v1/cases/{case}/results/{service}.pdf` while it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldResult {
    pub case: String,
    pub service: String,
    pub title: String,
    pub office: String,
    /// 文号
    pub number: String,
    /// YYYY-MM-DD
    pub day: String,
    pub validity: Validity,
    /// The code under which anyone sees that it is genuine, once it was printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}
