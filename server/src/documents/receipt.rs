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
    let due = match (
        service.state,
        service.due.as_deref().and_then(day::parse_iso),
    ) {
        (ServiceState::Withdrawn, _) => Due::Withdrawn,
        (ServiceState::Lapsed, _) => Due::Lapsed,
        (_, Some(day)) if service.due_exact => Due::By(day),
        (_, Some(day)) => Due::About(day),
        (_, None) => Due::Open,
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
    }
}
