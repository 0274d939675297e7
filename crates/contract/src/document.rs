//! Documents that are printed from what a request brings along.

use std::collections::BTreeMap;

use catalog::{Answers, Value};
use serde::{Deserialize, Serialize};

/// `POST /api/v1/scenarios/{id}/blanks/{material}.pdf`: what the form knows, from a phone that has not handed in. It is
/// printed and not kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BlankContent {
    pub region: String,
    pub answers: Answers,
    pub fields: BTreeMap<String, Value>,
}

/// `GET /api/v1/verify/{code}`: what anyone who holds the document may know, and nothing of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verified {
    /// 文号
    pub number: String,
    pub title: String,
    pub office: String,
    /// The day it bears, YYYY-MM-DD.
    pub day: String,
    pub validity: Validity,
    /// Issued by a demonstration; it proves nothing.
    pub demo: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    Valid,
    /// 已撤销
    Revoked,
    /// 已注销: given back by its holder.
    Surrendered,
}

/// The characters of codes: none is taken for another when it is read off paper.
pub const CODE_CHARACTERS: &[u8] = b"34679ACDEFGHJKMNPQRTWXY";
/// 90 bits: nobody guesses one.
pub const CODE_LENGTH: usize = 20;

/// A code as somebody typed or scanned it, in its normal form; `None` where it is none.
pub fn read_code(typed: &str) -> Option<String> {
    let mut code = String::new();
    for character in typed.chars() {
        match character {
            ' ' | '\u{3000}' | '-' | '－' | '—' | '–' => {}
            _ => {
                let upper = u8::try_from(character.to_ascii_uppercase()).ok()?;
                if !CODE_CHARACTERS.contains(&upper) || code.len() == CODE_LENGTH {
                    return None;
                }
                code.push(char::from(upper));
            }
        }
    }
    (code.len() == CODE_LENGTH).then_some(code)
}

/// A code as it is printed, in groups of five.
pub fn printed_code(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    let groups = characters.chunks(5).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_people_type_it() {
        let code = "34679ACDEFGHJKMNPQRT";
        assert_eq!(printed_code(code), "34679-ACDEF-GHJKM-NPQRT");
        for typed in [
            code,
            "34679-ACDEF-GHJKM-NPQRT",
            " 34679 acdef ghjkm npqrt ",
            "34679－acdef—ghjkm–npqrt",
        ] {
            assert_eq!(read_code(typed).as_deref(), Some(code), "{typed}");
        }
        for wrong in [
            "",
            "34679",
            "34679ACDEFGHJKMNPQRTW",
            "34679ACDEFGHJKMNPQR0",
            "../34679ACDEFGHJKMNP",
        ] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }
}
