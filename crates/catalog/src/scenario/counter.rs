//! 办事窗口: where one can go in person, when it is open, and whether a number can be booked beforehand (预约取号).

use std::fmt;

use civic::day::Day;
use civic::workdays::Calendar;
use serde::{Deserialize, Serialize};

use super::{Confidence, ServiceId};
use crate::LocalizedText;

/// A counter of a place. What is not known of it stays empty: nothing is made up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Counter {
    pub id: String,
    pub name: LocalizedText,
    pub address: LocalizedText,
    /// On working days, one stretch after the other; empty where nobody has found them out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpenHours>,
    /// Digits and hyphens, for `tel:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The services it is for, by id; all that are handed in here where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<Booking>,
    /// It is no real counter but one that the demonstration has set up, and it is told so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
    /// Where it says so.
    pub source: LocalizedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day someone last checked it, YYYY-MM-DD.
    pub verified_on: String,
    #[serde(default)]
    pub confidence: Confidence,
}

/// From when until when, within one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenHours {
    /// `08:30`
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// 预约取号: half hours are booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// How many people are taken in each half hour.
    pub per_half_hour: u16,
    /// For how many working days ahead, today among them.
    pub days: u16,
}

/// Minutes since midnight, written `08:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(#[cfg_attr(feature = "schema", schemars(with = "String"))] u16);

impl TimeOfDay {
    /// Minutes since midnight.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let read = || {
            let (hours, minutes) = text.split_once(':')?;
            if hours.len() != 2 || minutes.len() != 2 {
                return None;
            }
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(Self(hours * 60 + minutes))
        };
        read().ok_or("a time of day is HH:MM")
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The length of what is booked, in minutes.
pub const SLOT_MINUTES: u16 = 30;

impl Counter {
    #[must_use]
    pub fn serves(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.iter().any(|id| id == service)
    }

    /// The beginnings of the half hours that can be booked on a day on which it is open.
    pub fn half_hours(&self) -> impl Iterator<Item = TimeOfDay> + '_ {
        self.hours.iter().flat_map(|open| {
            let last = open.to.0.saturating_sub(SLOT_MINUTES);
            let step = usize::from(SLOT_MINUTES);
            (open.from.0..=last).step_by(step).map(TimeOfDay)
        })
    }

    /// The days that can be booked as of today.
    #[must_use]
    pub fn days(&self, today: Day, calendar: &Calendar) -> Vec<Day> {
        let days = usize::from(self.booking.map_or(0, |booking| booking.days));
        let ahead = today.iter_days();
        let open = ahead.filter(|day| calendar.is_workday(*day).works);
        open.take(days).collect()
    }
}

#[cfg(test)]
mod tests {
    use civic::day;

    use super::*;

    fn counter() -> Counter {
        serde_json::from_value(serde_json::json!({
            "id": "hall", "name": "大厅", "address": "路1号", "source": "公告", "verified_on": "2026-11-30",
            "hours": [{ "from": "09:00", "to": "10:15" }, { "from": "14:00", "to": "15:00" }],
            "booking": { "per_half_hour": 2, "days": 3 }
        }))
        .unwrap()
    }

    #[test]
    fn half_hours_end_before_it_closes() {
        let slots: Vec<String> = counter().half_hours().map(String::from).collect();
        assert_eq!(slots, ["09:00", "09:30", "14:00", "14:30"]);
    }

    #[test]
    fn it_is_open_on_the_days_on_which_offices_work() {
        // 2026: the Spring Festival ends on February 23rd; Saturday the 14th and the 28th are worked.
        let from = day::parse_iso("2026-02-13").unwrap();
        let days = counter().days(from, Calendar::announced());
        let days: Vec<String> = days.into_iter().map(day::iso).collect();
        assert_eq!(days, ["2026-02-13", "2026-02-14", "2026-02-24"]);
    }

    #[test]
    fn a_time_of_day_is_written_in_four_digits() {
        for wrong in ["8:30", "24:00", "08:60", "0830", "", "-1:00"] {
            assert!(TimeOfDay::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
        assert_eq!(
            TimeOfDay::try_from("08:30".to_owned()).unwrap().minutes(),
            510
        );
    }
}
