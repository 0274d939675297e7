//! Bank card numbers: 16–19 digits. The check digit (Luhn, ISO/IEC 7812-1 annex B) is only a hint:
//! some old cards and passbooks still in use do not follow it, so it must never block.

use std::fmt;

use crate::input_normalize;

/// A number that may be that of a card.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BankCard {
    digits: String,
    luhn_ok: bool,
}

/// Why a text is no card number. Never holds any of its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankCardError {
    /// Something else than digits, blanks and hyphens.
    Characters,
    /// Not 16–19 digits.
    Length { found: usize },
}

impl BankCard {
    /// Reads a number as typed, in groups or not.
    pub fn parse(text: &str) -> Result<Self, BankCardError> {
        let digits = input_normalize::compact_number(text);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BankCardError::Characters);
        }
        let found = digits.len();
        if !(16..=19).contains(&found) {
            return Err(BankCardError::Length { found });
        }
        let luhn_ok = luhn(&digits);
        Ok(Self { digits, luhn_ok })
    }

    /// All 16–19 digits.
    pub fn as_str(&self) -> &str {
        &self.digits
    }

    /// Whether the check digit matches; if not, ask the person to look again, and accept.
    pub fn luhn_ok(&self) -> bool {
        self.luhn_ok
    }

    /// The last four digits, for screens: `**** 0128`.
    pub fn masked(&self) -> String {
        format!("**** {}", &self.digits[self.digits.len() - 4..])
    }
}

/// Every second digit from the right doubled, its own digits added: a multiple of ten.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, factor)| {
            let product = u32::from(digit - b'0') * factor;
            product / 10 + product % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Logs must not hold the number.
impl fmt::Debug for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BankCard(…)")
    }
}

impl fmt::Display for BankCardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "bank card: other characters than digits",
            Self::Length { .. } => "bank card: not 16 to 19 digits",
        })
    }
}

impl std::error::Error for BankCardError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_check_digit_is_told_but_never_refused() {
        for (number, luhn_ok) in [
            ("6222021234567890128", true),
            ("6228480402564890018", true),
            ("6217000010001234567", false),
        ] {
            assert_eq!(
                BankCard::parse(number).unwrap().luhn_ok(),
                luhn_ok,
                "{number}"
            );
        }
    }

    #[test]
    fn groups_and_full_width_digits_are_read() {
        for text in [
            "6222 0212 3456 7890 128",
            "6222-0212-3456-7890-128",
            "６２２２021234567890128",
        ] {
            assert_eq!(
                BankCard::parse(text).unwrap().as_str(),
                "6222021234567890128"
            );
        }
    }

    #[test]
    fn only_length_and_characters_refuse() {
        for (text, error) in [
            ("", BankCardError::Length { found: 0 }),
            ("622202123456789", BankCardError::Length { found: 15 }),
            ("62220212345678901280", BankCardError::Length { found: 20 }),
            ("622202123456789012X", BankCardError::Characters),
        ] {
            assert_eq!(BankCard::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn screens_show_four_digits_and_logs_none() {
        let card = BankCard::parse("6222021234567890128").unwrap();
        assert_eq!(card.masked(), "**** 0128");
        assert_eq!(format!("{card:?}"), "BankCard(…)");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_spoils_the_check_digit(place in 0usize..19, by in 1u8..10) {
            let mut digits = b"6222021234567890128".to_vec();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            let card = BankCard::parse(std::str::from_utf8(&digits).unwrap()).unwrap();
            prop_assert!(!card.luhn_ok());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9０-９ -]{14,24}") {
            for text in [text, near] {
                if let Ok(card) = BankCard::parse(&text) {
                    prop_assert!((16..=19).contains(&card.as_str().len()));
                }
            }
        }
    }
}
