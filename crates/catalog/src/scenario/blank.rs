//! A blank (空白表): a material that the resident writes herself, and the fields of the form that say what is known of
//! it. It is printed with them filled in; the rest is for the pen.

use serde::{Deserialize, Serialize};

use super::{FieldId, GroupId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Blank {
    /// 授权委托书: who signs it lets the other one act.
    Authorisation {
        principal: PersonFields,
        /// Who is signed in, where the form does not say.
        agent: PersonFields,
    },
    /// 待遇分配协议: everybody entitled signs it.
    Settlement {
        deceased: PersonFields,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        died_on: Option<FieldId>,
        /// Who applies and is paid; who is signed in, where the form does not say.
        receiver: PersonFields,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<FieldId>,
        heirs: RowFields,
    },
}

/// The fields that say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonFields {
    pub name: FieldId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<FieldId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<FieldId>,
    /// What they are to the other one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<FieldId>,
}

/// The same of each row of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RowFields {
    pub group: GroupId,
    pub person: PersonFields,
}

impl PersonFields {
    pub fn fields(&self) -> impl Iterator<Item = &FieldId> {
        let others = [&self.number, &self.phone, &self.relation];
        std::iter::once(&self.name).chain(others.into_iter().flatten())
    }
}

impl Blank {
    /// The fields of the form that it is filled from; those of rows are columns of their group.
    pub fn fields(&self) -> Vec<&FieldId> {
        match self {
            Self::Authorisation { principal, agent } => {
                principal.fields().chain(agent.fields()).collect()
            }
            Self::Settlement {
                deceased,
                died_on,
                receiver,
                account,
                heirs: _,
            } => {
                let people = deceased.fields().chain(receiver.fields());
                people.chain(died_on).chain(account).collect()
            }
        }
    }

    pub fn rows(&self) -> Option<&RowFields> {
        match self {
            Self::Authorisation { .. } => None,
            Self::Settlement { heirs, .. } => Some(heirs),
        }
    }
}
