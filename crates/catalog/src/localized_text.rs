//! A text for people: one string (简体), or one string per language.
//! Scenario files hold every word a resident reads; code never does.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language of the interface, as a BCP 47 tag. 简体 is the language every text must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    ZhHans,
    ZhHant,
    En,
}

impl Language {
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }
}

/// Written in YAML either as `名称` or as `{ zh-Hans: 名称, en: Name }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocalizedText {
    Simplified(String),
    ByLanguage(BTreeMap<String, String>),
}

impl LocalizedText {
    /// The text in `language`, or else in 简体, which every text has.
    pub fn get(&self, language: Language) -> &str {
        match self {
            Self::Simplified(text) => text,
            Self::ByLanguage(texts) => texts
                .get(language.tag())
                .or_else(|| texts.get(Language::ZhHans.tag()))
                .map_or("", String::as_str),
        }
    }

    /// The names in `{…}` of the 简体 text.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.zh()
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
    }

    /// The 简体 text.
    pub fn zh(&self) -> &str {
        self.get(Language::ZhHans)
    }
}

impl Default for LocalizedText {
    fn default() -> Self {
        Self::Simplified(String::new())
    }
}

impl From<&str> for LocalizedText {
    fn from(text: &str) -> Self {
        Self::Simplified(text.to_owned())
    }
}

impl Serialize for LocalizedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Simplified(text) => serializer.serialize_str(text),
            Self::ByLanguage(texts) => texts.serialize(serializer),
        }
    }
}

// Written by hand: `#[serde(untagged)]` buffers the input and costs about 4 KB of compressed WASM.
impl<'de> Deserialize<'de> for LocalizedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = LocalizedText;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, or a map from language to text")
            }

            fn visit_str<E>(self, text: &str) -> Result<LocalizedText, E> {
                Ok(LocalizedText::Simplified(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<LocalizedText, E> {
                Ok(LocalizedText::Simplified(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<LocalizedText, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((language, text)) = map.next_entry::<String, String>()? {
                    texts.insert(language, text);
                }
                if !texts.contains_key(Language::ZhHans.tag()) {
                    return Err(serde::de::Error::custom("a text by language needs zh-Hans"));
                }
                Ok(LocalizedText::ByLanguage(texts))
            }
        }
        deserializer.deserialize_any(TextVisitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for LocalizedText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LocalizedText".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text in 简体, or a map by language (zh-Hans is required).",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": {
                        "zh-Hans": { "type": "string" },
                        "zh-Hant": { "type": "string" },
                        "en": { "type": "string" }
                    },
                    "required": ["zh-Hans"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_simplified_chinese() {
        let text: LocalizedText =
            serde_json::from_str(r#"{"zh-Hans":"失业","en":"Job loss"}"#).unwrap();
        assert_eq!(text.get(Language::En), "Job loss");
        assert_eq!(text.get(Language::ZhHant), "失业");
    }

    #[test]
    fn a_text_without_simplified_chinese_is_refused() {
        assert!(serde_json::from_str::<LocalizedText>(r#"{"en":"Job loss"}"#).is_err());
    }
}
