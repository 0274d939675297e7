//! A place (办理地): what differs by city lives here and in its overlay, never in code.

use serde::{Deserialize, Deserializer, Serialize};

use super::TimeLimit;
use crate::LocalizedText;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Region {
    /// GB/T 2260 code, six digits; 000000 is the national base.
    pub code: String,
    pub name: LocalizedText,
    /// What stands for `{place}` in the texts of scenarios, where it is not the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<LocalizedText>,
    /// 咨询方式
    pub hotline: Vec<Contact>,
    /// 监督投诉方式
    pub complaints: Vec<Contact>,
    /// Where else one may go: the halls and the channels.
    pub channels: Vec<LocalizedText>,
    /// What is reckoned with here: average wages, incomes per head.
    pub numbers: Vec<RegionalNumber>,
    /// The province, where the place is a city or county: places are listed under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<LocalizedText>,
    /// Rules of the place by which something ends for who applies. Without them nothing ends so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procedure: Option<Procedure>,
    /// The day someone last checked it, YYYY-MM-DD.
    pub verified_on: String,
}

/// What a place has set about the way after handing in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Procedure {
    /// In which 补正 is answered; afterwards the service ends undecided (视为放弃).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction_within: Option<TimeLimit>,
    /// Whether who withdraws what rests on a promise before it was kept, or breaks it, may not promise again for that
    /// service.
    pub withdrawing_bars: bool,
    /// Where it says so.
    pub source: LocalizedText,
}

/// What is told of a place beside everything else: its name, whom to call and where else to go. No more than that is
/// in the module of the home page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct RegionContacts {
    /// As in [`Region`], and so are the others.
    pub code: String,
    pub name: LocalizedText,
    pub hotline: Vec<Contact>,
    pub complaints: Vec<Contact>,
    pub channels: Vec<LocalizedText>,
    pub verified_on: String,
}

impl From<&Region> for RegionContacts {
    fn from(region: &Region) -> Self {
        Self {
            code: region.code.clone(),
            name: region.name.clone(),
            hotline: region.hotline.clone(),
            complaints: region.complaints.clone(),
            channels: region.channels.clone(),
            verified_on: region.verified_on.clone(),
        }
    }
}

/// A number that differs by place and by year. Those of the national base hold where a place has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionalNumber {
    pub id: String,
    pub label: LocalizedText,
    /// Whether a year's number holds until a later one replaces it, as a limit set by a notice does. Otherwise each
    /// year has its own, and no other year's is ever taken for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub standing: bool,
    /// Whether places may set a higher one (各地可以更高): it is shown, and limits nobody from above.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places_may_exceed: bool,
    /// Who publishes it and where to ask, said where the number of the year that counts is missing.
    pub ask: LocalizedText,
    pub years: Vec<NumberOfYear>,
}

/// The number of one year, with where it stands and the day somebody looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberOfYear {
    pub year: i32,
    /// Money in whole 分.
    pub value: i64,
    pub source: LocalizedText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day someone last checked it, YYYY-MM-DD.
    pub verified_on: String,
    #[serde(default)]
    pub confidence: super::Confidence,
}

/// As it is written now, and as versions that a server has kept from before numbers had years: one value, which held
/// until another replaced it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNumber {
    id: String,
    label: LocalizedText,
    #[serde(default)]
    standing: bool,
    #[serde(default)]
    places_may_exceed: bool,
    #[serde(default)]
    ask: LocalizedText,
    #[serde(default)]
    years: Vec<NumberOfYear>,
    value: Option<i64>,
    year: Option<i32>,
    source: Option<LocalizedText>,
    #[serde(default)]
    confidence: super::Confidence,
}

impl<'de> Deserialize<'de> for RegionalNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = WrittenNumber::deserialize(deserializer)?;
        let mut number = Self {
            id: written.id,
            label: written.label,
            standing: written.standing,
            places_may_exceed: written.places_may_exceed,
            ask: written.ask,
            years: written.years,
        };
        if let (Some(value), Some(year)) = (written.value, written.year) {
            number.standing = true;
            number.years.push(NumberOfYear {
                year,
                value,
                source: written.source.unwrap_or_default(),
                url: None,
                verified_on: String::new(),
                confidence: written.confidence,
            });
        }
        Ok(number)
    }
}

impl Region {
    pub fn number(&self, id: &str) -> Option<&RegionalNumber> {
        self.numbers.iter().find(|number| number.id == id)
    }
}

impl RegionalNumber {
    /// The number that counts for a year.
    pub fn of_year(&self, year: i32) -> Option<&NumberOfYear> {
        let counts = |of: &&NumberOfYear| of.year == year || self.standing && of.year < year;
        self.years.iter().filter(counts).max_by_key(|of| of.year)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub name: LocalizedText,
    /// Digits and hyphens, for `tel:`.
    pub phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<LocalizedText>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(json: serde_json::Value) -> RegionalNumber {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn another_years_number_is_never_taken_unless_it_stands() {
        let years = serde_json::json!([
            { "year": 2024, "value": 5_418_800, "source": "公报", "verified_on": "2026-11-29" },
            { "year": 2025, "value": 5_650_200, "source": "公报", "verified_on": "2026-11-29" }
        ]);
        let written = |standing: bool| {
            number(serde_json::json!({
                "id": "income", "label": "收入", "ask": "问统计局", "standing": standing, "years": years
            }))
        };
        let of = |number: &RegionalNumber, year| number.of_year(year).map(|of| of.value);
        let statistic = written(false);
        assert_eq!(of(&statistic, 2023), None);
        assert_eq!(of(&statistic, 2024), Some(5_418_800));
        assert_eq!(of(&statistic, 2025), Some(5_650_200));
        assert_eq!(of(&statistic, 2026), None);
        let limit = written(true);
        assert_eq!(of(&limit, 2023), None);
        assert_eq!(of(&limit, 2027), Some(5_650_200));
    }

    #[test]
    fn a_number_of_an_earlier_release_is_still_read() {
        let kept = number(serde_json::json!({
            "id": "income", "label": "收入", "value": 5_418_800, "year": 2024, "source": "公报", "confidence": "unverified"
        }));
        assert_eq!(kept.of_year(2026).map(|of| of.value), Some(5_418_800));
    }
}
