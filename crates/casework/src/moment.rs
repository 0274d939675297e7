//! A moment in China's time zone. Written as RFC 3339 with +08:00, so that moments sort as texts do; without a
//! library's date formatting, which would cost the app 12 KB.

use civic::day::{self, Day};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Seconds that China's time is ahead of UTC; there is no summer time.
const CHINA: i64 = 8 * 3600;
const DAY: i64 = 24 * 3600;

/// The first and the last moment of the years 1970 to 2200, in seconds since 1970 (UTC).
const RANGE: (i64, i64) = (0, 7_289_625_599);

/// A moment, to the second, within the years 1970 to 2200.
///
/// ```
/// use casework::Moment;
///
/// let moment = Moment::parse("2026-11-20T09:00:00+08:00").expect("it is written so");
/// assert_eq!(moment.plus(600).rfc3339(), "2026-11-20T09:10:00+08:00");
/// assert_eq!(civic::day::iso(moment.day()), "2026-11-20");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moment(#[cfg_attr(feature = "schema", schemars(with = "String"))] i64);

impl Moment {
    /// From seconds since 1970 (UTC). What lies outside the range becomes its end.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(RANGE.0, RANGE.1))
    }

    /// Seconds since 1970 (UTC).
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The moment at which a day begins.
    #[must_use]
    pub fn start_of(day: Day) -> Self {
        Self::from_unix(i64::from(day.to_epoch_days()) * DAY - CHINA)
    }

    /// So many seconds later, or earlier where they are negative.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// The day in China.
    #[must_use]
    pub fn day(self) -> Day {
        let days = (self.0 + CHINA).div_euclid(DAY);
        i32::try_from(days)
            .ok()
            .and_then(Day::from_epoch_days)
            .unwrap_or(Day::MAX)
    }

    /// `2026-11-20T09:00:00+08:00`
    #[must_use]
    pub fn rfc3339(self) -> String {
        let of_day = (self.0 + CHINA).rem_euclid(DAY);
        let (hours, minutes, seconds) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        let day = day::iso(self.day());
        format!("{day}T{hours:02}:{minutes:02}:{seconds:02}+08:00")
    }

    /// Reads what [`Moment::rfc3339`] writes; `None` for any other form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T')?;
        let time = time.strip_suffix("+08:00")?;
        let mut parts = time.split(':');
        let mut part = |below: i64| {
            let two = parts.next().filter(|part| part.len() == 2)?;
            let number = two.bytes().try_fold(0, |number, byte| {
                let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
                Some(number * 10 + digit)
            })?;
            (number < below).then_some(number)
        };
        let of_day = part(24)? * 3600 + part(60)? * 60 + part(60)?;
        // Not from the moment at which the day begins: the first day's begins before the range.
        let days = i64::from(day::parse_iso(day)?.to_epoch_days());
        let moment = Self::from_unix(days * DAY - CHINA + of_day);
        // Outside the range it would become another moment.
        (moment.rfc3339() == text).then_some(moment)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a moment is YYYY-MM-DDTHH:MM:SS+08:00"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_day_is_that_of_china() {
        let evening = Moment::from_unix(1_795_194_000);
        assert_eq!(evening.rfc3339(), "2026-11-21T01:00:00+08:00");
        assert_eq!(day::iso(evening.day()), "2026-11-21");
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "2026-11-20T17:00:00Z",
            "2026-11-20T17:00:00+00:00",
            "2026-11-20T24:00:00+08:00",
            "2026-11-20T7:00:00+08:00",
            "2026-11-20T07:00:00:00+08:00",
            "2026-11-20 07:00:00+08:00",
            "1969-11-20T07:00:00+08:00",
            "2200-12-31T23:59:60+08:00",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        let last = Moment::from_unix(i64::MAX);
        assert_eq!(last.rfc3339(), "2200-12-31T23:59:59+08:00");
    }

    #[test]
    fn the_ends_of_the_range_are_read_as_they_are_written() {
        for end in [RANGE.0, RANGE.0 + 1, RANGE.1 - 1, RANGE.1] {
            let moment = Moment::from_unix(end);
            assert_eq!(Moment::parse(&moment.rfc3339()), Some(moment), "{end}");
        }
    }

    proptest! {
        #[test]
        fn reading_undoes_writing_and_keeps_the_order(one in any::<u32>(), other in any::<u32>()) {
            let (one, other) = (Moment::from_unix(one.into()), Moment::from_unix(other.into()));
            prop_assert_eq!(Moment::parse(&one.rfc3339()), Some(one));
            prop_assert_eq!(one.cmp(&other), one.rfc3339().cmp(&other.rfc3339()));
            prop_assert!(Moment::start_of(one.day()) <= one);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9T:+-]{0,30}") {
            let _ = (Moment::parse(&text), Moment::parse(&near));
        }
    }
}
