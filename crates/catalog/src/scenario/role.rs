//! A role (为谁办): in whose name a case is brought, and what that needs besides what the services need.
//! 本人、亲友代办、监护人、单位经办; who may promise follows from the role itself.

use serde::{Deserialize, Serialize};

use super::{CommitmentId, FieldUse, MaterialUse};
use crate::LocalizedText;
use crate::context::ActingFor;

/// The question that is put first where a scenario has more than one role.
pub const ACTING_FOR: &str = "acting_for";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: ActingFor,
    /// 「帮亲友办」
    pub name: LocalizedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<LocalizedText>,
    /// Both identities, for one who acts for somebody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldUse>,
    /// 授权委托书 and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<MaterialUse>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<CommitmentId>,
}
