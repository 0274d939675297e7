//! The permanent residence card of foreigners (外国人永久居留身份证): 18 digits since 1 December 2023,
//! three letters and 12 digits before, still valid. The check character (GB 11643-1999) is a hint.

use std::fmt;

use crate::citizen_id::{Sex, birth_day, check_character};
use crate::day::Day;
use crate::input_normalize;

/// A number of the right shape.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PermanentResidence {
    number: String,
    generation: Generation,
}

/// Which card carries the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generation {
    /// Three letters and 12 digits.
    Old,
    /// 18 characters, the first a 9.
    New,
}

/// Why a text is no number of such a card. Never holds any of its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermanentResidenceError {
    /// Neither three letters and digits nor digits and a final X.
    Characters,
    /// 18 characters that do not begin with 9: the number of another card.
    OtherCard,
    /// Neither 15 nor 18 characters.
    Length { found: usize },
}

impl PermanentResidence {
    /// Reads a number as typed: full-width forms, blanks, hyphens and small letters are put right.
    pub fn parse(text: &str) -> Result<Self, PermanentResidenceError> {
        let number = input_normalize::compact_number(text).to_ascii_uppercase();
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let letters = number.bytes().take_while(u8::is_ascii_uppercase).count();
        let old = letters == 3 && number.get(3..).is_some_and(digits);
        let new = digits(number.strip_suffix('X').unwrap_or(&number));
        let generation = match (number.len(), old, new) {
            (_, false, false) => return Err(PermanentResidenceError::Characters),
            (15, true, _) => Generation::Old,
            (18, _, true) if number.starts_with('9') => Generation::New,
            (18, _, true) => return Err(PermanentResidenceError::OtherCard),
            (found, ..) => return Err(PermanentResidenceError::Length { found }),
        };
        Ok(Self { number, generation })
    }

    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// All 15 or 18 characters.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// Whether the check character of a new number matches; if not, ask to look again, and accept. That
    /// of an old number is not looked at.
    pub fn checksum_ok(&self) -> bool {
        match self.generation {
            Generation::Old => true,
            Generation::New => self.number.ends_with(check_character(&self.number)),
        }
    }

    /// The day of birth that a new number states; `None` where there is no such day.
    pub fn birth(&self) -> Option<Day> {
        let new = self.generation == Generation::New;
        birth_day(self.number.get(6..14).filter(|_| new)?)
    }

    /// Sex as a new number states it.
    pub fn sex(&self) -> Option<Sex> {
        let new = self.generation == Generation::New;
        let digit = self.number.as_bytes().get(16).filter(|_| new)?;
        Some(if digit % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        })
    }

    /// The first four and the last two characters, for screens.
    pub fn masked(&self) -> String {
        input_normalize::masked(&self.number, 4, 2)
    }
}

/// Logs must not hold the number.
impl fmt::Debug for PermanentResidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PermanentResidence(…)")
    }
}

impl fmt::Display for PermanentResidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "permanent residence: not letters and digits as on the card",
            Self::OtherCard => "permanent residence: the number of another card",
            Self::Length { .. } => "permanent residence: neither 15 nor 18 characters",
        })
    }
}

impl std::error::Error for PermanentResidenceError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_new_number_tells_birth_and_sex() {
        let card = PermanentResidence::parse("911124 19810803 0024").unwrap();
        assert_eq!(card.generation(), Generation::New);
        assert_eq!(card.birth(), Day::from_ymd_opt(1981, 8, 3));
        assert_eq!(card.sex(), Some(Sex::Female));
        assert!(card.checksum_ok());
        assert_eq!(card.masked(), "9111************24");
        let mistyped = PermanentResidence::parse("911124198108030025").unwrap();
        assert!(!mistyped.checksum_ok());
    }

    #[test]
    fn an_old_number_stays_valid() {
        let card = PermanentResidence::parse("can110081080301").unwrap();
        assert_eq!(card.as_str(), "CAN110081080301");
        assert_eq!(card.generation(), Generation::Old);
        assert_eq!((card.birth(), card.sex()), (None, None));
        assert!(card.checksum_ok());
    }

    #[test]
    fn each_mistake_has_its_own_name() {
        use PermanentResidenceError::*;
        for (text, error) in [
            ("", Length { found: 0 }),
            ("CAN11008108030", Length { found: 14 }),
            ("CAN1100810803011", Length { found: 16 }),
            ("91112419810803002", Length { found: 17 }),
            ("11010519491231002X", OtherCard),
            ("CA1100810803011", Characters),
            ("CANA10081080301", Characters),
            ("9111241981080300号", Characters),
        ] {
            assert_eq!(PermanentResidence::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn debug_output_holds_no_digit() {
        let text = format!("{:?}", PermanentResidence::parse("911124198108030024"));
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "([A-Z]{3}|9)[0-9]{12,17}X?") {
            for text in [text, near] {
                if let Ok(card) = PermanentResidence::parse(&text) {
                    let _ = (card.checksum_ok(), card.birth(), card.sex());
                    prop_assert_eq!(card.masked().len(), card.as_str().len());
                }
            }
        }
    }
}
