//! The parts of a citizen identity number: province, birth date and check character.
//! Sources: GB 11643-1999, GB/T 2260 (province codes), 国办发〔2018〕81号 (81, 82, 83).

use std::ops::Range;

use super::Kind;

/// The places of the birth date, `YYYYMMDD`.
pub(super) const BIRTH: Range<usize> = 6..14;

const PROVINCES: [&str; 32] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
];

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// The card that a number with this two-digit province code stands on; `None` for no province.
pub(super) fn kind_of(province: &str) -> Option<Kind> {
    match province {
        "81" => Some(Kind::HongKongResidencePermit),
        "82" => Some(Kind::MacaoResidencePermit),
        "83" => Some(Kind::TaiwanResidencePermit),
        _ => PROVINCES
            .contains(&province)
            .then_some(Kind::ResidentIdentityCard),
    }
}

/// The 18th character for the 17 digits at the start of `number`.
pub(crate) fn check_character(number: &str) -> char {
    let sum: u32 = number
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    CHECK_CHARACTERS[(sum % 11) as usize]
}
