//! Passport numbers: letters and digits. Every state writes them as it likes, so that only length and
//! characters refuse (ICAO 9303 has nine, older ones more); a shape unlike the Chinese is a hint.

use std::fmt;

use crate::input_normalize;

/// A number that may be that of a passport.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Passport(String);

/// Why a text is no passport number. Never holds any of its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassportError {
    /// Something else than letters and digits.
    Characters,
    /// Not 5–15 characters.
    Length { found: usize },
}

impl Passport {
    /// Reads a number as typed: full-width forms, blanks, hyphens and small letters are put right.
    pub fn parse(text: &str) -> Result<Self, PassportError> {
        let number = input_normalize::compact_number(text).to_ascii_uppercase();
        if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(PassportError::Characters);
        }
        let found = number.len();
        if !(5..=15).contains(&found) {
            return Err(PassportError::Length { found });
        }
        Ok(Self(number))
    }

    /// Whether it is written like a Chinese passport: E and 8 digits, or E, a letter other than I and O, and
    /// 7 digits; G and 8 digits on older ones; service and diplomatic ones begin with S, D or P. For who
    /// gave a Chinese passport and not this shape: ask to look again, and accept.
    pub fn chinese_shape(&self) -> bool {
        let digits =
            |rest: &[u8], counts: &[usize]| counts.contains(&rest.len()) && all_digits(rest);
        match self.0.as_bytes() {
            [b'S' | b'D' | b'P', b'E', rest @ ..] => digits(rest, &[7, 8]),
            [b'S' | b'D' | b'P', rest @ ..] => digits(rest, &[7, 8]),
            [b'E', second, rest @ ..] if second.is_ascii_uppercase() => {
                !matches!(second, b'I' | b'O') && digits(rest, &[7])
            }
            [b'E' | b'G', rest @ ..] => digits(rest, &[8]),
            _ => false,
        }
    }

    /// All characters, letters in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first two and the last two characters, for screens: `E1*****78`.
    pub fn masked(&self) -> String {
        input_normalize::masked(&self.0, 2, 2)
    }
}

fn all_digits(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}

/// Logs must not hold the number.
impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passport(…)")
    }
}

impl fmt::Display for PassportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "passport: other characters than letters and digits",
            Self::Length { .. } => "passport: not 5 to 15 characters",
        })
    }
}

impl std::error::Error for PassportError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_length_and_characters_refuse() {
        for (text, result) in [
            ("e12345678", Ok("E12345678")),
            (" ab 12345 ", Ok("AB12345")),
            ("C01X0006H", Ok("C01X0006H")),
            ("1234", Err(PassportError::Length { found: 4 })),
            ("1234567890123456", Err(PassportError::Length { found: 16 })),
            ("E1234567号", Err(PassportError::Characters)),
        ] {
            let passport = Passport::parse(text);
            assert_eq!(
                passport.as_ref().map(Passport::as_str),
                result.as_ref().copied(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn chinese_passports_are_known_by_their_shape() {
        for (text, chinese) in [
            ("E12345678", true),
            ("EA1234567", true),
            ("G12345678", true),
            ("SE1234567", true),
            ("D12345678", true),
            ("EI1234567", false),
            ("E1234567", false),
            ("GA1234567", false),
            ("123456789", false),
        ] {
            assert_eq!(
                Passport::parse(text).unwrap().chinese_shape(),
                chinese,
                "{text}"
            );
        }
    }

    #[test]
    fn screens_show_four_characters_and_logs_none() {
        let passport = Passport::parse("E12345678").unwrap();
        assert_eq!(passport.masked(), "E1*****78");
        assert_eq!(format!("{passport:?}"), "Passport(…)");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[A-Za-z0-9０-９]{4,16}") {
            for text in [text, near] {
                if let Ok(passport) = Passport::parse(&text) {
                    prop_assert_eq!(passport.masked().len(), passport.as_str().len());
                    prop_assert!(!passport.chinese_shape() || passport.as_str().len() >= 8);
                }
            }
        }
    }
}
