//! 领取方式: how the papers of results reach the applicant. What nobody has chosen is the usual way of the scenario.

use serde::{Deserialize, Serialize};

use super::{Application, Problem, ProblemCode};
use crate::plan::Plan;
use crate::scenario::{DeliveryWay, Scenario, Service};

/// How the paper of one result comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delivery {
    pub way: DeliveryWay,
    /// Where to, where it goes by post; otherwise empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// A parcel needs a place, a street or village, and a house: fewer characters say that nowhere.
const SHORTEST: usize = 8;
const LONGEST: usize = 100;
/// What divides the country, as addresses name it.
const PLACES: [char; 8] = ['省', '市', '区', '县', '州', '盟', '旗', '镇'];

/// Whether a parcel could arrive there: a place by name, and something within it.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    let has_place = text.chars().any(|one| PLACES.contains(&one));
    (SHORTEST..=LONGEST).contains(&length) && has_place && !text.chars().any(char::is_control)
}

/// 江苏省扬州市邗江区****: the last place by name behind which more than a house stands, and nothing further.
#[must_use]
pub fn masked_address(text: &str) -> String {
    const HIDDEN: usize = 4;
    let characters: Vec<char> = text.trim().chars().collect();
    let before = characters.len().saturating_sub(HIDDEN);
    let mut places = characters[..before].iter();
    let shown = places.rposition(|one| PLACES.contains(one));
    let shown = shown.map_or(0, |at| at + 1);
    characters[..shown].iter().chain(&['*'; HIDDEN]).collect()
}

/// How the result of a service comes; `None` where there is nothing to deliver.
#[must_use]
pub fn delivery(service: &Service, application: &Application) -> Option<Delivery> {
    let usual = service.delivers.first()?;
    let chosen = application.delivery.get(&service.id).cloned();
    Some(chosen.unwrap_or(Delivery {
        way: *usual,
        address: String::new(),
    }))
}

/// Those services of a plan whose results are delivered.
pub fn delivered<'a>(
    scenario: &'a Scenario,
    plan: &'a Plan,
) -> impl Iterator<Item = &'a Service> + 'a {
    let services = plan.applied_for();
    let services = services.filter_map(|planned| scenario.service(&planned.id));
    services.filter(|service| !service.delivers.is_empty())
}

/// What is wrong with one choice.
#[must_use]
pub fn delivery_problem(service: &Service, delivery: &Delivery) -> Option<Problem> {
    let code = if !service.delivers.contains(&delivery.way) {
        ProblemCode::WayNotAllowed
    } else if delivery.way == DeliveryWay::Post && !is_address(&delivery.address) {
        ProblemCode::AddressMissing
    } else {
        return None;
    };
    let path = format!("/delivery/{}", service.id);
    Some(Problem { path, code })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_place_and_a_house() {
        for good in [
            "江苏省扬州市邗江区演示路1号",
            "高邮市城南镇演示村三组",
            " 扬州市演示路 1 号 ",
        ] {
            assert!(is_address(good), "{good}");
        }
        for wrong in [
            "",
            "演示路1号",
            "扬州市",
            "家里的地址和身份证一样",
            "扬州市演示路\n1号",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
        assert!(!is_address(&"扬州市".repeat(40)));
    }

    #[test]
    fn a_masked_address_shows_no_street() {
        let shown = masked_address("江苏省扬州市邗江区演示路1号1幢101室");
        assert_eq!(shown, "江苏省扬州市邗江区****");
        assert_eq!(masked_address("演示村三组的王家镇"), "****");
        assert_eq!(masked_address(""), "****");
    }
}
