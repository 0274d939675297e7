//! What happened to a case. Events are the truth; state, clocks, lights, timeline and buttons are projections of them.
//! They hold ids and codes: words that people wrote are kept elsewhere under a [`TextId`], so that they can be deleted
//! without touching what happened.

mod codes;
mod obligation_id;
mod submitted;
mod visit;

use std::collections::BTreeMap;

use catalog::CorrectionReason;
use catalog::scenario::{DeliveryWay, FieldId, MaterialId, Name, ServiceId, TimeLimit};
use serde::{Deserialize, Serialize};

pub use codes::{
    CheckOutcome, ExtensionReason, Ground, Notice, Origin, QuestionKind, RatingReason, Remedy,
    Stars,
};
pub use obligation_id::ObligationId;
pub use submitted::{Confirmer, ConfirmerRole, Deferral, PromiseUse, Submitted};
pub use visit::Visit;

use crate::{Actor, ConfirmerId, Moment};

/// Where words are kept that a person wrote.
pub type TextId = String;
/// The number of an event within its case, from 1 without a gap.
pub type Seq = u32;

/// One thing that happened, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub v: Format,
    pub seq: Seq,
    pub at: Moment,
    pub by: Actor,
    pub rules: RuleVersion,
    pub what: EventKind,
}

/// The form in which an event is stored. A reader refuses a form it does not know: half an event would be another one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Format;

impl Format {
    const NUMBER: u16 = 1;
}

impl From<Format> for u16 {
    fn from(_: Format) -> Self {
        Format::NUMBER
    }
}

impl TryFrom<u16> for Format {
    type Error = &'static str;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        match number {
            Self::NUMBER => Ok(Self),
            _ => Err("events of this format are not known"),
        }
    }
}

/// By which rules an event came about: the content hash of the scenario version, and the edition of this crate's
/// periods.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleVersion {
    pub scenario: String,
    pub edition: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EventKind {
    /// 提交
    Submitted(Submitted),
    /// The time for undoing has passed: the offices are told.
    HandedOn,
    /// A case that an earlier release had accepted has become one of events: from now on its periods run, of which
    /// nobody was told before.
    TakenOver,
    /// 撤销提交, within minutes: as if it had never been handed in.
    Undone,
    /// 撤回申请: of these services, before they were decided.
    Withdrawn {
        services: Vec<ServiceId>,
    },
    /// 申请注销: what was granted is given back.
    Surrendered {
        service: ServiceId,
    },
    /// 受理
    Accepted {
        service: ServiceId,
    },
    /// 补正通知: everything that is wanting, at once; by words alone where it is neither field nor paper.
    CorrectionAsked {
        service: ServiceId,
        items: Vec<CorrectionItem>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    /// 已补正
    Corrected {
        service: ServiceId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<FieldId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<MaterialId>,
        /// Those of the materials that are here now, as pictures or from a register: what a promise stood for needs
        /// none any more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        papers: Vec<MaterialId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    /// 容缺材料已补交
    Supplied {
        material: MaterialId,
    },
    /// The last day of an obligation has passed; what follows from it has happened with this event.
    Expired {
        obligation: ObligationId,
    },
    /// A question to the office (咨询), or an objection to a decision without a person.
    Asked {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<ServiceId>,
        kind: QuestionKind,
        text: TextId,
    },
    Answered {
        asked: Seq,
        text: TextId,
    },
    /// 催办
    Urged {
        service: ServiceId,
    },
    UrgeAnswered {
        urged: Seq,
        text: TextId,
    },
    /// 延期, with its reason.
    Extended {
        service: ServiceId,
        by: TimeLimit,
        reason: ExtensionReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    /// 办结
    Granted {
        service: ServiceId,
        /// The document that follows (批文、证照), where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    /// 不予办理
    Refused {
        service: ServiceId,
        ground: Ground,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    /// 无人审批: granted by a rule, from these values. `stated` is where what it says of this person is kept, as
    /// values.
    DecidedAutomatically {
        service: ServiceId,
        rule: String,
        rule_version: String,
        origins: BTreeMap<Name, Origin>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stated: Option<TextId>,
    },
    /// 转人工: a rule was asked and did not say yes, for these checks did not hold or nobody vouched for them.
    LeftToPerson {
        service: ServiceId,
        rule: String,
        rule_version: String,
        checks: Vec<String>,
    },
    /// 撤销决定
    Revoked {
        service: ServiceId,
        ground: Ground,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
    },
    /// 核查开始
    CheckOpened {
        service: ServiceId,
    },
    /// 核查结束
    CheckClosed {
        service: ServiceId,
        outcome: CheckOutcome,
    },
    /// 失信行为录入
    BreachRecorded {
        service: ServiceId,
        ground: Ground,
    },
    /// 信用修复
    BreachRepaired {
        service: ServiceId,
    },
    /// 好差评 invited; once.
    RatingInvited {
        service: ServiceId,
    },
    Rated {
        service: ServiceId,
        stars: Stars,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<RatingReason>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
    },
    /// 评价回复
    Replied {
        service: ServiceId,
        text: TextId,
    },
    /// 整改
    Rectified {
        service: ServiceId,
        text: TextId,
    },
    /// 共同确认: a link was made for this confirmer.
    ConfirmationInvited {
        confirmer: ConfirmerId,
    },
    Confirmed {
        confirmer: ConfirmerId,
    },
    ConfirmationDeclined {
        confirmer: ConfirmerId,
    },
    /// Somebody was told of an obligation.
    NoticeSent {
        obligation: ObligationId,
        notice: Notice,
    },
    /// A clerk works on it (认领).
    Claimed {
        service: ServiceId,
    },
    Released {
        service: ServiceId,
    },
    /// 预约取号: a number at a counter, in place of an earlier one for the same service.
    Booked {
        service: ServiceId,
        visit: Visit,
    },
    BookingCancelled {
        service: ServiceId,
    },
    /// The day before the visit has come.
    VisitReminded {
        service: ServiceId,
        visit: Visit,
    },
    /// 领取方式: the resident wants the paper in another way. The address is kept with the application.
    DeliveryChosen {
        service: ServiceId,
        way: DeliveryWay,
    },
    /// 已寄出, with the number of the parcel where there is one.
    Sent {
        service: ServiceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<String>,
    },
}

/// One thing to correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionItem {
    pub of: CorrectionSubject,
    /// At least one.
    pub reasons: Vec<CorrectionReason>,
    pub remedy: Remedy,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CorrectionSubject {
    Field(FieldId),
    Material(MaterialId),
}
