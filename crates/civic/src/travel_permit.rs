//! Permits of Hong Kong, Macao and Taiwan residents for the mainland: 港澳居民来往内地通行证 (回乡证) and
//! 台湾居民来往大陆通行证 (台胞证). Only the shape is checked, as printed; there is no check character.

use std::fmt;

use crate::input_normalize;

/// A number of the right shape.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TravelPermit {
    number: String,
    kind: TravelPermitKind,
}

/// Whose permit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TravelPermitKind {
    /// H and 8 digits, followed by 2 more on cards issued before 2013.
    HongKong,
    /// M and 8 digits, followed by 2 more on cards issued before 2013.
    Macao,
    /// 8 digits.
    Taiwan,
}

/// Why a text is no number of a travel permit. Never holds any of its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TravelPermitError {
    /// Something else than digits after the letter.
    Characters,
    /// Another letter than H and M in front.
    Letter,
    /// Another number of digits than the kind has.
    Length { found: usize },
}

impl TravelPermit {
    /// Reads a number as typed: full-width forms, blanks, hyphens and a small letter are put right.
    pub fn parse(text: &str) -> Result<Self, TravelPermitError> {
        let number = input_normalize::compact_number(text).to_ascii_uppercase();
        let letter = number.chars().next().filter(char::is_ascii_alphabetic);
        let digits = number.strip_prefix(|c: char| c.is_ascii_alphabetic());
        let digits = digits.unwrap_or(&number);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TravelPermitError::Characters);
        }
        let kind = match letter {
            Some('H') => TravelPermitKind::HongKong,
            Some('M') => TravelPermitKind::Macao,
            None => TravelPermitKind::Taiwan,
            Some(_) => return Err(TravelPermitError::Letter),
        };
        match (kind, digits.len()) {
            (_, 8) | (TravelPermitKind::HongKong | TravelPermitKind::Macao, 10) => {}
            (_, found) => return Err(TravelPermitError::Length { found }),
        }
        Ok(Self { number, kind })
    }

    pub fn kind(&self) -> TravelPermitKind {
        self.kind
    }

    /// The letter, if any, and all digits.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// The first two and the last two characters, for screens: `H1*****78`.
    pub fn masked(&self) -> String {
        input_normalize::masked(&self.number, 2, 2)
    }
}

/// Logs must not hold the number.
impl fmt::Debug for TravelPermit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TravelPermit(…)")
    }
}

impl fmt::Display for TravelPermitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "travel permit: other characters than digits after the letter",
            Self::Letter => "travel permit: a letter other than H and M",
            Self::Length { .. } => "travel permit: not 8 digits",
        })
    }
}

impl std::error::Error for TravelPermitError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shape_tells_whose_permit_it_is() {
        use TravelPermitKind::*;
        for (text, number, kind) in [
            ("H12345678", "H12345678", HongKong),
            ("h1234567801", "H1234567801", HongKong),
            ("Ｍ１２３４５６７８", "M12345678", Macao),
            (" 1234 5678 ", "12345678", Taiwan),
        ] {
            let permit = TravelPermit::parse(text).unwrap();
            assert_eq!(permit.as_str(), number);
            assert_eq!(permit.kind(), kind);
        }
    }

    #[test]
    fn each_mistake_has_its_own_name() {
        use TravelPermitError::*;
        for (text, error) in [
            ("", Length { found: 0 }),
            ("H", Length { found: 0 }),
            ("H1234567", Length { found: 7 }),
            ("H123456789", Length { found: 9 }),
            ("1234567890", Length { found: 10 }),
            ("C12345678", Letter),
            ("HM1234567", Characters),
            ("H1234567号", Characters),
        ] {
            assert_eq!(TravelPermit::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn screens_show_four_characters_and_logs_none() {
        let permit = TravelPermit::parse("H12345678").unwrap();
        assert_eq!(permit.masked(), "H1*****78");
        assert_eq!(format!("{permit:?}"), "TravelPermit(…)");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[HMhm]?[0-9０-９]{7,11}") {
            for text in [text, near] {
                if let Ok(permit) = TravelPermit::parse(&text) {
                    prop_assert_eq!(permit.masked().len(), permit.as_str().len());
                }
            }
        }
    }
}
