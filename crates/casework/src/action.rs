//! What somebody may do, and what somebody does.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use catalog::scenario::{DeliveryWay, FieldId, MaterialId, Name, ServiceId, TimeLimit};

use crate::duty::Duty;
use crate::event::{
    CheckOutcome, CorrectionItem, ExtensionReason, Ground, Origin, QuestionKind, RatingReason, Seq,
    Stars, TextId, Visit,
};
use crate::{Actor, ConfirmerId};

/// Something that can be done, without its content: a button.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    // The applicant's.
    Undo,
    /// Every service that is not decided.
    WithdrawAll,
    Withdraw(ServiceId),
    Surrender(ServiceId),
    Correct(ServiceId),
    Supply(MaterialId),
    Ask,
    /// 异议: a person is to look at a decision.
    Object(ServiceId),
    Urge(ServiceId),
    Rate(ServiceId),
    Invite(ConfirmerId),
    Book(ServiceId),
    CancelBooking(ServiceId),
    ChooseDelivery(ServiceId),
    // A confirmer's.
    Confirm(ConfirmerId),
    Decline(ConfirmerId),
    // An office's.
    Claim(ServiceId),
    Release(ServiceId),
    Accept(ServiceId),
    AskCorrection(ServiceId),
    Extend(ServiceId),
    Grant(ServiceId),
    Refuse(ServiceId),
    Revoke(ServiceId),
    OpenCheck(ServiceId),
    CloseCheck(ServiceId),
    RecordBreach(ServiceId),
    RepairBreach(ServiceId),
    Answer(Seq),
    AnswerUrge(Seq),
    Reply(ServiceId),
    Rectify(ServiceId),
    Send(ServiceId),
    // Of time and rules: nobody's buttons, so they are not sent to anybody.
    #[serde(skip)]
    DecideAutomatically(ServiceId),
    #[serde(skip)]
    LeaveToPerson(ServiceId),
    #[serde(skip)]
    Duty(Duty),
}

/// Something that is done, with its content. Words are kept elsewhere before it is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Undo,
    WithdrawAll,
    Withdraw {
        service: ServiceId,
    },
    Surrender {
        service: ServiceId,
    },
    Correct {
        service: ServiceId,
        fields: Vec<FieldId>,
        materials: Vec<MaterialId>,
        /// Those of the materials that are here now, and not to be shown at a counter or promised.
        papers: Vec<MaterialId>,
        note: Option<TextId>,
    },
    Supply {
        material: MaterialId,
    },
    Ask {
        service: Option<ServiceId>,
        text: TextId,
    },
    Object {
        service: ServiceId,
        text: TextId,
    },
    Urge {
        service: ServiceId,
    },
    Rate {
        service: ServiceId,
        stars: Stars,
        reasons: Vec<RatingReason>,
        text: Option<TextId>,
    },
    Invite {
        confirmer: ConfirmerId,
    },
    Book {
        service: ServiceId,
        visit: Visit,
    },
    CancelBooking {
        service: ServiceId,
    },
    ChooseDelivery {
        service: ServiceId,
        way: DeliveryWay,
    },
    Confirm {
        confirmer: ConfirmerId,
    },
    Decline {
        confirmer: ConfirmerId,
    },
    Claim {
        service: ServiceId,
    },
    Release {
        service: ServiceId,
    },
    Accept {
        service: ServiceId,
    },
    AskCorrection {
        service: ServiceId,
        items: Vec<CorrectionItem>,
        note: Option<TextId>,
    },
    Extend {
        service: ServiceId,
        by: TimeLimit,
        reason: ExtensionReason,
        note: Option<TextId>,
    },
    Grant {
        service: ServiceId,
        document: Option<String>,
        note: Option<TextId>,
    },
    Refuse {
        service: ServiceId,
        ground: Ground,
        note: Option<TextId>,
    },
    Revoke {
        service: ServiceId,
        ground: Ground,
        note: Option<TextId>,
    },
    OpenCheck {
        service: ServiceId,
    },
    /// `ground` says what was broken.
    CloseCheck {
        service: ServiceId,
        outcome: CheckOutcome,
        ground: Option<Ground>,
    },
    RecordBreach {
        service: ServiceId,
        ground: Ground,
    },
    RepairBreach {
        service: ServiceId,
    },
    Answer {
        asked: Seq,
        text: TextId,
    },
    AnswerUrge {
        urged: Seq,
        text: TextId,
    },
    Reply {
        service: ServiceId,
        text: TextId,
    },
    Rectify {
        service: ServiceId,
        text: TextId,
    },
    Send {
        service: ServiceId,
        parcel: Option<String>,
    },
    DecideAutomatically {
        service: ServiceId,
        rule: String,
        rule_version: String,
        origins: BTreeMap<Name, Origin>,
        stated: Option<TextId>,
    },
    LeaveToPerson {
        service: ServiceId,
        rule: String,
        rule_version: String,
        checks: Vec<String>,
    },
    Duty(Duty),
}

/// An action, who does it, and the last event that he saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub actor: Actor,
    pub seen: Seq,
    pub action: Action,
}

impl Action {
    /// The button that it answers to.
    #[must_use]
    pub fn offer(&self) -> Offer {
        use Action as A;
        match self {
            A::Undo => Offer::Undo,
            A::WithdrawAll => Offer::WithdrawAll,
            A::Withdraw { service } => Offer::Withdraw(service.clone()),
            A::Surrender { service } => Offer::Surrender(service.clone()),
            A::Correct { service, .. } => Offer::Correct(service.clone()),
            A::Supply { material } => Offer::Supply(material.clone()),
            A::Ask { .. } => Offer::Ask,
            A::Object { service, .. } => Offer::Object(service.clone()),
            A::Urge { service } => Offer::Urge(service.clone()),
            A::Rate { service, .. } => Offer::Rate(service.clone()),
            A::Invite { confirmer } => Offer::Invite(confirmer.clone()),
            A::Book { service, .. } => Offer::Book(service.clone()),
            A::CancelBooking { service } => Offer::CancelBooking(service.clone()),
            A::ChooseDelivery { service, .. } => Offer::ChooseDelivery(service.clone()),
            A::Confirm { confirmer } => Offer::Confirm(confirmer.clone()),
            A::Decline { confirmer } => Offer::Decline(confirmer.clone()),
            A::Claim { service } => Offer::Claim(service.clone()),
            A::Release { service } => Offer::Release(service.clone()),
            A::Accept { service } => Offer::Accept(service.clone()),
            A::AskCorrection { service, .. } => Offer::AskCorrection(service.clone()),
            A::Extend { service, .. } => Offer::Extend(service.clone()),
            A::Grant { service, .. } => Offer::Grant(service.clone()),
            A::Refuse { service, .. } => Offer::Refuse(service.clone()),
            A::Revoke { service, .. } => Offer::Revoke(service.clone()),
            A::OpenCheck { service } => Offer::OpenCheck(service.clone()),
            A::CloseCheck { service, .. } => Offer::CloseCheck(service.clone()),
            A::RecordBreach { service, .. } => Offer::RecordBreach(service.clone()),
            A::RepairBreach { service } => Offer::RepairBreach(service.clone()),
            A::Answer { asked, .. } => Offer::Answer(*asked),
            A::AnswerUrge { urged, .. } => Offer::AnswerUrge(*urged),
            A::Reply { service, .. } => Offer::Reply(service.clone()),
            A::Rectify { service, .. } => Offer::Rectify(service.clone()),
            A::Send { service, .. } => Offer::Send(service.clone()),
            A::DecideAutomatically { service, .. } => Offer::DecideAutomatically(service.clone()),
            A::LeaveToPerson { service, .. } => Offer::LeaveToPerson(service.clone()),
            A::Duty(duty) => Offer::Duty(duty.clone()),
        }
    }
}

impl Offer {
    pub(crate) fn question_kind(&self) -> QuestionKind {
        match self {
            Self::Object(_) => QuestionKind::Objection,
            _ => QuestionKind::Question,
        }
    }
}
