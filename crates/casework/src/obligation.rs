//! Obligations: everything that waits for somebody is one concept. Whose it is, until when, what reminds, what follows
//! on the day after, what stops its clock. Lights are a function of obligations and the time.

mod light;

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use catalog::scenario::ServiceId;
use civic::clock::{Deadline, Span};
use civic::workdays::Calendar;

pub use light::Light;

use crate::event::{Notice, ObligationId};
use crate::rules::LimitKind;
use crate::{Clock, ConfirmerId, Moment};

/// Who owes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    Applicant,
    Confirmer(ConfirmerId),
    /// The office of a service, or any of the case's where it is about no service.
    Office(Option<ServiceId>),
}

/// What follows on the day after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The services that rest on it end undecided (视为放弃), and what was granted already is checked.
    LapseOrCheck,
    /// The service ends undecided (视为放弃): so do 政府信息公开条例 article 30 and 行政复议法 article 31 for a
    /// correction that is not answered. One may apply again.
    Lapse,
    /// It stays to be done; the red light is recorded and those who oversee the office are told (督办).
    Escalate,
}

/// The clock of an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    Runs(Deadline),
    /// It waits for somebody else; so much is left.
    Stands {
        left: Span,
    },
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Open,
    /// Not done in time, and recorded so. It can still be done.
    Escalated(Moment),
    Met(Moment),
    /// Not done in time; what follows has happened.
    Missed(Moment),
    /// What it was for is over.
    Void(Moment),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    pub whose: Party,
    pub since: Moment,
    /// How long it was given, by law, promise or place.
    pub span: Span,
    /// On what that time rests.
    pub limit: LimitKind,
    pub timer: Timer,
    pub fate: Fate,
    /// Whether its last day passed before it was done. Every action takes in first what has expired, so that lateness
    /// is on record before anything else happens.
    pub late: bool,
    pub told: BTreeSet<Notice>,
}

impl ObligationId {
    #[must_use]
    pub fn consequence(&self) -> Consequence {
        match self {
            Self::Supply { .. } => Consequence::LapseOrCheck,
            Self::Confirm { .. } | Self::Correct { .. } => Consequence::Lapse,
            _ => Consequence::Escalate,
        }
    }
}

impl Obligation {
    pub(crate) fn new(whose: Party, since: Moment, span: Span, calendar: &Calendar) -> Self {
        Self {
            whose,
            since,
            span,
            limit: LimitKind::Binding,
            timer: Timer::Runs(span.deadline_by(since.day(), calendar)),
            fate: Fate::Open,
            late: false,
            told: BTreeSet::new(),
        }
    }

    /// Whether law or a promise has set its time.
    #[must_use]
    pub fn is_binding(&self) -> bool {
        self.limit == LimitKind::Binding
    }

    /// Whether it waits for nothing any more: it was done, has had its consequence, or is moot.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        !matches!(self.fate, Fate::Open | Fate::Escalated(_))
    }

    /// Whether it can still be done.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        !self.has_ended()
    }

    /// The last day; `None` while the clock stands.
    #[must_use]
    pub fn deadline(&self) -> Option<Deadline> {
        match self.timer {
            Timer::Runs(deadline) => Some(deadline),
            Timer::Stands { .. } => None,
        }
    }

    /// Whether the last day has passed at that time, however late anybody looks.
    #[must_use]
    pub fn is_past(&self, clock: Clock<'_>) -> bool {
        let deadline = self.deadline();
        deadline.is_some_and(|deadline| clock.today() > deadline.latest)
    }

    pub(crate) fn stop(&mut self, at: Moment, calendar: &Calendar) {
        if let Timer::Runs(deadline) = self.timer {
            let left = self.span.left(deadline.day, at.day(), calendar);
            self.timer = Timer::Stands { left };
        }
    }

    pub(crate) fn go_on(&mut self, at: Moment, calendar: &Calendar) {
        if let Timer::Stands { left } = self.timer {
            self.timer = Timer::Runs(left.deadline_by(at.day(), calendar));
        }
    }
}
