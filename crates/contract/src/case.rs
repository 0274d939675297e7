//! A case (办件): handed in once, followed service by service to its result.

use catalog::scenario::DeliveryWay;
use catalog::subject::mark;
use catalog::{ActingFor, Application, Supplied};
use serde::{Deserialize, Serialize};

use casework::event::{CorrectionItem, Stars};
use casework::obligation::Party;
use casework::{ConfirmerId, Light, ObligationId};

pub use casework::ServiceState;

use crate::case_action::AllowedAction;
use crate::case_event::CaseEvent;
use crate::counter::CaseVisit;
use crate::elsewhere::ElsewhereStep;
use crate::next_step::NextStep;

/// `POST /api/v1/cases`, with an `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Submission {
    pub scenario: String,
    /// The version and content hash the application was made with.
    pub version: String,
    pub hash: String,
    pub region: String,
    pub application: Application,
}

/// `GET /api/v1/cases?open=&cursor=`; with `open=true` those in which something is still to be decided or brought.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CasePage {
    /// The newest first.
    pub items: Vec<CaseSummary>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseSummary {
    /// 办件编号, without characters that look alike.
    pub number: String,
    pub scenario: String,
    pub title: String,
    /// Of whom it is; absent where it is of whoever brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<CaseSubject>,
    /// RFC 3339, China's time zone.
    pub submitted_at: String,
    /// The state of the service that wants most attention.
    pub state: ServiceState,
    pub services_done: u16,
    pub services_total: u16,
    /// What the applicant must do next; absent where nothing waits for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStep>,
    /// The most urgent light of all that is still owed, by whomever.
    #[serde(default)]
    pub light: Light,
}

/// Of whom a case is, as far as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseSubject {
    /// The name of the first, with all but its last character hidden: `**丽`.
    pub name: String,
    /// How many people it is about, from 1.
    pub count: u16,
}

/// 在办重复: a case that is open, and how a form knows its people again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenCase {
    pub case: CaseSummary,
    /// The role in which it was brought.
    pub acting_for: ActingFor,
    /// [`catalog::subject::mark`] of each of its people, with the number of the case; of the empty key where it is of
    /// whoever brought it.
    pub marks: Vec<u32>,
}

impl OpenCase {
    /// Whether it is about the person with this key of [`catalog::subject::concerned`].
    pub fn is_of(&self, key: &str) -> bool {
        self.marks.contains(&mark(&self.case.number, key))
    }
}

/// `GET /api/v1/cases/{number}`, and the answer to handing in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Case {
    pub number: String,
    pub scenario: String,
    pub title: String,
    /// Of whom it is; absent where it is of whoever brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<CaseSubject>,
    pub region: String,
    pub submitted_at: String,
    /// One per service, in the scenario's order.
    pub services: Vec<CaseService>,
    /// What follows by itself, by name (免申即享).
    pub automatic: Vec<String>,
    /// What other offices handle (另外办理).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<ElsewhereStep>,
    /// How each material was supplied.
    pub materials: Vec<CaseMaterial>,
    /// The number of its last event: what an action names as seen.
    #[serde(default)]
    pub last: u32,
    /// Until when the hand-in can be taken back as if it had not been made, RFC 3339; absent where it no longer can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_until: Option<String>,
    /// What waits for somebody, and what was due: what is due first comes first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<CaseObligation>,
    /// What happened, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<CaseEvent>,
    /// What the reader may do now, and why not the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<AllowedAction>,
    /// Who else has to confirm (共同确认).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmers: Vec<CaseConfirmer>,
}

/// Something that waits for somebody, or waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseObligation {
    pub id: ObligationId,
    pub whose: Party,
    /// The last day, YYYY-MM-DD; absent while its clock stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether `until` rests on the published calendar of holidays, or on weekends alone (约).
    #[serde(default)]
    pub until_exact: bool,
    /// False where nobody has set the time and it is only usual: then no day is promised.
    pub is_binding: bool,
    pub light: Light,
    pub state: ObligationState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ObligationState {
    Open,
    /// The clock stands for somebody else.
    Stands,
    /// Not done in time, recorded so, and still to be done.
    Late,
    Done,
    /// Not done in time; what follows has happened.
    Missed,
    /// What it was for is over.
    Void,
}

/// One of those who confirm together with the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseConfirmer {
    pub id: ConfirmerId,
    pub role: casework::event::ConfirmerRole,
    /// With all but the last character hidden.
    pub name: String,
    /// The services that wait for this word, by id.
    pub services: Vec<String>,
    pub state: ConfirmerState,
    /// The path of the page that the invited person opens; for the applicant alone, while the invitation is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConfirmerState {
    /// No link was made yet.
    Missing,
    Invited,
    Confirmed,
    /// Said no; can be invited again.
    Declined,
    Expired,
}

/// One service of a case on its way through an office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseService {
    pub service: String,
    pub name: String,
    /// The office that handles it.
    pub office: String,
    pub state: ServiceState,
    /// The day by which it is promised, YYYY-MM-DD; absent where no day is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether `due` rests on the published calendar of holidays, or on weekends alone (约).
    pub due_exact: bool,
    /// The day by which there usually is a decision, where neither law nor office has set one (一般): no promise. Past
    /// it `light` is yellow, and never red.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<String>,
    /// 电子监察: the light of what its office owes.
    #[serde(default)]
    pub light: Light,
    /// Whether the clock of the office stands, for the applicant or for those who confirm.
    #[serde(default)]
    pub stands: bool,
    /// What is to be corrected, all of it, while the service waits for that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_correct: Vec<CorrectionItem>,
    /// What was decided in the applicant's favour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<ServiceResult>,
    /// What its rule said, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    /// Whether who withdraws this service now may promise for it no more, until that is repaired: a rule of the place,
    /// for what rests on a word that is not kept yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawing_bars: bool,
    /// 好差评, once it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stars: Option<Stars>,
    /// 预约取号: the number at a counter, until its day is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<CaseVisit>,
    /// 领取方式 of its result; absent where there is nothing to deliver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<CaseDelivery>,
}

/// How the paper of a result comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseDelivery {
    pub way: DeliveryWay,
    /// What one may choose from, the usual one first.
    pub ways: Vec<DeliveryWay>,
    /// Where to, by post: 「江苏省扬州市邗江区****」.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
}

/// 已寄出
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sent {
    /// RFC 3339, China's time zone.
    pub at: String,
    /// The number of the parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<String>,
}

/// 无人审批: what the rule of a service said with the hand-in. It grants, or leaves it to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ruling {
    pub granted: bool,
    pub rule: String,
    /// The day it came into force, YYYY-MM-DD.
    pub version: String,
    /// What was found so, where it has granted; otherwise what nobody vouched for.
    pub reasons: Vec<RulingReason>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RulingReason {
    /// The check of the rule, by id.
    pub check: String,
    pub text: String,
    /// The register that was asked, by name.
    pub register: String,
}

/// 办理结果
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceResult {
    /// RFC 3339, China's time zone.
    pub at: String,
    /// 无人审批: decided by a rule.
    pub is_automatic: bool,
    /// The number of the document that follows (批文、证照); absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseMaterial {
    pub material: String,
    pub name: String,
    pub supplied: Supplied,
    /// For 容缺后补: the last day, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}
