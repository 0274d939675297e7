//! What time itself can demand.

use catalog::scenario::ServiceId;

use crate::event::{EventKind, Notice, ObligationId, Visit};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// The time for undoing has ended: the offices are told of the case.
    HandOn,
    /// Somebody is to be told of what he owes.
    Notify {
        obligation: ObligationId,
        notice: Notice,
    },
    /// The day after the last has come.
    Expire { obligation: ObligationId },
    /// 好差评: invite once. There is no reminder.
    InviteRating { service: ServiceId },
    /// The day before a visit has come.
    RemindVisit { service: ServiceId, visit: Visit },
}

impl Duty {
    pub(crate) fn event(&self) -> EventKind {
        match self.clone() {
            Self::HandOn => EventKind::HandedOn,
            Self::Notify { obligation, notice } => EventKind::NoticeSent { obligation, notice },
            Self::Expire { obligation } => EventKind::Expired { obligation },
            Self::InviteRating { service } => EventKind::RatingInvited { service },
            Self::RemindVisit { service, visit } => EventKind::VisitReminded { service, visit },
        }
    }
}
