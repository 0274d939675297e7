//! The unified social credit code (统一社会信用代码) of employers and others: 18 characters (GB 32100-2015).
//! Codes in use exist whose check character does not fit, so that it is only a hint and never blocks.

use std::fmt;

use crate::input_normalize;

/// Without I, O, S, V and Z, which look like digits or each other.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

/// A code of the right shape. It says nothing about whether it was ever issued.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreditCode {
    code: String,
    checksum_ok: bool,
}

/// Why a text is no credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditCodeError {
    /// Something else than digits and letters.
    Characters,
    /// I, O, S, V or Z at this place (1–18), which no code has: a 1, 0, 5 or 2 misread, perhaps.
    Letter { place: usize },
    /// Not 18 characters once blanks and hyphens are gone.
    Length { found: usize },
}

impl CreditCode {
    /// Reads a code as typed: full-width forms, blanks, hyphens and small letters are put right.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code = input_normalize::compact_number(text).to_ascii_uppercase();
        if !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(CreditCodeError::Characters);
        }
        if code.len() != LENGTH {
            return Err(CreditCodeError::Length { found: code.len() });
        }
        let values: Option<Vec<usize>> = code.bytes().map(value).collect();
        let Some(values) = values else {
            let place = code.bytes().take_while(|b| value(*b).is_some()).count() + 1;
            return Err(CreditCodeError::Letter { place });
        };
        Ok(Self {
            checksum_ok: values.last() == Some(&check_value(&values)),
            code,
        })
    }

    /// All 18 characters, letters in upper case.
    pub fn as_str(&self) -> &str {
        &self.code
    }

    /// Whether the check character matches; if not, ask to look again (请核对), and accept.
    pub fn checksum_ok(&self) -> bool {
        self.checksum_ok
    }
}

/// What a character counts for; `None` for one that no code has.
fn value(character: u8) -> Option<usize> {
    ALPHABET.iter().position(|known| *known == character)
}

/// The value of the 18th character for the 17 before it: weights are the powers of 3 modulo 31.
fn check_value(values: &[usize]) -> usize {
    let (sum, _) = values
        .iter()
        .take(LENGTH - 1)
        .fold((0, 1), |(sum, weight), value| {
            (sum + value * weight, weight * 3 % 31)
        });
    (31 - sum % 31) % 31
}

impl fmt::Display for CreditCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "credit code: other characters than digits and letters",
            Self::Letter { .. } => "credit code: a letter that no code has (I, O, S, V, Z)",
            Self::Length { .. } => "credit code: not 18 characters",
        })
    }
}

impl std::error::Error for CreditCodeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Printed on public pages of offices and bodies.
    const REAL: [&str; 6] = [
        "11511012008562235K",
        "11110109696379986N",
        "1145000055722321XA",
        "11370283MB285013XX",
        "91350100M000100Y43",
        "91440101MA5CJQ4N59",
    ];

    #[test]
    fn codes_in_use_are_read() {
        for text in REAL {
            let code = CreditCode::parse(text).unwrap();
            assert_eq!(code.as_str(), text);
            assert!(code.checksum_ok(), "{text}");
        }
    }

    #[test]
    fn a_code_in_use_with_another_check_character_is_told_and_accepted() {
        let code = CreditCode::parse("91350203M0001QAY9B").unwrap();
        assert!(!code.checksum_ok());
        assert!(
            CreditCode::parse("91350203M0001QAY99")
                .unwrap()
                .checksum_ok()
        );
    }

    #[test]
    fn what_keyboards_and_copies_leave_is_put_right() {
        for text in [
            "91440101ma5cjq4n59",
            " 914401 01MA5CJQ4N 59 ",
            "９１４４０１０１ＭＡ５ＣＪＱ４Ｎ５９",
            "91440101-MA5CJQ4N-59",
        ] {
            let code = CreditCode::parse(text).unwrap();
            assert_eq!(code.as_str(), "91440101MA5CJQ4N59", "{text:?}");
        }
    }

    #[test]
    fn each_mistake_has_its_own_name() {
        use CreditCodeError::*;
        for (text, error) in [
            ("", Length { found: 0 }),
            ("91440101MA5CJQ4N5", Length { found: 17 }),
            ("91440101MA5CJQ4N590", Length { found: 19 }),
            ("9144O101MA5CJQ4N59", Letter { place: 5 }),
            ("91440101MA5CJQ4NS9", Letter { place: 17 }),
            ("91440101MA5CJQ4N5公", Characters),
            ("91440101MA5CJQ4N5*", Characters),
        ] {
            assert_eq!(CreditCode::parse(text), Err(error), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_character_spoils_the_check_character(
            which in 0usize..6, place in 0usize..18, by in 1usize..31,
        ) {
            let mut code = REAL[which].as_bytes().to_vec();
            let was = value(code[place]).unwrap();
            code[place] = ALPHABET[(was + by) % 31];
            let code = CreditCode::parse(std::str::from_utf8(&code).unwrap()).unwrap();
            prop_assert!(!code.checksum_ok());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9A-Za-z０-９]{16,20}") {
            for text in [text, near] {
                if let Ok(code) = CreditCode::parse(&text) {
                    prop_assert_eq!(CreditCode::parse(code.as_str()), Ok(code));
                }
            }
        }
    }
}
