//! The lights of 电子监察: 绿 in time, 黄 due soon, 红 late.

use super::{Fate, Obligation, Party, Timer};
use crate::Clock;
use crate::rules::LimitKind;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Light {
    #[default]
    Green,
    Yellow,
    Red,
}

/// An office's light turns yellow when a fifth of its working days is left, on the last but one at the latest. No
/// national rule: places set such a share.
const LAST_SHARE: u32 = 5;

/// A resident's turns yellow with the second reminder.
const LAST_DAYS: i64 = 7;

impl Obligation {
    /// The light of one obligation. What was done late stays red; a clock that stands does not turn. A time that is
    /// only usual is no promise: past it the light says that it takes longer (yellow), and never that somebody is
    /// late.
    #[must_use]
    pub fn light(&self, clock: Clock<'_>) -> Light {
        if self.limit == LimitKind::Usual {
            let is_slow = self.late || (self.fate == Fate::Open && self.is_past(clock));
            return if is_slow { Light::Yellow } else { Light::Green };
        }
        if self.late {
            return Light::Red;
        }
        let (Fate::Open, Timer::Runs(deadline)) = (self.fate, self.timer) else {
            return Light::Green;
        };
        let today = clock.today();
        if today > deadline.latest {
            return Light::Red;
        }
        let is_soon = match self.whose {
            Party::Office(_) => {
                let days = |from| clock.calendar.workdays_between(from, deadline.day);
                let all = days(self.since.day());
                all > 1 && days(today) <= (all / LAST_SHARE).max(1)
            }
            Party::Applicant | Party::Confirmer(_) => {
                (deadline.day - today).num_days() <= LAST_DAYS
            }
        };
        if is_soon { Light::Yellow } else { Light::Green }
    }
}
