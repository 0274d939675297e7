//! What a resident does with a case, and what she may do.

use std::collections::BTreeMap;

use casework::event::{RatingReason, Stars};
use casework::{ConfirmerId, Offer, Refusal};
use catalog::application::{Confirmed, Delivery};
use catalog::{Supplied, Value};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/cases/{number}/actions`, with an `Idempotency-Key`. The answer is the case after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResidentCommand {
    /// [`Case::last`](crate::case::Case::last) of the case as it was shown. What has changed since about the same thing
    /// refuses the action (`stale`).
    pub seen: u32,
    pub action: ResidentAction,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResidentAction {
    /// 撤销提交, within minutes: as if it had never been handed in.
    Undo,
    /// 撤回申请: every service that is not decided.
    WithdrawAll,
    /// 撤回一项
    Withdraw {
        service: String,
    },
    /// 申请注销: what was granted is given back.
    Surrender {
        service: String,
    },
    /// The answer to 补正, all at once.
    Correct {
        service: String,
        correction: Correction,
    },
    /// 容缺后补: the paper that follows.
    Supply {
        material: String,
        supplied: Supplied,
        /// What was said on the checklist of the material.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmed: Option<Confirmed>,
    },
    /// 咨询, of 1 to 500 characters.
    Ask {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<String>,
        text: String,
    },
    /// 异议: a person is to look at the decision. 1 to 500 characters.
    Object {
        service: String,
        text: String,
    },
    /// 催办
    Urge {
        service: String,
    },
    /// 好差评. The text has at most 500 characters.
    Rate {
        service: String,
        stars: Stars,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<RatingReason>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// 共同确认: make a link for this confirmer.
    Invite {
        confirmer: ConfirmerId,
    },
    /// 预约取号: a half hour of [`BookableDays`](crate::counter::BookableDays), in place of an earlier one for the same
    /// service. Where it is taken meanwhile: `slot_taken`, with the next free ones.
    Book {
        service: String,
        counter: String,
        at: String,
    },
    CancelBooking {
        service: String,
    },
    /// 领取方式: how the paper of the result comes, until it was sent.
    ChooseDelivery {
        service: String,
        delivery: Delivery,
    },
}

/// The answer to 补正: all that was asked for, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Correction {
    pub materials: BTreeMap<String, Supplied>,
    pub fields: BTreeMap<String, Value>,
    /// What was said on the checklists of these materials.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub confirmed: BTreeMap<String, Confirmed>,
    /// At most 500 characters.
    pub note: String,
}

/// One thing the reader may do, or may not and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AllowedAction {
    pub offer: Offer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}
