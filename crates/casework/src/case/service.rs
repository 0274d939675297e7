//! One service of a case.

use catalog::scenario::{DeliveryWay, FieldId, MaterialId, ServiceId};
use serde::{Deserialize, Serialize};

use crate::event::{CheckOutcome, CorrectionItem, Seq, Stars, Visit};
use crate::{ClerkId, Moment, OfficeId};

/// Where a service stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// 已提交,待受理
    Submitted,
    /// 已受理,办理中
    Accepted,
    /// 需补正: the clock stands.
    CorrectionNeeded,
    /// 已办结
    Granted,
    /// 不予办理
    Refused,
    /// 已撤回
    Withdrawn,
    /// 逾期终止: something was not brought, corrected or confirmed in time.
    Lapsed,
    /// 已撤销
    Revoked,
    /// 已注销, at the applicant's wish
    Surrendered,
    /// As if never handed in.
    Undone,
}

impl ServiceState {
    /// Whether no decision is to come.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !self.is_undecided()
    }

    #[must_use]
    pub const fn is_undecided(self) -> bool {
        matches!(
            self,
            Self::Submitted | Self::Accepted | Self::CorrectionNeeded
        )
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCase {
    pub id: ServiceId,
    pub state: ServiceState,
    pub claim: Option<Claim>,
    /// What the last request for correction named.
    pub to_correct: Vec<CorrectionItem>,
    pub urges: Vec<Urge>,
    pub extended: bool,
    /// 转人工: its rule was asked, and did not say yes.
    pub left_to_person: bool,
    pub decision: Option<Decision>,
    pub check: Option<Check>,
    pub rating: Option<Rating>,
    pub rating_invited: bool,
    /// The number at a counter; also one whose time is past.
    pub visit: Option<Visit>,
    pub visit_reminded: bool,
    /// 领取方式, where another was chosen after handing in.
    pub delivery: Option<DeliveryWay>,
    pub sent: Option<Sent>,
    /// What it looks at, and the correction of another service has changed.
    pub changed: Vec<SharedChange>,
    /// The last event that was about it.
    pub(crate) touched: Seq,
}

/// 认领
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub office: OfficeId,
    pub clerk: ClerkId,
    pub at: Moment,
}

/// 催办
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urge {
    pub seq: Seq,
    pub at: Moment,
    pub answered: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub at: Moment,
    /// 无人审批
    pub is_automatic: bool,
    pub document: Option<String>,
}

/// 核查
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The decision, or the expiry, that called for it.
    pub cause: Seq,
    pub opened: Option<Moment>,
    pub closed: Option<CheckOutcome>,
}

/// That an answer to the 补正 of one service has changed what another looks at, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedChange {
    /// The event.
    pub seq: Seq,
    /// The service whose correction it was.
    pub corrected: ServiceId,
    pub fields: Vec<FieldId>,
    pub materials: Vec<MaterialId>,
    /// Whether it had been decided by then: its decision stands on what was there before.
    pub was_decided: bool,
}

/// 好差评
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub stars: Stars,
    pub replied: bool,
    pub rectified: bool,
}

/// 已寄出
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub at: Moment,
    pub parcel: Option<String>,
}

impl ServiceCase {
    pub(crate) fn new(id: &ServiceId) -> Self {
        Self {
            id: id.clone(),
            state: ServiceState::Submitted,
            claim: None,
            to_correct: Vec::new(),
            urges: Vec::new(),
            extended: false,
            left_to_person: false,
            decision: None,
            check: None,
            rating: None,
            rating_invited: false,
            visit: None,
            visit_reminded: false,
            delivery: None,
            sent: None,
            changed: Vec::new(),
            touched: 0,
        }
    }

    /// Whether its result is still to come, or to be had.
    pub(crate) fn is_of_use(&self) -> bool {
        self.state.is_undecided() || self.state == ServiceState::Granted
    }

    /// Whether there is something to come to a counter for: to bring it, or to collect the result there.
    pub(crate) fn is_worth_a_visit(&self, delivery: Option<DeliveryWay>) -> bool {
        let is_collected = delivery == Some(DeliveryWay::Counter);
        self.state.is_undecided() || (self.state == ServiceState::Granted && is_collected)
    }

    /// The check that is to be opened or closed.
    #[must_use]
    pub fn pending_check(&self) -> Option<&Check> {
        self.check.as_ref().filter(|check| check.closed.is_none())
    }
}
