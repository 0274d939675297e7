//! By what name an obligation is known, in events and out of them.

use catalog::scenario::{MaterialId, ServiceId};
use serde::{Deserialize, Serialize};

use super::Seq;
use crate::ConfirmerId;

/// What is owed, about what. It is the same for everybody who computes it, so that a duty done twice is done once.
/// Where one thing can be owed again, the number of the event that brought it about is part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ObligationId {
    /// 容缺后补: bring the paper.
    Supply {
        material: MaterialId,
    },
    /// 共同确认
    Confirm {
        confirmer: ConfirmerId,
    },
    /// 补正
    Correct {
        service: ServiceId,
        asked: Seq,
    },
    /// Decide within the promised time.
    Decide {
        service: ServiceId,
    },
    /// 核查: open it, and close it.
    OpenCheck {
        service: ServiceId,
        cause: Seq,
    },
    CloseCheck {
        service: ServiceId,
        cause: Seq,
    },
    /// Answer a written question.
    AnswerQuestion {
        asked: Seq,
    },
    /// Answer 催办.
    AnswerUrge {
        service: ServiceId,
        urged: Seq,
    },
    /// Answer a bad rating (差评).
    AnswerRating {
        service: ServiceId,
    },
}

impl ObligationId {
    /// The service it is about; none where it is about a paper, a confirmer or a question.
    #[must_use]
    pub fn service(&self) -> Option<&ServiceId> {
        match self {
            Self::Correct { service, .. }
            | Self::Decide { service }
            | Self::OpenCheck { service, .. }
            | Self::CloseCheck { service, .. }
            | Self::AnswerUrge { service, .. }
            | Self::AnswerRating { service } => Some(service),
            Self::Supply { .. } | Self::Confirm { .. } | Self::AnswerQuestion { .. } => None,
        }
    }
}
