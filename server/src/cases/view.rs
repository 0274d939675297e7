//! Cases as they are shown: records of the database as types of the contract. What is stored are ids; names come from
//! the scenario version the case was made with.

pub(crate) mod happened;
mod next;
pub(crate) mod owed;

use std::collections::BTreeMap;

use casework::case::ServiceCase;
use casework::event::TextId;
use casework::promise::WordState;
use casework::{Actor, Clock, Offer};
use catalog::application::masked_address;
use catalog::scenario::DeliveryWay;
use catalog::{Application, Scenario};
use civic::day;
use contract::case::{
    Case, CaseDelivery, CaseMaterial, CaseService, CaseSummary, Sent, ServiceResult, ServiceState,
};
use contract::counter::CaseVisit;
use contract::elsewhere::ElsewhereStep;

use super::case_file::CaseFile;
use super::names::{material_name, service_name};
use super::{confirmers, elsewhere, ruling, subjects};
use crate::counters;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, MaterialRecord, cases};

/// A case as the applicant sees it.
pub(crate) async fn case(
    app: &AppState,
    db: &mut Connection,
    record: CaseRecord,
) -> ApiResult<Case> {
    let file = CaseFile::load(&app.scenarios, db, &record).await?;
    of_file(app, db, record, &file).await
}

pub(crate) async fn of_file(
    app: &AppState,
    db: &mut Connection,
    record: CaseRecord,
    file: &CaseFile,
) -> ApiResult<Case> {
    let stored = Stored {
        texts: file.texts(db).await?,
        materials: cases::materials(db, record.id).await?,
        elsewhere: elsewhere::shown(db, file.id, &file.scenario).await?,
    };
    Ok(of_stored(app, record, file, stored))
}

/// What is kept of a case beside its record and its events.
pub(crate) struct Stored {
    pub(crate) texts: BTreeMap<TextId, String>,
    pub(crate) materials: Vec<MaterialRecord>,
    pub(crate) elsewhere: Vec<ElsewhereStep>,
}

pub(crate) fn of_stored(
    app: &AppState,
    record: CaseRecord,
    file: &CaseFile,
    stored: Stored,
) -> Case {
    let clock = app.clock.of_cases();
    let scenario = &file.scenario;
    let Stored {
        texts,
        materials,
        elsewhere,
    } = stored;
    let materials = materials
        .into_iter()
        .map(|material| CaseMaterial {
            name: material_name(scenario, &record.application, &material.material),
            material: material.material,
            supplied: material.supplied,
            due: material.due.map(day::iso),
        })
        .collect();
    let applicant = Actor::Person(file.case.submitted.applicant.clone());
    let mut actions = owed::actions(file, &applicant, clock);
    // Where the place has no counter that takes numbers, nothing is said of booking.
    actions.retain(|one| match &one.offer {
        Offer::Book(id) => counters::takes_numbers(app, &record.region, id),
        Offer::CancelBooking(_) => one.refusal.is_none(),
        _ => true,
    });
    let mut undo = actions.iter().filter(|one| one.offer == Offer::Undo);
    let can_undo = undo.any(|one| one.refusal.is_none());
    let services = file.case.services.iter();
    let automatic = record.automatic.iter();
    Case {
        confirmers: confirmers::shown(file, &record, &app.subject_key),
        of: subjects::shown(scenario, &app.scenarios.current(), &record.application),
        number: record.number,
        scenario: record.scenario,
        title: scenario.name.zh().to_owned(),
        submitted_at: record.submitted_at,
        services: services
            .map(|one| CaseService {
                visit: visit(app, &record.region, one, clock),
                delivery: delivery(file, &record.application, one),
                ..service(file, &one.id, clock)
            })
            .collect(),
        automatic: automatic.map(|id| service_name(scenario, id)).collect(),
        elsewhere,
        materials,
        last: file.case.last,
        region: record.region,
        undo_until: can_undo.then(|| file.case.undo_until(&file.rules).rfc3339()),
        obligations: owed::obligations(file, clock),
        events: happened::events(file, &texts),
        actions,
    }
}

fn service(file: &CaseFile, id: &str, clock: Clock<'_>) -> CaseService {
    let (scenario, case) = (&file.scenario, &file.case);
    let found = case.service(id);
    let state = found.map_or(ServiceState::Submitted, |found| found.state);
    let (due, due_exact) = file.decided_by(id);
    let waits = state == ServiceState::CorrectionNeeded;
    let to_correct = found.filter(|_| waits).map(|found| &found.to_correct);
    let granted = found.filter(|_| state == ServiceState::Granted);
    CaseService {
        service: id.to_owned(),
        name: service_name(scenario, id),
        office: office(scenario, id),
        state,
        due: due.map(day::iso),
        due_exact,
        usual: file.usually_decided_by(id).map(day::iso),
        light: case.light(id, clock),
        stands: case.waits_for(id).is_some(),
        to_correct: to_correct.cloned().unwrap_or_default(),
        result: granted
            .and_then(|found| found.decision.as_ref())
            .map(|decision| ServiceResult {
                at: decision.at.rfc3339(),
                is_automatic: decision.is_automatic,
                document: decision.document.clone(),
            }),
        ruling: ruling::of(file, id),
        withdrawing_bars: file.rules.words_bar
            && state.is_undecided()
            && case
                .words
                .of(id)
                .is_some_and(|word| word.state == WordState::Given),
        stars: found
            .and_then(|found| found.rating.as_ref())
            .map(|rating| rating.stars),
        visit: None,
        delivery: None,
    }
}

/// How the paper of a result comes, with the address masked.
fn delivery(
    file: &CaseFile,
    application: &Application,
    service: &ServiceCase,
) -> Option<CaseDelivery> {
    let known = file.scenario.service(&service.id)?;
    let way = file.case.delivery(&service.id)?;
    let chosen = application.delivery.get(&service.id);
    let address = chosen.filter(|_| way == DeliveryWay::Post);
    Some(CaseDelivery {
        way,
        ways: known.delivers.clone(),
        address: address.map_or_else(String::new, |it| masked_address(&it.address)),
        sent: sent(service),
    })
}

pub(crate) fn sent(service: &ServiceCase) -> Option<Sent> {
    let sent = service.sent.as_ref()?;
    Some(Sent {
        at: sent.at.rfc3339(),
        parcel: sent.parcel.clone(),
    })
}

/// The number at a counter, until its day is over.
fn visit(
    app: &AppState,
    region: &str,
    service: &ServiceCase,
    clock: Clock<'_>,
) -> Option<CaseVisit> {
    let visit = service.visit.as_ref();
    let visit = visit.filter(|visit| visit.at.day() >= clock.today())?;
    let counter = counters::find(app, region, &visit.counter);
    let (name, address) = counter.map_or_else(Default::default, |counter| {
        let said = |text: &catalog::LocalizedText| text.zh().to_owned();
        (said(&counter.name), said(&counter.address))
    });
    Some(CaseVisit {
        counter: visit.counter.clone(),
        name,
        address,
        at: visit.at.rfc3339(),
        number: visit.number.clone(),
    })
}

/// A case as lists show it.
pub(crate) async fn summary(
    app: &AppState,
    db: &mut Connection,
    case: CaseRecord,
) -> ApiResult<CaseSummary> {
    let clock = app.clock.of_cases();
    let file = CaseFile::load(&app.scenarios, db, &case).await?;
    let services = file.case.services.iter();
    let states: Vec<ServiceState> = services.map(|service| service.state).collect();
    let count = |services: usize| u16::try_from(services).unwrap_or(u16::MAX);
    Ok(CaseSummary {
        of: subjects::shown(&file.scenario, &app.scenarios.current(), &case.application),
        next: next::step(&file, &case, clock),
        light: next::light(&file, clock),
        number: case.number,
        scenario: case.scenario,
        title: file.scenario.name.zh().to_owned(),
        submitted_at: case.submitted_at,
        state: wants_most_attention(&states),
        services_done: count(states.iter().filter(|state| state.is_final()).count()),
        services_total: count(states.len()),
    })
}

fn office(scenario: &Scenario, id: &str) -> String {
    let service = scenario.service(id);
    service
        .map_or("", |service| service.guide.accepted_by.zh())
        .to_owned()
}

/// First what the applicant must do, then what is under way, last what is over.
fn wants_most_attention(states: &[ServiceState]) -> ServiceState {
    [
        ServiceState::CorrectionNeeded,
        ServiceState::Submitted,
        ServiceState::Accepted,
        ServiceState::Refused,
        ServiceState::Lapsed,
        ServiceState::Revoked,
        ServiceState::Granted,
        ServiceState::Surrendered,
        ServiceState::Withdrawn,
    ]
    .into_iter()
    .find(|state| states.contains(state))
    .unwrap_or(ServiceState::Undone)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use catalog::load::{Library, NATIONAL};
    use catalog::{Row, Value};

    use super::*;

    #[test]
    fn the_material_of_a_row_says_whose_it_is() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
        let library = Library::read(&folder).unwrap();
        let scenarios = library.scenarios();
        let mut in_rows = scenarios
            .filter(|scenario| scenario.region.code == NATIONAL)
            .flat_map(|scenario| scenario.groups.iter().map(move |group| (scenario, group)))
            .filter(|(_, group)| !group.materials.is_empty());
        let (scenario, group) = in_rows.next().unwrap();
        let material = &group.materials[0].id;
        let name = scenario.material(material).unwrap().name.zh();
        let row = Row {
            key: "r2".to_owned(),
            values: [(group.columns[0].id.clone(), Value::from("张三"))].into(),
        };
        let mut application = Application::default();
        let rows = &mut application.answers.rows;
        rows.insert(group.id.clone(), vec![row]);
        let shown = |id: &str| material_name(scenario, &application, id);
        assert_eq!(shown(material), name);
        let of_row = format!("{material}-{}-r2", group.id);
        assert_eq!(shown(&of_row), format!("{name}（张三）"));
    }
}
