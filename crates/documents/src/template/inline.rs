//! Inline text of a template: words, `**strong words**`, and values.
//!
//! `{name}` is a value, or a blank of six characters; `{name:12}` one of twelve; `{name?}` is left out where it is not
//! known, and `{name?words}` is these words then. `{blank:20}` is always a blank.

use crate::clean::clean;
use crate::model::{Run, Text};
use crate::values::{Value, Values};
use crate::words::words;

/// How wide a blank is, in characters, unless it is said.
const BLANK: u8 = 6;
const ALWAYS_BLANK: &str = "blank";
const WIDEST_BLANK: u8 = 34;

/// A name that no value has; or what is not closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown(pub(super) String);

pub(super) fn text(template: &str, values: &Values) -> Result<Text, Unknown> {
    let mut runs = Vec::new();
    for (index, part) in template.split("**").enumerate() {
        let strong = index % 2 == 1;
        let mut rest = part;
        while let Some(open) = rest.find('{') {
            push(&mut runs, &rest[..open], strong);
            let end = rest
                .find('}')
                .ok_or_else(|| Unknown(rest[open..].to_owned()))?;
            value(
                &mut runs,
                rest.get(open + 1..end).unwrap_or_default(),
                values,
                strong,
            )?;
            rest = &rest[end + 1..];
        }
        push(&mut runs, rest, strong);
    }
    Ok(Text(runs))
}

fn value(
    runs: &mut Vec<Run>,
    placeholder: &str,
    values: &Values,
    strong: bool,
) -> Result<(), Unknown> {
    let unknown = || Unknown(placeholder.to_owned());
    let (name, otherwise) = match placeholder.split_once('?') {
        Some((name, words)) => (name, Some(words)),
        None => (placeholder, None),
    };
    let (name, width) = match name.split_once(':') {
        Some((name, width)) => (name, width.parse().map_err(|_| unknown())?),
        None => (name, BLANK),
    };
    let value = match name {
        ALWAYS_BLANK => &Value::Unknown,
        _ => values.get(name).ok_or_else(unknown)?,
    };
    match written(value) {
        Some(text) => push(runs, &text, strong),
        None if otherwise.is_some() => push(runs, otherwise.unwrap_or_default(), strong),
        None if *value == Value::UnknownDay => runs.extend(text(words().blank_day(), values)?.0),
        None => runs.push(Run::Blank(width.clamp(1, WIDEST_BLANK))),
    }
    Ok(())
}

/// A value in words; `None` where it is not known, or is no text.
pub(super) fn written(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(clean(text)).filter(|text| !text.is_empty()),
        Value::Day(day) => Some(words().day(*day)),
        Value::Moment(moment) => Some(words().moment(*moment)),
        Value::Unknown
        | Value::Worded(_)
        | Value::UnknownDay
        | Value::Flag(_)
        | Value::Ink(_)
        | Value::Rows { .. } => None,
    }
}

/// Neighbouring words of one weight are one run.
fn push(runs: &mut Vec<Run>, words: &str, strong: bool) {
    match (runs.last_mut(), strong) {
        _ if words.is_empty() => {}
        (Some(Run::Words(before)), false) | (Some(Run::Strong(before)), true) => {
            before.push_str(words)
        }
        (_, false) => runs.push(Run::Words(words.to_owned())),
        (_, true) => runs.push(Run::Strong(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: Option<&str>) -> Values {
        Values::default().with("name", &name.map(str::to_owned))
    }

    #[test]
    fn what_is_known_is_written_and_what_is_not_is_a_blank() {
        let known = text("委托人{name}。", &values(Some("王\u{202e}丽"))).unwrap();
        assert_eq!(known.0, [Run::Words("委托人王丽。".into())]);
        let blank = text("委托人{name:8}。", &values(None)).unwrap();
        let expected = [
            Run::Words("委托人".into()),
            Run::Blank(8),
            Run::Words("。".into()),
        ];
        assert_eq!(blank.0, expected);
        assert_eq!(text("（{name?}）", &values(None)).unwrap().plain(), "（）");
        assert_eq!(
            text("{name?委托人}", &values(None)).unwrap().plain(),
            "委托人"
        );
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        let text = text("{name}", &values(Some("**{name}**"))).unwrap();
        assert_eq!(text.0, [Run::Words("**{name}**".into())]);
    }

    #[test]
    fn strong_words_are_runs_of_their_own() {
        let text = text("请**{name}**来", &values(Some("王丽"))).unwrap();
        let expected = [
            Run::Words("请".into()),
            Run::Strong("王丽".into()),
            Run::Words("来".into()),
        ];
        assert_eq!(text.0, expected);
    }

    #[test]
    fn a_name_that_does_not_exist_and_a_brace_left_open_are_faults() {
        assert_eq!(text("{nane}", &values(None)), Err(Unknown("nane".into())));
        assert!(text("{name", &values(None)).is_err());
        assert!(text("}{name", &values(None)).is_err());
        assert!(text("{name:wide}", &values(None)).is_err());
    }
}
