//! The citizen identity number (公民身份号码): birth date, sex and a check character in 18 places.
//! Source: GB 11643-1999; the check character is ISO 7064 MOD 11-2.

use chrono::Datelike;
use std::fmt;

use crate::day::{self, Day};
use crate::input_normalize;

mod parts;

use parts::{BIRTH, kind_of};

pub(crate) use parts::check_character;

/// Older than anyone known: such a number was typed wrongly or belongs to nobody alive.
const OLDEST_AGE: u32 = 130;

/// A number whose parts agree with each other. It says nothing about whether it was ever issued.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CitizenId {
    number: String,
    birth: Day,
    kind: Kind,
}

/// Sex as the number states it: the 17th digit is odd for men, even for women.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    Female,
    Male,
}

impl Sex {
    /// As registers and scenarios write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// Which card carries the number, by its first two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 居民身份证
    ResidentIdentityCard,
    /// 港澳台居民居住证 of a Hong Kong resident (81)
    HongKongResidencePermit,
    /// 港澳台居民居住证 of a Macao resident (82)
    MacaoResidencePermit,
    /// 港澳台居民居住证 of a Taiwan resident (83)
    TaiwanResidencePermit,
}

/// Why a text is no citizen identity number. Never holds any of its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitizenIdError {
    /// Something else than digits, or an X before the last place.
    Characters,
    /// A number of the first generation; these cards have no legal force since 2013
    /// (居民身份证法, amendment of 2011).
    FifteenDigits,
    /// Not 18 characters once blanks are gone.
    Length { found: usize },
    /// The first two digits name no province.
    Region,
    /// Places 7–14 are no day of the calendar between 1800 and 2099.
    BirthDate,
    /// Born after the day of reading.
    Future,
    /// Older than 130 years.
    TooOld,
    /// The parts are plausible, but the last character does not belong to them: one was mistyped.
    Checksum,
}

impl CitizenId {
    /// Reads a number as typed: full-width forms, blanks and a small x are put right.
    ///
    /// Digits 3–6 are not compared with today's counties: numbers keep the codes of counties
    /// that were abolished long ago.
    pub fn parse(text: &str, today: Day) -> Result<Self, CitizenIdError> {
        let number = input_normalize::compact(text).to_ascii_uppercase();
        let found = number.chars().count();
        let body = number.strip_suffix('X').unwrap_or(&number);
        if !body.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CitizenIdError::Characters);
        }
        if found == 15 && body.len() == 15 {
            return Err(CitizenIdError::FifteenDigits);
        }
        if found != 18 {
            return Err(CitizenIdError::Length { found });
        }
        let kind = kind_of(&number[..2]).ok_or(CitizenIdError::Region)?;
        let birth = birth_day(&number[BIRTH]).ok_or(CitizenIdError::BirthDate)?;
        match day::age_in_years(birth, today) {
            None => return Err(CitizenIdError::Future),
            Some(age) if age > OLDEST_AGE => return Err(CitizenIdError::TooOld),
            Some(_) => {}
        }
        if !number.ends_with(check_character(&number)) {
            return Err(CitizenIdError::Checksum);
        }
        Ok(Self {
            number,
            birth,
            kind,
        })
    }

    /// Makes a synthetic number for tests and demonstration data: `region` of six digits,
    /// `sequence` 0–999 (odd for men, even for women). `None` where no number can be written so.
    pub fn generate(region: u32, birth: Day, sequence: u16) -> Option<Self> {
        let (year, month, day) = (birth.year(), birth.month(), birth.day());
        if !(100_000..=999_999).contains(&region) || sequence > 999 {
            return None;
        }
        let mut number = format!("{region}{year:04}{month:02}{day:02}{sequence:03}");
        let kind = kind_of(&number[..2])?;
        birth_day(number.get(BIRTH)?).filter(|written| *written == birth)?;
        number.push(check_character(&number));
        Some(Self {
            number,
            birth,
            kind,
        })
    }

    pub fn birth(&self) -> Day {
        self.birth
    }

    pub fn sex(&self) -> Sex {
        let odd = self.number.as_bytes()[16] % 2 == 1;
        if odd { Sex::Male } else { Sex::Female }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// All 18 characters, X in upper case.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// The first and the last four characters, for screens: `1101**********002X`.
    pub fn masked(&self) -> String {
        format!("{}**********{}", &self.number[..4], &self.number[14..])
    }
}

/// `YYYYMMDD` as a day; numbers are issued for the centuries 18, 19 and 20.
pub(crate) fn birth_day(digits: &str) -> Option<Day> {
    let iso = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    day::parse_iso(&iso).filter(|birth| birth.year() < 2100)
}

/// Logs must not hold the number, not even a masked one.
impl fmt::Debug for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CitizenId(…)")
    }
}

impl fmt::Display for CitizenIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "identity number: other characters than digits and a final X",
            Self::FifteenDigits => "identity number: 15 digits, no longer valid",
            Self::Length { .. } => "identity number: not 18 characters",
            Self::Region => "identity number: unknown province code",
            Self::BirthDate => "identity number: birth date does not exist",
            Self::Future => "identity number: birth date in the future",
            Self::TooOld => "identity number: birth date too long ago",
            Self::Checksum => "identity number: check character does not match",
        })
    }
}

impl std::error::Error for CitizenIdError {}

#[cfg(test)]
mod tests;
