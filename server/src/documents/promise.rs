//! What was agreed to with a case, as the data of its printed promise (告知承诺书).

use catalog::application::{Hand, Signature};
use catalog::load::{sha256, text_hash};
use catalog::scenario::{Commitment, MaterialId, Service};
use catalog::{LocalizedText, Scenario, Supplied};
use civic::PersonName;
use documents::{Given, Ink, Promise};

use super::moment;
use crate::auth::identity::Person;
use crate::error::{ApiError, ApiResult, Fault};
use crate::json_fault::JsonFault;
use crate::store::CaseRecord;

/// The record that names the unit in whose name somebody acts.
const EMPLOYER: &str = "employer.name";

/// A promise is for whoever gave it. `shared` is for others: that there is one, and not whose.
pub(super) fn of(
    case: &CaseRecord,
    services: &[&Service],
    scenario: &Scenario,
    commitment: &Commitment,
    person: &Person,
    shared: bool,
) -> ApiResult<Promise> {
    let resting: Vec<&Service> = services
        .iter()
        .copied()
        .filter(|service| rests_on(scenario, service, commitment, case))
        .collect();
    // What whoever acts declares is declared for all.
    let resting = if resting.is_empty() {
        services
    } else {
        &resting
    };
    let basis = scenario.sources_of_the_place(&commitment.sources);
    let number = &person.number;
    let promise = Promise {
        title: Some(commitment.title.zh().to_owned()),
        case_number: Some(case.number.clone()),
        services: resting.iter().map(|it| it.name.zh().to_owned()).collect(),
        office: offices(resting),
        promiser: Some(promiser(case, scenario, person, shared)),
        id_number: Some(match shared {
            true => number.masked(),
            false => number.as_str().to_owned(),
        }),
        basis: basis.map(|source| source.title.zh().to_owned()).collect(),
        told: texts(&commitment.told),
        clauses: texts(&commitment.clauses),
        consequence: Some(commitment.consequence.zh().to_owned()),
        version: Some(scenario.version.clone()),
        text_hash: Some(text_hash(scenario, commitment)),
        signed_at: moment(&case.submitted_at),
        ..Promise::default()
    };
    let signature = case.application.signature(&commitment.id);
    with_signature(promise, signature, shared)
}

/// Whose signature it is can be read from it, and a name guessed from a sum of it: neither is shared.
fn with_signature(
    mut promise: Promise,
    signature: Option<&Signature>,
    shared: bool,
) -> ApiResult<Promise> {
    let Some(signature) = signature else {
        promise.given = Some(Given::Ticked);
        return Ok(promise);
    };
    if !shared {
        let bytes = serde_json::to_vec(signature).map_err(JsonFault::from);
        let bytes = bytes.map_err(|fault| ApiError::Internal(Fault::Json(fault)))?;
        promise.signature_hash = Some(sha256(&bytes));
    }
    match &signature.by {
        Hand::Drawn(drawn) if !shared => {
            let lines = drawn.points().collect();
            promise.signature = Ink::new(drawn.width, drawn.height, lines).ok();
        }
        Hand::Drawn(_) => promise.given = Some(Given::Signed),
        Hand::Typed(name) => {
            promise.given = Some(Given::Typed(match shared {
                true => masked(name),
                false => name.clone(),
            }));
        }
    }
    Ok(promise)
}

/// The unit and who acts for it, or whoever has signed in.
fn promiser(case: &CaseRecord, scenario: &Scenario, person: &Person, shared: bool) -> String {
    let name = match shared {
        true => masked(&person.name),
        false => person.name.clone(),
    };
    let of_unit = |record: &Option<String>| record.as_deref() == Some(EMPLOYER);
    let mut fields = scenario.fields.iter().filter(|it| of_unit(&it.record));
    let unit = fields.find_map(|field| case.application.fields.get(&field.id)?.text());
    match unit {
        Some(unit) if !shared => format!("{unit}（{name}）"),
        _ => name,
    }
}

fn masked(name: &str) -> String {
    PersonName::parse(name).map_or_else(|_| "*".to_owned(), |name| name.masked())
}

/// Whether a service declares it, or takes it for a paper.
fn rests_on(
    scenario: &Scenario,
    service: &Service,
    commitment: &Commitment,
    case: &CaseRecord,
) -> bool {
    let stands_for = |id: &MaterialId| {
        let material = scenario.material(id);
        let is_promised = case.application.materials.iter().any(|(given, supplied)| {
            *supplied == Supplied::Promised
                && scenario.material(given).map(|it| &it.id) == material.map(|it| &it.id)
        });
        is_promised && material.is_some_and(|it| it.commitment.as_ref() == Some(&commitment.id))
    };
    let groups = service
        .groups
        .iter()
        .filter_map(|it| scenario.group(&it.id));
    let of_rows = groups.flat_map(|group| &group.materials);
    service.declarations.contains(&commitment.id)
        || service
            .materials
            .iter()
            .chain(of_rows)
            .any(|it| stands_for(&it.id))
}

fn offices(services: &[&Service]) -> Option<String> {
    let mut offices: Vec<&str> = Vec::new();
    for service in services {
        let office = service.guide.accepted_by.zh();
        if !offices.contains(&office) {
            offices.push(office);
        }
    }
    (!offices.is_empty()).then(|| offices.join("、"))
}

fn texts(texts: &[LocalizedText]) -> Vec<String> {
    texts.iter().map(|text| text.zh().to_owned()).collect()
}
