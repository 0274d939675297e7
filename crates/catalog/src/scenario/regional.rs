//! Which number of the place a fact is.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Name;

/// Which number of the place, and of which year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Regional {
    /// Its id among the `numbers` of the place.
    pub number: String,
    /// The day or month of the event whose year counts: a death, the end of a contract. Today where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Name>,
    /// 1 where the law takes the year before the event (上一年度).
    #[serde(default)]
    pub years_before: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    number: String,
    #[serde(default)]
    event: Option<Name>,
    #[serde(default)]
    years_before: u8,
}

/// A bare id is read too: so versions say it that a server has kept from before numbers had years.
impl<'de> Deserialize<'de> for Regional {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RegionalVisitor;
        impl<'de> Visitor<'de> for RegionalVisitor {
            type Value = Regional;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map with `number`")
            }

            fn visit_str<E>(self, id: &str) -> Result<Regional, E> {
                Ok(Regional {
                    number: id.to_owned(),
                    event: None,
                    years_before: 0,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Regional, A::Error> {
                let written = Written::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Regional {
                    number: written.number,
                    event: written.event,
                    years_before: written.years_before,
                })
            }
        }
        deserializer.deserialize_any(RegionalVisitor)
    }
}
