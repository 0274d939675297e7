//! The types of a scenario (一件事): what its YAML file says and what crosses the wire as JSON.
//! Data only; what follows from it for one person is computed by [`crate::plan`].

mod blank;
mod counter;
mod duration;
mod fact;
mod field;
mod group;
mod guide;
mod index;
mod material;
mod proactive;
mod question;
mod region;
mod regional;
mod role;
mod service;
mod subject;
mod within;

use serde::{Deserialize, Serialize};

pub use blank::{Blank, PersonFields, RowFields};
pub use counter::{Booking, Counter, OpenHours, SLOT_MINUTES, TimeOfDay};
pub use duration::Duration;
pub use fact::{
    Dependant, DependantWant, Derivation, Fact, LifeDates, RetirementWant, Severance,
    SeveranceWant, Shows, Survivors, SurvivorsWant, TermUnit, WorkDeath,
};
pub use field::{Field, FieldUse};
pub use group::{ConfirmerRole, Confirms, Group};
pub use guide::{Fee, Guide, Label, LimitUnit, TimeLimit};
pub use index::{LifeStage, ScenarioEntry, ScenarioIndex};
pub use material::{Ask, Commitment, Material, MaterialUse, Page, Supply};
pub use proactive::Proactive;
pub use question::{
    Attainable, Bounds, CENTS, Choice, DateBounds, Kind, LONG_TERM, MonthBounds, Question,
    Validity, YesNoWords,
};
pub use region::{Contact, NumberOfYear, Region, RegionContacts, RegionalNumber};
pub use regional::Regional;
pub use role::{ACTING_FOR, Role};
pub use service::{
    Decides, DeliveryWay, Exempted, Figure, FigureLine, GroupUse, Handling, Mark, Requirement,
    RuleCheck, Service, ServiceKind,
};
pub use subject::Subject;
pub use within::{Limit, TODAY, Within};

use crate::context::ActingFor;
pub use crate::ids::{
    CommitmentId, FactId, FieldId, GroupId, MaterialId, Name, QuestionId, ScenarioId, ServiceId,
    SourceId,
};
use crate::{Answers, LocalizedText, Value};

/// Between the parts of the id of a row's material; ids themselves have none.
pub(crate) const ROW_MARK: char = '-';

/// The group and the key of the row whose material it is, by its id (`permit-employees-r2`); nothing for a material of
/// the form.
#[must_use]
pub fn row_of_material(id: &str) -> Option<(&str, &str)> {
    let (_, row) = id.split_once(ROW_MARK)?;
    row.split_once(ROW_MARK)
}

/// One 一件事: everything the app and the server need to guide, check and accept it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub id: ScenarioId,
    /// The day this version came into force, YYYY-MM-DD.
    pub version: String,
    pub name: LocalizedText,
    /// One sentence: what it does for the resident.
    pub summary: LocalizedText,
    /// 服务对象: for whom it is.
    pub audience: LocalizedText,
    /// 为谁办: who may bring the case; oneself alone where it is empty.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Of whom a case is; of whoever brings it where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// In the order in which they are shown; a service may build on an earlier one.
    pub services: Vec<Service>,
    #[serde(default)]
    pub groups: Vec<Group>,
    #[serde(default)]
    pub fields: Vec<Field>,
    #[serde(default)]
    pub materials: Vec<Material>,
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    /// 免申即享: what is told without being asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proactive: Vec<Proactive>,
    pub sources: Vec<Source>,
    /// Where the case is accepted; filled from the region's file when the scenario is loaded.
    #[serde(default)]
    pub region: Region,
    /// SHA-256 of the merged content in hexadecimal; filled when the scenario is loaded.
    #[serde(default)]
    pub hash: String,
}

/// 办理依据: where a rule comes from, and when someone last looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: SourceId,
    /// As it is cited: 《中华人民共和国社会保险法》第四十五条.
    pub title: LocalizedText,
    /// The rule in short, in words a resident understands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<LocalizedText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The places whose own rule or guide this is, by code. It is shown to people of these places only; elsewhere the
    /// rule it bears out stands with the place's own sources, or with 「以受理地为准」. Everywhere where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The day someone last checked it, YYYY-MM-DD.
    pub verified_on: String,
    #[serde(default)]
    pub confidence: Confidence,
}

impl Source {
    /// Whether it is of force, or of use, in this place: a source of a province holds in its cities and counties.
    pub fn holds_in(&self, place: &str) -> bool {
        self.places.is_empty() || self.places.iter().any(|of| is_within(place, of))
    }

    /// The address under which it opens. Some offices' sites have no https; nothing else is an address to open.
    pub fn link(&self) -> Option<&str> {
        let opens = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
        self.url.as_deref().filter(opens)
    }
}

/// Whether a place lies in another or is the same, by GB/T 2260: two digits each for province, city and county.
fn is_within(place: &str, of: &str) -> bool {
    let province_or_city = of.strip_suffix("0000").or_else(|| of.strip_suffix("00"));
    place.starts_with(province_or_city.unwrap_or(of))
}

/// How well a rule is attested. What is not verified is shown with 「以受理地为准」; so is what does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Verified,
    #[default]
    Unverified,
    Disputed,
}

impl Scenario {
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Those of these sources that hold in the place where the case is accepted.
    pub fn sources_of_the_place<'a>(
        &'a self,
        ids: &'a [SourceId],
    ) -> impl Iterator<Item = &'a Source> + 'a {
        ids.iter()
            .filter_map(|id| self.source(id))
            .filter(|source| source.holds_in(&self.region.code))
    }

    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The field whose date `field` cannot lie before.
    pub fn field_before(&self, field: &Field) -> Option<&Field> {
        self.field(field.not_before.as_ref()?)
    }

    /// The field whose value stands in `field` too, until something else is entered there.
    pub fn field_alike(&self, field: &Field) -> Option<&Field> {
        self.field(field.same_as.as_ref()?)
    }

    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The material of an id; that of a row's material (`permit-employees-r2`) is the group's.
    pub fn material(&self, id: &str) -> Option<&Material> {
        let id = id.split(ROW_MARK).next().unwrap_or(id);
        self.materials.iter().find(|material| material.id == id)
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// Who brings the case. Where it is still to be asked it is taken for the first role.
    pub fn acting_for(&self, answers: &Answers) -> ActingFor {
        let said = answers
            .get(ACTING_FOR)
            .and_then(Value::text)
            .and_then(|id| self.roles.iter().find(|role| role.id.id() == id));
        said.or(self.roles.first())
            .map_or(ActingFor::Oneself, |role| role.id)
    }

    pub fn role(&self, acting_for: ActingFor) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == acting_for)
    }

    pub fn commitment(&self, id: &str) -> Option<&Commitment> {
        self.commitments
            .iter()
            .find(|commitment| commitment.id == id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(places: &[&str]) -> Source {
        Source {
            id: "guide".to_owned(),
            title: "办事指南".into(),
            says: None,
            url: None,
            places: places.iter().map(|place| (*place).to_owned()).collect(),
            verified_on: "2026-11-29".to_owned(),
            confidence: Confidence::Verified,
        }
    }

    #[test]
    fn addresses_of_the_web_open_and_no_others() {
        for (url, opens) in [
            (Some("https://www.gov.cn/a.htm"), true),
            (Some("http://rsj.example.gov.cn/a"), true),
            (Some("javascript:alert(1)"), false),
            (Some("si.12333.gov.cn"), false),
            (None, false),
        ] {
            let mut source = of(&[]);
            source.url = url.map(str::to_owned);
            assert_eq!(source.link().is_some(), opens, "{url:?}");
        }
    }

    #[test]
    fn a_guide_of_a_place_is_for_its_own_people() {
        for (places, place, holds) in [
            (&[][..], "321000", true),
            (&["320000"], "321000", true),
            (&["321000"], "321003", true),
            (&["321003"], "321000", false),
            (&["370100"], "321000", false),
            (&["430000", "321000"], "321000", true),
            (&["100000"], "121000", false),
        ] {
            assert_eq!(of(places).holds_in(place), holds, "{places:?} in {place}");
        }
    }
}
