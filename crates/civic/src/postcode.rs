//! Postcodes of mainland China: six digits. Nothing else is checked, for lists of them grow old.

use std::fmt;

use crate::input_normalize;

/// Six digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Postcode(String);

/// Why a text is no postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostcodeError {
    /// Something else than digits.
    Characters,
    /// Not six digits.
    Length { found: usize },
}

impl Postcode {
    /// Reads a postcode as typed, full-width digits and blanks included.
    pub fn parse(text: &str) -> Result<Self, PostcodeError> {
        let digits = input_normalize::compact_number(text);
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PostcodeError::Characters);
        }
        match digits.len() {
            6 => Ok(Self(digits)),
            found => Err(PostcodeError::Length { found }),
        }
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PostcodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "postcode: other characters than digits",
            Self::Length { .. } => "postcode: not six digits",
        })
    }
}

impl std::error::Error for PostcodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_a_postcode_and_nothing_else_is() {
        for (text, result) in [
            ("225000", Ok("225000")),
            ("３０００００", Ok("300000")),
            (" 010 000 ", Ok("010000")),
            ("", Err(PostcodeError::Length { found: 0 })),
            ("22500", Err(PostcodeError::Length { found: 5 })),
            ("2250000", Err(PostcodeError::Length { found: 7 })),
            ("22500a", Err(PostcodeError::Characters)),
            ("扬州", Err(PostcodeError::Characters)),
        ] {
            let postcode = Postcode::parse(text);
            assert_eq!(
                postcode.as_ref().map(Postcode::as_str),
                result.as_ref().copied(),
                "{text:?}"
            );
        }
    }
}
