//! What a spreadsheet does to a long number: it shows 110105198605040016 as 1.10105E+17, and keeps 15 digits of it.
//! Excel specifications and limits: 「数字精度 15 位」.

use civic::BankCard;
use civic::CitizenId;
use civic::day::Day;
use spreadsheet::{Cell, Form};

use crate::scenario::Kind;

/// What is to be said about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Written in powers of ten: digits are gone, and nothing is taken.
    Shortened,
    /// Zeros stand where digits were, and nothing is taken.
    Zeroed,
    /// It ends in zeros as if it had been shortened, and yet fits. It is taken, to be looked at.
    PerhapsZeroed,
    /// Not understood. It is taken as it was written.
    Unread,
    /// Somebody of this number stands in an earlier line. It is taken.
    Repeated,
}

/// The digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;
/// So many zeros at the end of a text are hardly chance: one number in a thousand has them.
const SUSPICIOUS: usize = 3;

/// A number of a document, card or telephone as it was before the spreadsheet, or what became of it.
pub(super) fn code(kind: &Kind, cell: &Cell, today: Day) -> (Option<String>, Option<Trouble>) {
    let text = marked_as_text(&cell.text);
    let (digits, is_power) = match power(text) {
        Some(_) if cell.form != Form::Number => return (None, Some(Trouble::Shortened)),
        Some(digits) => (digits, true),
        None => (without_decimals(text).to_owned(), false),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let tail = digits
        .get(KEPT..)
        .filter(|tail| is_number && !tail.is_empty());
    let Some(tail) = tail else {
        return (Some(digits), None);
    };
    let is_zero = tail.bytes().all(|byte| byte == b'0');
    match cell.form {
        // A power of ten has no more than these digits, whatever its tail says.
        Form::Number if is_zero || is_power => (None, Some(Trouble::Zeroed)),
        Form::Text if is_zero && tail.len() >= SUSPICIOUS && may_be_long(kind) => {
            if fits(kind, &digits, today) {
                (Some(digits), Some(Trouble::PerhapsZeroed))
            } else {
                (None, Some(Trouble::Zeroed))
            }
        }
        _ => (Some(digits), None),
    }
}

/// `'110105…` and `="110105…"` are how people keep a spreadsheet from touching a text.
pub(super) fn marked_as_text(text: &str) -> &str {
    let text = text.trim();
    let text = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text);
    text.strip_prefix('\'').unwrap_or(text).trim()
}

/// 1.38E+10 in full, where it is a whole number.
pub(super) fn power(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: usize = exponent
        .strip_prefix('+')
        .unwrap_or(exponent)
        .parse()
        .ok()?;
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_power = whole.len() == 1 && is_digits(whole) && is_digits(decimals) && exponent < 40;
    let zeros = exponent.checked_sub(decimals.len()).filter(|_| is_power)?;
    Some([whole, decimals, &"0".repeat(zeros)].concat())
}

/// 13800138000.0 is a whole number.
fn without_decimals(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => {
            whole
        }
        _ => text,
    }
}

fn may_be_long(kind: &Kind) -> bool {
    matches!(kind, Kind::CitizenId | Kind::BankCard)
}

fn fits(kind: &Kind, digits: &str, today: Day) -> bool {
    match kind {
        Kind::CitizenId => CitizenId::parse(digits, today).is_ok(),
        _ => BankCard::parse(digits).is_ok_and(|card| card.luhn_ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &Kind, text: &str, form: Form) -> (Option<String>, Option<Trouble>) {
        code(
            kind,
            &Cell::new(text, form),
            Day::from_ymd_opt(2026, 11, 29).unwrap(),
        )
    }

    fn taken(text: &str) -> (Option<String>, Option<Trouble>) {
        (Some(text.to_owned()), None)
    }

    #[test]
    fn a_number_in_powers_of_ten_is_destroyed() {
        for text in ["1.10105E+17", "3.2E17", "1.38E+10", "1.38001E+10"] {
            let read = read(&Kind::CitizenId, text, Form::Text);
            assert_eq!(read, (None, Some(Trouble::Shortened)), "{text}");
        }
    }

    #[test]
    fn a_workbook_keeps_a_telephone_number_whole_and_fifteen_digits_of_a_long_one() {
        assert_eq!(
            read(&Kind::Mobile, "1.3800138E+10", Form::Number),
            taken("13800138000")
        );
        assert_eq!(
            read(&Kind::Mobile, "13800138000.0", Form::Number),
            taken("13800138000")
        );
        for text in [
            "320000198605040000",
            "3.2000019860504E+17",
            "3.2000019860504002E+17",
        ] {
            let read = read(&Kind::CitizenId, text, Form::Number);
            assert_eq!(read, (None, Some(Trouble::Zeroed)), "{text}");
        }
        // Written by a program that keeps all digits.
        let whole = "320000199001010013";
        assert_eq!(read(&Kind::CitizenId, whole, Form::Number), taken(whole));
    }

    #[test]
    fn zeros_at_the_end_of_a_text_never_pass_silently() {
        let read = |text| read(&Kind::CitizenId, text, Form::Text);
        assert_eq!(read("320000199001010000"), (None, Some(Trouble::Zeroed)));
        // Of a number that fits all the same.
        let today = Day::from_ymd_opt(2026, 11, 29).unwrap();
        let birth = |day| Day::from_ymd_opt(1990, 1, day);
        let fits = (1..=28)
            .filter_map(|day| CitizenId::generate(320_000, birth(day)?, 100))
            .find(|id| id.as_str().ends_with("000"))
            .expect("one in eleven ends so");
        assert!(CitizenId::parse(fits.as_str(), today).is_ok());
        let doubted = (Some(fits.as_str().to_owned()), Some(Trouble::PerhapsZeroed));
        assert_eq!(read(fits.as_str()), doubted);
    }

    #[test]
    fn a_card_that_ends_in_zeros_is_looked_at() {
        let read = |text, form| read(&Kind::BankCard, text, form);
        assert_eq!(
            read("6222020200012340000", Form::Number),
            (None, Some(Trouble::Zeroed))
        );
        assert_eq!(read("6222020200012340000", Form::Text).0, None);
        assert_eq!(
            read("6222020200012340", Form::Text),
            taken("6222020200012340")
        );
    }

    #[test]
    fn marks_of_text_are_left_out() {
        for text in [
            "'320000199001010013",
            "=\"320000199001010013\"",
            " 320000199001010013 ",
        ] {
            assert_eq!(marked_as_text(text), "320000199001010013");
        }
    }
}
