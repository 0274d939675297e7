//! Mobile numbers of mainland China: eleven digits from 13 to 19. Only this shape is checked, for
//! number segments are opened faster than any list of them is updated.

use std::fmt;

use crate::input_normalize;

/// Eleven digits, 1 followed by 3–9.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

/// Why a text is no mobile number. Never holds any of its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MobileError {
    /// Something else than digits, blanks, hyphens and a leading `+`.
    Characters,
    /// Begins with `+` or `00`, but not with the country code 86.
    Abroad,
    /// Not eleven digits once the country code is gone.
    Length { found: usize },
    /// Eleven digits, but of no mobile number: 10–12 or no 1 in front.
    Prefix,
}

impl Mobile {
    /// Reads a number as typed or copied from a contact: `+86 138-0013-8000` and the like.
    pub fn parse(text: &str) -> Result<Self, MobileError> {
        let compact = input_normalize::compact_number(text);
        let (international, digits) = match compact.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => match compact.strip_prefix("00") {
                Some(rest) => (true, rest),
                None => (false, compact.as_str()),
            },
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MobileError::Characters);
        }
        let number = match digits.strip_prefix("86") {
            Some(rest) if international || rest.len() == 11 => rest,
            _ if international && !digits.is_empty() => return Err(MobileError::Abroad),
            _ => digits,
        };
        if number.len() != 11 {
            return Err(MobileError::Length {
                found: number.len(),
            });
        }
        match number.as_bytes() {
            [b'1', b'3'..=b'9', ..] => Ok(Self(number.to_owned())),
            _ => Err(MobileError::Prefix),
        }
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The middle four hidden, for screens: `138****8000`.
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

/// Logs must not hold the number.
impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mobile(…)")
    }
}

impl fmt::Display for MobileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "mobile number: other characters than digits",
            Self::Abroad => "mobile number: not of mainland China",
            Self::Length { .. } => "mobile number: not 11 digits",
            Self::Prefix => "mobile number: no mobile prefix",
        })
    }
}

impl std::error::Error for MobileError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn country_code_blanks_and_hyphens_are_no_part_of_the_number() {
        for text in [
            "13800138000",
            "+86 138 0013 8000",
            "86-138-0013-8000",
            "008613800138000",
            "＋８６１３８００１３８０００",
            "\u{202D}13800138000\u{202C}",
        ] {
            assert_eq!(
                Mobile::parse(text).unwrap().as_str(),
                "13800138000",
                "{text:?}"
            );
        }
    }

    #[test]
    fn each_mistake_has_its_own_name() {
        use MobileError::*;
        for (text, error) in [
            ("", Length { found: 0 }),
            ("+", Length { found: 0 }),
            ("1380013800", Length { found: 10 }),
            ("138001380001", Length { found: 12 }),
            ("+861380013800", Length { found: 10 }),
            ("12345678901", Prefix),
            ("02512345678", Prefix),
            ("+852 5123 4567", Abroad),
            ("1380013800a", Characters),
            ("138+0013800", Characters),
            ("电话", Characters),
        ] {
            assert_eq!(Mobile::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn screens_show_seven_digits_and_logs_none() {
        let mobile = Mobile::parse("13800138000").unwrap();
        assert_eq!(mobile.masked(), "138****8000");
        assert_eq!(format!("{mobile:?}"), "Mobile(…)");
    }

    proptest! {
        #[test]
        fn every_number_from_13_to_19_is_read_with_any_country_code(
            number in "1[3-9][0-9]{9}", code in prop::sample::select(vec!["", "+86", "86", "0086"]),
        ) {
            let mobile = Mobile::parse(&format!("{code}{number}")).unwrap();
            prop_assert_eq!(mobile.as_str(), number);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[+0-9０-９ -]{0,16}") {
            for text in [text, near] {
                if let Ok(mobile) = Mobile::parse(&text) {
                    prop_assert_eq!(Mobile::parse(mobile.as_str()), Ok(mobile));
                }
            }
        }
    }
}
