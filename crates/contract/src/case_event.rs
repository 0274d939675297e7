//! What happened to a case, as both sides read it: the stored events without the ids of persons and clerks, and with
//! the words that people wrote.

use casework::event::{
    CheckOutcome, CorrectionItem, ExtensionReason, Ground, QuestionKind, RatingReason, Stars, Visit,
};
use casework::{ConfirmerId, ObligationId};
use catalog::scenario::{DeliveryWay, TimeLimit};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseEvent {
    /// Its number within the case, from 1; those that are nobody's business here are left out.
    pub seq: u32,
    /// RFC 3339, China's time zone.
    pub at: String,
    pub by: EventBy,
    pub what: CaseEventKind,
    /// What a person wrote with it: a question, an answer, a result in words, the reason of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventBy {
    Applicant,
    Confirmer,
    Office,
    /// Time, and rules that decide without a person.
    System,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaseEventKind {
    Submitted,
    /// The time for undoing has passed: the offices are told.
    HandedOn,
    Undone,
    Withdrawn {
        services: Vec<String>,
    },
    Surrendered {
        service: String,
    },
    Accepted {
        service: String,
    },
    CorrectionAsked {
        service: String,
        items: Vec<CorrectionItem>,
    },
    /// `fields` and `materials` are what was corrected; `also` are the other services that use one of them, whose
    /// offices are told.
    Corrected {
        service: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<String>,
    },
    Supplied {
        material: String,
    },
    /// `usual`: the time was only usual, so that nobody was late.
    Expired {
        obligation: ObligationId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        usual: bool,
    },
    Asked {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<String>,
        kind: QuestionKind,
    },
    /// `asked` is the number of the question.
    Answered {
        asked: u32,
    },
    Urged {
        service: String,
    },
    UrgeAnswered {
        urged: u32,
    },
    Extended {
        service: String,
        by: TimeLimit,
        reason: ExtensionReason,
    },
    Granted {
        service: String,
    },
    /// 无人审批: by the rule of this name and version. The text is what it states of this person.
    DecidedAutomatically {
        service: String,
        rule: String,
        rule_version: String,
    },
    /// 转人工: the rule was asked and did not say yes.
    LeftToPerson {
        service: String,
        rule: String,
        rule_version: String,
        checks: Vec<String>,
    },
    Refused {
        service: String,
        ground: Ground,
    },
    Revoked {
        service: String,
        ground: Ground,
    },
    CheckOpened {
        service: String,
    },
    CheckClosed {
        service: String,
        outcome: CheckOutcome,
    },
    BreachRecorded {
        service: String,
        ground: Ground,
    },
    BreachRepaired {
        service: String,
    },
    RatingInvited {
        service: String,
    },
    Rated {
        service: String,
        stars: Stars,
        reasons: Vec<RatingReason>,
    },
    Replied {
        service: String,
    },
    Rectified {
        service: String,
    },
    ConfirmationInvited {
        confirmer: ConfirmerId,
    },
    Confirmed {
        confirmer: ConfirmerId,
    },
    ConfirmationDeclined {
        confirmer: ConfirmerId,
    },
    /// Somebody was reminded of an obligation.
    Reminded {
        obligation: ObligationId,
    },
    /// 预约取号
    Booked {
        service: String,
        visit: Visit,
    },
    BookingCancelled {
        service: String,
    },
    /// The day before the visit has come.
    VisitReminded {
        service: String,
        visit: Visit,
    },
    /// 领取方式 was changed.
    DeliveryChosen {
        service: String,
        way: DeliveryWay,
    },
    /// 已寄出
    Sent {
        service: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<String>,
    },
}

impl CaseEventKind {
    /// The one service it names; none where it is about the whole case, several, or something else that has a number.
    pub fn service(&self) -> Option<&String> {
        match self {
            Self::Surrendered { service }
            | Self::Accepted { service }
            | Self::CorrectionAsked { service, .. }
            | Self::Corrected { service, .. }
            | Self::Urged { service }
            | Self::Extended { service, .. }
            | Self::Granted { service }
            | Self::DecidedAutomatically { service, .. }
            | Self::LeftToPerson { service, .. }
            | Self::Refused { service, .. }
            | Self::Revoked { service, .. }
            | Self::CheckOpened { service }
            | Self::CheckClosed { service, .. }
            | Self::BreachRecorded { service, .. }
            | Self::BreachRepaired { service }
            | Self::RatingInvited { service }
            | Self::Rated { service, .. }
            | Self::Replied { service }
            | Self::Rectified { service }
            | Self::Booked { service, .. }
            | Self::BookingCancelled { service }
            | Self::VisitReminded { service, .. }
            | Self::DeliveryChosen { service, .. }
            | Self::Sent { service, .. } => Some(service),
            Self::Asked { service, .. } => service.as_ref(),
            Self::Submitted
            | Self::HandedOn
            | Self::Undone
            | Self::Withdrawn { .. }
            | Self::Supplied { .. }
            | Self::Expired { .. }
            | Self::Answered { .. }
            | Self::UrgeAnswered { .. }
            | Self::ConfirmationInvited { .. }
            | Self::Confirmed { .. }
            | Self::ConfirmationDeclined { .. }
            | Self::Reminded { .. } => None,
        }
    }
}
