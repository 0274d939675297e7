//! The time as an argument: nothing in this crate looks at a clock.

use civic::Day;
use civic::workdays::Calendar;

use crate::Moment;

/// What time it is, and on which days offices work.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    pub now: Moment,
    pub calendar: &'a Calendar,
}

impl Clock<'static> {
    /// By the calendar that was announced when the program was built.
    #[must_use]
    pub fn at(now: Moment) -> Self {
        Self {
            now,
            calendar: Calendar::announced(),
        }
    }
}

impl Clock<'_> {
    /// The day in China.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day()
    }
}
