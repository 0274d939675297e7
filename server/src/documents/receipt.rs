//! A case as the data of its receipt.

use catalog::{Scenario, Supplied};
use civic::day::{self, Day};
use contract::case::{Case, CaseMaterial, CaseService, ServiceState};
use documents::{Due, MaterialLine, Receipt, ServiceLine, SuppliedAs};

use super::moment;
use crate::auth::identity::Person;

pub(super) fn of(
    case: Case,
    scenario: &Scenario,
    person: &Person,
    link: String,
    shared: bool,
) -> Receipt {
    let region = &scenario.region;
    Receipt {
        submitted_at: moment(&case.submitted_at),
        number: Some(case.number),
        title: Some(case.title),
        applicant: Some(person.name.clone()).filter(|_| !shared),
        acting_for: None,
        place: Some(region.name.zh().to_owned()),
        services: case.services.into_iter().map(service).collect(),
        materials: case
            .materials
            .into_iter()
            .map(|one| material(one, scenario, shared))
            .collect(),
        link: Some(link),
        hotline: region.hotline.first().map(|contact| contact.phone.clone()),
        shared,
    }
}

fn service(service: CaseService) -> ServiceLine {
    let day = |iso: &Option<String>| iso.as_deref().and_then(day::parse_iso);
    let decided = service.result.as_ref().and_then(|result| {
        let on = result.at.split('T').next()?;
        day::parse_iso(on)
    });
    use ServiceState as S;
    let due = match (service.state, decided, day(&service.due)) {
        (S::Withdrawn | S::Undone, ..) => Due::Withdrawn,
        (S::Lapsed, ..) => Due::Lapsed,
        (S::Revoked | S::Surrendered, ..) => Due::Ended,
        (S::Granted | S::Refused, Some(on), _) => Due::Decided(on),
        (_, _, Some(day)) if service.due_exact => Due::By(day),
        (_, _, Some(day)) => Due::About(day),
        (_, _, None) => day(&service.usual).map_or(Due::Open, Due::Usual),
    };
    ServiceLine {
        name: Some(service.name),
        office: Some(service.office),
        due: Some(due),
    }
}

/// The paper of a row is called by whose it is: where the receipt is shown around, by what it is alone.
fn material(material: CaseMaterial, scenario: &Scenario, shared: bool) -> MaterialLine {
    let due = material.due.as_deref().and_then(day::parse_iso);
    let plain = scenario.material(&material.material);
    let plain = plain.map(|it| it.name.zh().to_owned());
    MaterialLine {
        name: if shared { plain } else { Some(material.name) },
        supplied: Some(supplied(&material.supplied, due)),
    }
}

fn supplied(supplied: &Supplied, due: Option<Day>) -> SuppliedAs {
    match supplied {
        Supplied::Licence => SuppliedAs::Licence,
        Supplied::Attached(pictures) => SuppliedAs::Pictures(pictures.len()),
        Supplied::Later => SuppliedAs::Later(due),
        Supplied::Promised => SuppliedAs::Promise,
        Supplied::Counter => SuppliedAs::Counter,
        Supplied::OtherParty => SuppliedAs::OtherParty,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use catalog::load::Library;

    use super::*;

    #[test]
    fn a_receipt_that_is_shown_around_does_not_say_whose_a_paper_is() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
        let library = Library::read(&folder).unwrap();
        let mut scenarios = library.scenarios();
        let with_rows = |scenario: &&Scenario| {
            scenario
                .groups
                .iter()
                .any(|group| !group.materials.is_empty())
        };
        let scenario = scenarios.find(with_rows).unwrap();
        let group = scenario
            .groups
            .iter()
            .find(|group| !group.materials.is_empty())
            .unwrap();
        let id = &group.materials[0].id;
        let plain = scenario.material(id).unwrap().name.zh();
        let line = |shared: bool| {
            let of_row = CaseMaterial {
                material: format!("{id}-{}-r2", group.id),
                name: format!("{plain}（张三）"),
                supplied: Supplied::Counter,
                due: None,
            };
            material(of_row, scenario, shared).name.unwrap()
        };
        assert_eq!(line(false), format!("{plain}（张三）"));
        assert_eq!(line(true), plain);
    }

    #[test]
    fn what_is_over_has_no_day_to_come() {
        let of = |state: &str| {
            let json = serde_json::json!({
                "service": "registration", "name": "失业登记", "office": "公共就业服务机构", "state": state,
                "due": "2026-12-01", "due_exact": true, "events": []
            });
            service(serde_json::from_value(json).unwrap()).due.unwrap()
        };
        assert_eq!(of("withdrawn"), Due::Withdrawn);
        assert_eq!(of("lapsed"), Due::Lapsed);
        assert!(matches!(of("accepted"), Due::By(_)));
        assert_eq!(of("revoked"), Due::Ended);
    }

    /// Where nobody has promised a day, none is printed as if somebody had.
    #[test]
    fn a_usual_time_is_printed_as_usual_and_a_result_with_its_day() {
        let of = |more: serde_json::Value| {
            let mut json = serde_json::json!({
                "service": "registration", "name": "失业登记", "office": "公共就业服务机构", "state": "accepted",
                "due_exact": false, "events": []
            });
            for (name, value) in more.as_object().unwrap() {
                json[name] = value.clone();
            }
            service(serde_json::from_value(json).unwrap()).due.unwrap()
        };
        let december = day::parse_iso("2026-12-05").unwrap();
        assert_eq!(
            of(serde_json::json!({ "usual": "2026-12-05" })),
            Due::Usual(december)
        );
        assert_eq!(of(serde_json::json!({})), Due::Open);
        let granted = serde_json::json!({
            "state": "granted", "due": "2026-12-30", "due_exact": true,
            "result": { "at": "2026-12-05T09:00:00+08:00", "is_automatic": true }
        });
        assert_eq!(of(granted), Due::Decided(december));
    }
}
