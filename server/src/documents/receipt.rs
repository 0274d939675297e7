//! A case as the data of its receipt.

use catalog::{Scenario, Supplied};
use civic::day::{self, Day};
use contract::case::{Case, CaseMaterial, CaseService};
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
        materials: case.materials.into_iter().map(material).collect(),
        link: Some(link),
        hotline: region.hotline.first().map(|contact| contact.phone.clone()),
        shared,
    }
}

fn service(service: CaseService) -> ServiceLine {
    let due = match service.due.as_deref().and_then(day::parse_iso) {
        Some(day) if service.due_exact => Due::By(day),
        Some(day) => Due::About(day),
        None => Due::Open,
    };
    ServiceLine {
        name: Some(service.name),
        office: Some(service.office),
        due: Some(due),
    }
}

fn material(material: CaseMaterial) -> MaterialLine {
    let due = material.due.as_deref().and_then(day::parse_iso);
    MaterialLine {
        name: Some(material.name),
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
