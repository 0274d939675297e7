//! What one cell says, as a value of its field.

use civic::day::{self, Day, YearMonth};
use spreadsheet::{Cell, Form};

use super::damage::{self, Trouble};
use super::day as days;
use super::{cents, plain, stretch, whole};
use crate::Value;
use crate::scenario::{Choice, Kind, LONG_TERM};

/// What is taken of a cell, and what is to be said about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub value: Option<Value>,
    pub trouble: Option<Trouble>,
}

impl Reading {
    fn read(value: Value) -> Self {
        Self {
            value: Some(value),
            trouble: None,
        }
    }

    fn unread(text: &str) -> Self {
        Self {
            value: Some(Value::from(text)),
            trouble: Some(Trouble::Unread),
        }
    }
}

/// Reads a cell; an empty one says nothing.
pub fn cell(kind: &Kind, cell: &Cell, today: Day) -> Reading {
    let text = damage::marked_as_text(&cell.text);
    if text.is_empty() {
        return Reading::default();
    }
    if let Kind::CitizenId
    | Kind::Permit
    | Kind::Mobile
    | Kind::BankCard
    | Kind::CreditCode
    | Kind::Postcode
    | Kind::Text(_) = kind
    {
        let (value, trouble) = match shown_day(cell) {
            Some(day) => (Some(day::iso(day)), None),
            None => damage::code(kind, cell, today),
        };
        let value = value.map(Value::Text);
        return Reading { value, trouble };
    }
    match value(kind, cell, text) {
        Some(value) => Reading::read(value),
        None => match shown_day(cell) {
            Some(day) => Reading::unread(&day::iso(day)),
            None => Reading::unread(text),
        },
    }
}

/// A cell that the file shows as a date.
fn shown_day(cell: &Cell) -> Option<Day> {
    (cell.form == Form::Day).then(|| days::counted(&cell.text))?
}

fn value(kind: &Kind, cell: &Cell, text: &str) -> Option<Value> {
    match kind {
        Kind::Choice(choices) => Some(Value::Text(option(choices, text)?.id.clone())),
        Kind::Several(choices) => {
            let parts = text.split(['、', '，', ',', ';', '；', '/']);
            let ids: Option<Vec<String>> = parts
                .map(|part| Some(option(choices, part)?.id.clone()))
                .collect();
            ids.map(Value::Several)
        }
        Kind::YesNo => match text {
            "是" | "有" | "Y" | "y" | "√" | "1" => Some(Value::Flag(true)),
            "否" | "无" | "没有" | "N" | "n" | "×" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        Kind::Number(_) if cell.form != Form::Text => scaled(text, 0).map(Value::Number),
        Kind::Number(_) => whole(text).map(Value::Number),
        Kind::YearsMonths(_) => stretch(text).map(Value::Number),
        Kind::Money(_) if cell.form != Form::Text => scaled(text, 2).map(Value::Number),
        Kind::Money(_) => cents(text).map(Value::Number),
        Kind::Date(bounds) if bounds.valid_until.is_some() && text.starts_with("长期") => {
            Some(Value::from(LONG_TERM))
        }
        Kind::Date(_) => {
            let day = shown_day(cell).or_else(|| days::date(text))?;
            Some(Value::Text(day::iso(day)))
        }
        // 2026.10 as a number is kept as 2026.1: October or January, nobody can tell any more.
        Kind::Month(_) if cell.form == Form::Number && is_short_month(text) => None,
        Kind::Month(_) => {
            let month = shown_day(cell)
                .map(YearMonth::from)
                .or_else(|| days::month(text))?;
            Some(Value::Text(month.iso()))
        }
        _ => Some(Value::from(text)),
    }
}

fn is_short_month(text: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|c| c.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(year, month)| digits(year, 4) && digits(month, 1))
}

/// The option of this label, of another name for it, or of this id.
fn option<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let wanted = plain(text);
    let is_named = |choice: &&Choice| {
        let also = choice.also.iter().map(String::as_str);
        let mut names = [choice.label.zh(), &choice.id].into_iter().chain(also);
        names.any(|name| plain(name) == wanted)
    };
    choices.iter().find(is_named)
}

/// A number of a workbook, with its point moved by so many places. It may be a hair beside what was typed: 6500.5 is
/// kept as 6500.499999999999. Read digit by digit, for floating-point numbers would cost some kilobytes of the
/// download.
fn scaled(text: &str, places: usize) -> Option<i64> {
    /// Digits behind the last place that are all nines, or all zeros, are that hair.
    const HAIR: usize = 5;
    let in_full = damage::power(text);
    let text = in_full.as_deref().unwrap_or(text);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    // The file says that it is a number; what stands in it may be anything.
    let all = [whole, decimals].concat();
    if all.is_empty() || !all.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (near, rest) = decimals.split_at_checked(places).unwrap_or((decimals, ""));
    let is_all = |digit: u8| rest.bytes().all(|byte| byte == digit);
    let is_hair = |digit: char| rest.len() > HAIR && rest.chars().take(HAIR).all(|c| c == digit);
    let up = if is_all(b'0') || is_hair('0') {
        0
    } else if is_hair('9') {
        1
    } else {
        return None;
    };
    let zeros = "0".repeat(places - near.len());
    let number: i64 = [whole, near, &zeros].concat().parse().ok()?;
    Some(sign * number.checked_add(up)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Bounds, DateBounds};

    fn read(kind: &Kind, text: &str, form: Form) -> Reading {
        cell(
            kind,
            &Cell::new(text, form),
            Day::from_ymd_opt(2026, 11, 29).unwrap(),
        )
    }

    fn money() -> Kind {
        Kind::Money(Bounds {
            min: 0,
            max: 1_000_000,
            unit: "元".into(),
        })
    }

    #[test]
    fn numbers_of_a_workbook_are_read_as_they_were_typed() {
        let read = |text| read(&money(), text, Form::Number).value;
        assert_eq!(read("6500.5"), Some(Value::Number(650_050)));
        assert_eq!(read("6500.499999999999"), Some(Value::Number(650_050)));
        assert_eq!(read("1.2E+4"), Some(Value::Number(1_200_000)));
        assert_eq!(read("-0.3"), Some(Value::Number(-30)));
        assert_eq!(read("8000.0000000001"), Some(Value::Number(800_000)));
        assert_eq!(read("0.333"), Some(Value::from("0.333")));
        // A hostile file calls anything a number.
        for text in ["1.中", "--5", "1.2.3", "中", ".", "-", "1e", "1.é5"] {
            assert_eq!(read(text), Some(Value::from(text)));
        }
    }

    #[test]
    fn a_date_is_read_whether_the_file_knows_it_or_not() {
        let date = Kind::Date(DateBounds::default());
        let november = Some(Value::from("2026-11-20"));
        for (text, form) in [
            ("46346", Form::Day),
            ("46346.25", Form::Day),
            ("46346", Form::Number),
            ("46346", Form::Text),
            ("20261120", Form::Number),
            ("2026-11-20 00:00:00", Form::Text),
        ] {
            assert_eq!(read(&date, text, form).value, november, "{text}");
        }
        let month = Kind::Month(DateBounds::default());
        let day = read(&month, "46346", Form::Day);
        assert_eq!(day.value, Some(Value::from("2026-11")));
        let unread = read(&date, "上周一", Form::Text);
        assert_eq!(unread, Reading::unread("上周一"));
    }

    #[test]
    fn an_option_is_known_by_its_label_and_by_other_names() {
        let choice = |id: &str, label: &str, also: &[&str]| Choice {
            id: id.into(),
            label: label.into(),
            also: also.iter().map(|name| (*name).to_owned()).collect(),
            hint: None,
            none: false,
        };
        let kind = Kind::Choice(vec![
            choice("full_time", "全日制员工", &["全日制"]),
            choice("part_time", "非全日制员工（小时工）", &[]),
        ]);
        let read = |text| read(&kind, text, Form::Text);
        assert_eq!(read(" 非全日制员工 ").value, Some(Value::from("part_time")));
        assert_eq!(read("全日制").value, Some(Value::from("full_time")));
        assert_eq!(read("兼职"), Reading::unread("兼职"));
    }
}
