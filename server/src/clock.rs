//! The time, in China's zone: promised days are counted there wherever the server stands.
//! Tests start the clock at a day of their own and move it on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeDelta, Utc};
use civic::Day;

/// Seconds that China's time is ahead of UTC; there is no summer time.
const CHINA: i32 = 8 * 3600;

#[derive(Debug, Clone)]
pub struct Clock {
    /// The moment it stands at; the system's time where there is none.
    stands_at: Option<Moment>,
    started: Instant,
    seconds_on: Arc<AtomicI64>,
    /// By how much its time was set, and nothing else moved.
    set_by: Arc<AtomicI64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<FixedOffset>);

impl Clock {
    pub fn system() -> Self {
        Self {
            stands_at: None,
            started: Instant::now(),
            seconds_on: Arc::default(),
            set_by: Arc::default(),
        }
    }

    /// A clock that stands still, for tests. `None` where `moment` is not RFC 3339.
    pub fn standing_at(moment: &str) -> Option<Self> {
        let moment = DateTime::parse_from_rfc3339(moment).ok()?;
        Some(Self {
            stands_at: Some(Moment(moment)),
            ..Self::system()
        })
    }

    /// Moves the clock and all its copies.
    pub fn move_on(&self, seconds: i64) {
        self.seconds_on.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Sets the time, as it is where a machine has lived with a wrong one. Nothing takes longer by it.
    pub fn set_by(&self, seconds: i64) {
        self.set_by.fetch_add(seconds, Ordering::Relaxed);
    }

    pub fn now(&self) -> Moment {
        let base = match (self.stands_at, FixedOffset::east_opt(CHINA)) {
            (Some(Moment(moment)), _) => moment,
            (None, Some(china)) => Utc::now().with_timezone(&china),
            (None, None) => Utc::now().fixed_offset(),
        };
        let moved = self.seconds_on.load(Ordering::Relaxed) + self.set_by.load(Ordering::Relaxed);
        Moment(base + TimeDelta::seconds(moved))
    }

    /// How long it has been running. It never goes back, whatever the system's time is set to: limits and waits are
    /// counted by it.
    pub fn running(&self) -> Duration {
        let on = self.seconds_on.load(Ordering::Relaxed);
        let on = Duration::from_secs(on.try_into().unwrap_or(0));
        match self.stands_at {
            Some(_) => on,
            None => self.started.elapsed() + on,
        }
    }

    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// The same time as cases take it, with the announced calendar.
    pub(crate) fn of_cases(&self) -> casework::Clock<'static> {
        casework::Clock::at(self.now().into())
    }
}

impl Moment {
    pub fn day(self) -> Day {
        self.0.date_naive()
    }

    /// Seconds since 1970.
    pub fn unix(self) -> i64 {
        self.0.timestamp()
    }

    pub fn rfc3339(self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Secs, false)
    }
}

impl From<Moment> for casework::Moment {
    fn from(moment: Moment) -> Self {
        Self::from_unix(moment.unix())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_china() {
        let utc_evening = DateTime::parse_from_rfc3339("2026-11-20T17:00:00Z").unwrap();
        let china = utc_evening.with_timezone(&FixedOffset::east_opt(CHINA).unwrap());
        assert_eq!(civic::day::iso(Moment(china).day()), "2026-11-21");
        assert_eq!(Moment(china).rfc3339(), "2026-11-21T01:00:00+08:00");
    }
}
