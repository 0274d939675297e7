//! Why something cannot be done now. A code with what belongs to it; its words stand in the texts of whoever shows it.

use civic::Day;
use serde::{Deserialize, Serialize};

use crate::case::ServiceState;
use crate::event::{CorrectionSubject, Seq};
use crate::{ClerkId, ConfirmerId, Moment};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It is not for this person or office.
    NotYours,
    /// The case has no such service, paper, question or confirmer.
    NoSuch,
    /// The hand-in was undone.
    Undone,
    /// The service stands where this is not open.
    WrongState(ServiceState),
    /// The time for undoing ended then.
    UndoOver(Moment),
    /// Something has been decided already, so that nothing can be undone.
    Decided,
    /// The applicant can still undo until then; nothing is decided before.
    UndoOpen(Moment),
    /// These have not confirmed yet.
    ConfirmationMissing(Vec<ConfirmerId>),
    /// The last day was this one.
    DeadlinePassed(
        #[serde(with = "iso_day")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        Day,
    ),
    /// The office is not late.
    NotLate,
    /// It was urged today already; once a day.
    UrgedToday,
    /// It was done before, and once is enough.
    AlreadyDone,
    /// Another clerk works on it.
    ClaimedBy(ClerkId),
    /// There is no check to open or close.
    NoCheck,
    /// The check has to be opened first.
    CheckNotOpen,
    /// No link was made, or it was used.
    NotInvited,
    /// The applicant, or somebody who confirmed already, cannot confirm for another.
    SamePerson,
    /// The result does not go by post.
    NotByPost,
    /// The applicant may not give a word for this service.
    MayNotPromise,
    /// There is no rule that decides it without a person, or it is another version.
    NoRule,
    /// What it says cannot be taken.
    Invalid(Invalid),
    /// Something happened to the same thing since the event that was seen last; look again.
    Stale { last: Seq },
}

/// What is wrong with the content of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// Nothing is handed in, asked for or answered.
    Nothing,
    /// It is to be said why it has to be corrected.
    ReasonMissing(CorrectionSubject),
    /// A reason or a remedy that such a thing cannot have: a field is not blurred, and not photographed again.
    Unfit(CorrectionSubject),
    /// A field or paper that the scenario does not have.
    Unknown(CorrectionSubject),
    /// Asked for, and not answered: a correction answers all at once.
    LeftOut(CorrectionSubject),
    /// Not asked for: a correction changes what was asked for, and nothing else.
    NotAsked(CorrectionSubject),
    /// Named twice.
    Twice(CorrectionSubject),
    /// No time, or longer than the law lets.
    TooLong,
    /// What was found has to be named.
    GroundMissing,
    /// A service, paper or confirmer that is none of this application.
    NotOfThisCase,
}

/// A day as `YYYY-MM-DD`.
mod iso_day {
    use civic::day::{self, Day};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&day::iso(*day))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        day::parse_iso(&text).ok_or_else(|| D::Error::custom("a day is YYYY-MM-DD"))
    }
}
