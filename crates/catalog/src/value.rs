//! What a resident answers, types, or what a record of the state holds: a small closed set of values.
//! On the wire they are plain JSON: string, whole number, true/false, list of strings, null for 「不清楚」.

use std::fmt;

use civic::day::{self, Day, YearMonth};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An option's id, a date (YYYY-MM-DD), a month (YYYY-MM) or free text, as the kind says.
    Text(String),
    /// A whole number in the unit of the question.
    Number(i64),
    Flag(bool),
    /// The ids of several chosen options.
    Several(Vec<String>),
    /// 「不清楚」: answered, and yet unknown. Never treated as "no".
    Unsure,
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn day(&self) -> Option<Day> {
        self.text().and_then(day::parse_iso)
    }

    /// A month, or the month of a day.
    pub fn month(&self) -> Option<YearMonth> {
        let text = self.text()?;
        YearMonth::parse(text).or_else(|| day::parse_iso(text).map(YearMonth::from))
    }

    /// Whether nothing has been entered: a text of which nothing is seen, or an empty list.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.chars().all(civic::is_blank),
            Self::Several(ids) => ids.is_empty(),
            _ => false,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Several(ids) => ids.serialize(serializer),
            Self::Unsure => serializer.serialize_unit(),
        }
    }
}

/// The largest magnitude that a JavaScript number carries exactly.
const SAFE_INTEGER: i64 = (1 << 53) - 1;

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;
        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, a whole number, true or false, a list of texts, or null")
            }

            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
                Ok(Value::Flag(flag))
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Value, E> {
                if !(-SAFE_INTEGER..=SAFE_INTEGER).contains(&number) {
                    return Err(E::custom("the number is too large"));
                }
                Ok(Value::Number(number))
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
                let number =
                    i64::try_from(number).map_err(|_| E::custom("the number is too large"))?;
                self.visit_i64(number)
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Unsure)
            }

            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Unsure)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut ids = Vec::new();
                while let Some(id) = seq.next_element::<String>()? {
                    ids.push(id);
                }
                Ok(Value::Several(ids))
            }
        }
        deserializer.deserialize_any(ValueVisitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Value {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": concat!(
                "An option's id, a date, a text, a whole number, true/false, several option ids, ",
                "or null for 「不清楚」."
            ),
            "anyOf": [
                { "type": "string" },
                { "type": "integer" },
                { "type": "boolean" },
                { "type": "array", "items": { "type": "string" } },
                { "type": "null" }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_plain_json() {
        for (value, json) in [
            (Value::from("resigned"), r#""resigned""#),
            (Value::Number(36), "36"),
            (Value::Flag(true), "true"),
            (Value::Several(vec!["disabled".into()]), r#"["disabled"]"#),
            (Value::Unsure, "null"),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
        }
    }

    #[test]
    fn what_nobody_sees_is_nothing() {
        for text in ["", " \u{3000}", "\u{200B}", "\u{FE0F}\u{3164}"] {
            assert!(Value::from(text).is_blank(), "{text:?}");
        }
        assert!(!Value::from("\u{200B}一").is_blank());
    }

    #[test]
    fn a_number_that_javascript_cannot_hold_is_refused() {
        assert!(serde_json::from_str::<Value>("9007199254740993").is_err());
        assert!(serde_json::from_str::<Value>("18446744073709551615").is_err());
        assert!(serde_json::from_str::<Value>("-9223372036854775808").is_err());
        assert!(serde_json::from_str::<Value>("1.5").is_err());
    }
}
