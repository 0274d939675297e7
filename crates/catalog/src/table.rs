//! Rows for a repeating group out of a spreadsheet: which column is which field, and what the cells say.
//! Tolerant in form, strict in meaning: what cannot be read is told, never guessed, and what the spreadsheet destroyed
//! is not taken.

mod cell;
mod columns;
mod damage;
mod day;
mod rows;

pub use cell::{Reading, cell};
#[cfg(feature = "load")]
pub(crate) use columns::headings;
pub use columns::{Columns, recognise};
pub use damage::Trouble;
pub use rows::{Found, Taken, take};

/// A whole number, with separators of thousands and full-width digits.
pub fn whole(text: &str) -> Option<i64> {
    half_width(text)
        .replace(',', "")
        .trim_end_matches(char::is_alphabetic)
        .trim()
        .parse()
        .ok()
}

/// A stretch of time with its units, in months: 20年, 8个月, 20年零3个月. A bare number says neither years nor months.
pub fn stretch(text: &str) -> Option<i64> {
    match counted(text)? {
        (months, None) if !text.trim().is_empty() => Some(months),
        _ => None,
    }
}

/// What stands in the two boxes of a stretch of time, in months. Either may be empty; who writes 「20年3个月」 into
/// the first is understood.
pub fn years_months(years: &str, months: &str) -> Option<i64> {
    if years.trim().is_empty() && months.trim().is_empty() {
        return None;
    }
    let ((in_years, years), (in_months, months)) = (counted(years)?, counted(months)?);
    Some(in_years + years.unwrap_or(0) * 12 + in_months + months.unwrap_or(0))
}

/// The months that are said with their units, and a number without one at the end.
fn counted(text: &str) -> Option<(i64, Option<i64>)> {
    let (mut months, mut number) = (0, None);
    for c in half_width(text).chars() {
        match c {
            // More than six digits are no stretch of time.
            '0'..='9' if number < Some(100_000) => {
                number = Some(number.unwrap_or(0) * 10 + i64::from(u32::from(c) - u32::from('0')));
            }
            '年' => months += number.take()? * 12,
            '月' => months += number.take()?,
            '个' | '零' | '又' | ' ' => {}
            _ => return None,
        }
    }
    Some((months, number))
}

/// Yuan with at most two decimals, in 分.
pub fn cents(text: &str) -> Option<i64> {
    let text = half_width(text).replace(',', "");
    let text = ["人民币", "RMB", "CNY"]
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .unwrap_or(&text);
    let text = text
        .trim_start_matches(['¥', '￥', ' '])
        .trim_end_matches('元')
        .trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if decimals.len() > 2 || whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let mut rest: i64 = if decimals.is_empty() {
        0
    } else {
        decimals.parse().ok()?
    };
    if decimals.len() == 1 {
        rest *= 10;
    }
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(rest)
}

fn half_width(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            c => c,
        })
        .collect()
}

/// What people put around a name is left out: 「*姓名（必填）」 is 姓名.
fn plain(text: &str) -> String {
    let text = half_width(text);
    let text = text.trim_start_matches(['*', '\u{feff}', ' ']);
    let end = text.find(['(', '/', '\n', ':']).unwrap_or(text.len());
    let kept = text.get(..end).unwrap_or(text).chars();
    kept.filter(|c| !c.is_whitespace() && *c != '*')
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_years_are_never_twenty_months() {
        for (text, months) in [
            ("20年", Some(240)),
            ("２０ 年", Some(240)),
            ("20年3个月", Some(243)),
            ("20年零3个月", Some(243)),
            ("8个月", Some(8)),
            ("20", None),
            ("二十年", None),
            ("年", None),
            ("", None),
        ] {
            assert_eq!(stretch(text), months, "{text}");
        }
    }

    #[test]
    fn either_box_of_years_and_months_may_be_empty() {
        for (years, months, whole) in [
            ("20", "", Some(240)),
            ("20", "0", Some(240)),
            ("", "36", Some(36)),
            ("15", "3", Some(183)),
            ("２０年", "３个月", Some(243)),
            ("20年3个月", "", Some(243)),
            ("", "", None),
            ("很久", "", None),
            ("-3", "", None),
        ] {
            assert_eq!(years_months(years, months), whole, "{years} {months}");
        }
    }

    #[test]
    fn yuan_with_separators_are_cents() {
        assert_eq!(cents("5,000.5"), Some(500_050));
        for text in [
            "¥3500元",
            "￥3,500.00",
            "３５００",
            "RMB 3500",
            "人民币3500元",
        ] {
            assert_eq!(cents(text), Some(350_000), "{text}");
        }
        for text in ["3.005", "-3", "约三千", "", "1.2万"] {
            assert_eq!(cents(text), None, "{text}");
        }
        assert_eq!(whole("１，２００ 人"), Some(1200));
    }

    #[test]
    fn a_heading_is_known_without_what_is_put_around_it() {
        for text in [
            "*姓名（必填）",
            "姓 名",
            " 姓名：",
            "＊姓名",
            "姓名(按身份证)",
            "姓名\n必填",
        ] {
            assert_eq!(plain(text), "姓名", "{text}");
        }
    }
}
