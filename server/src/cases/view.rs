//! Cases as they are shown: records of the database as types of the contract. What is stored are ids; names come from
//! the scenario version the case was made with.

use casework::Light;
use catalog::plan::row_title;
use catalog::{Application, Scenario};
use civic::day;
use contract::case::{Case, CaseMaterial, CaseService, CaseSummary, ServiceEvent, ServiceState};
use contract::ops::{Flag, OpsCase, OpsService};

use super::subjects;
use crate::error::ApiResult;
use crate::scenario_registry::ScenarioRegistry;
use crate::store::{CaseFlag, CaseRecord, Connection, TrackEvent, cases, service_tracks};

pub(crate) async fn case(
    scenarios: &ScenarioRegistry,
    db: &mut Connection,
    case: CaseRecord,
) -> ApiResult<Case> {
    let scenario = scenarios
        .version(db, &case.scenario, &case.scenario_hash)
        .await?;
    let mut events = service_tracks::events(db, case.id).await?;
    let tracks = service_tracks::of_case(db, case.id).await?;
    let services = tracks
        .into_iter()
        .map(|track| CaseService {
            name: service_name(&scenario, &track.service),
            office: office(&scenario, &track.service),
            events: take_events(&mut events, &track.service),
            service: track.service,
            state: track.state,
            due: track.due.map(day::iso),
            due_exact: track.due_exact,
            light: Light::default(),
            stands: track.state == ServiceState::CorrectionNeeded,
            to_correct: Vec::new(),
            result: None,
            stars: None,
        })
        .collect();
    let materials = cases::materials(db, case.id)
        .await?
        .into_iter()
        .map(|material| CaseMaterial {
            name: material_name(&scenario, &case.application, &material.material),
            material: material.material,
            supplied: material.supplied,
            due: material.due.map(day::iso),
        })
        .collect();
    let automatic = case.automatic.iter();
    Ok(Case {
        of: subjects::shown(&scenario, &scenarios.current(), &case.application),
        number: case.number,
        scenario: case.scenario,
        title: scenario.name.zh().to_owned(),
        region: case.region,
        submitted_at: case.submitted_at,
        services,
        automatic: automatic.map(|id| service_name(&scenario, id)).collect(),
        materials,
        last: 0,
        undo_until: None,
        obligations: Vec::new(),
        events: Vec::new(),
        actions: Vec::new(),
        confirmers: Vec::new(),
    })
}

pub(crate) async fn summary(
    scenarios: &ScenarioRegistry,
    db: &mut Connection,
    case: CaseRecord,
) -> ApiResult<CaseSummary> {
    let scenario = scenarios
        .version(db, &case.scenario, &case.scenario_hash)
        .await?;
    let tracks = service_tracks::of_case(db, case.id).await?;
    let states: Vec<ServiceState> = tracks.iter().map(|track| track.state).collect();
    let count = |services: usize| u16::try_from(services).unwrap_or(u16::MAX);
    Ok(CaseSummary {
        of: subjects::shown(&scenario, &scenarios.current(), &case.application),
        number: case.number,
        scenario: case.scenario,
        title: scenario.name.zh().to_owned(),
        submitted_at: case.submitted_at,
        state: wants_most_attention(&states),
        services_done: count(states.iter().filter(|state| state.is_final()).count()),
        services_total: count(states.len()),
    })
}

pub(crate) async fn for_office(
    scenarios: &ScenarioRegistry,
    db: &mut Connection,
    case: CaseRecord,
) -> ApiResult<OpsCase> {
    let scenario = scenarios
        .version(db, &case.scenario, &case.scenario_hash)
        .await?;
    let tracks = service_tracks::of_case(db, case.id).await?;
    let services = tracks
        .into_iter()
        .map(|track| OpsService {
            name: service_name(&scenario, &track.service),
            service: track.service,
            state: track.state,
        })
        .collect();
    let flags = case.flags.into_iter();
    Ok(OpsCase {
        number: case.number,
        title: scenario.name.zh().to_owned(),
        submitted_at: case.submitted_at,
        services,
        flags: flags.filter_map(|it| shown_flag(&scenario, it)).collect(),
    })
}

/// The service of an id; the id itself where the version does not know it, which no version does that made the case.
fn service_name(scenario: &Scenario, id: &str) -> String {
    let service = scenario.service(id);
    service.map_or(id, |service| service.name.zh()).to_owned()
}

fn office(scenario: &Scenario, id: &str) -> String {
    let service = scenario.service(id);
    service
        .map_or("", |service| service.guide.accepted_by.zh())
        .to_owned()
}

/// The name of a material; that of a row's (`permit-employees-r2`) says whose it is.
pub(super) fn material_name(scenario: &Scenario, application: &Application, id: &str) -> String {
    let name = scenario.material(id).map_or(id, |it| it.name.zh());
    match row_of(scenario, application, id) {
        Some(whose) => format!("{name}（{whose}）"),
        None => name.to_owned(),
    }
}

/// The title of the row that a row's material belongs to.
fn row_of(scenario: &Scenario, application: &Application, id: &str) -> Option<String> {
    let mut parts = id.split('-').skip(1);
    let (group, key) = (parts.next()?, parts.next()?);
    let rows = application.answers.rows(group);
    let at = rows.iter().position(|row| row.key == key)?;
    Some(row_title(scenario.group(group)?, rows.get(at)?, at))
}

/// A flag with the words of its line; `None` where the version has no such line.
fn shown_flag(scenario: &Scenario, flag: CaseFlag) -> Option<Flag> {
    Some(match flag {
        CaseFlag::ForReview { material, page } => Flag::ForReview { material, page },
        CaseFlag::SamePicture {
            material,
            page,
            as_material,
            as_page,
        } => Flag::SamePicture {
            material,
            page,
            as_material,
            as_page,
        },
        CaseFlag::Unsure { material, ask } => {
            let asks = &scenario.material(&material)?.ask;
            let ask = asks.iter().find(|one| one.id == ask)?;
            Flag::Unsure {
                reason: ask.reason,
                say: ask.say.zh().to_owned(),
                material,
            }
        }
        CaseFlag::Differs {
            field,
            licence,
            explained,
        } => Flag::Differs {
            field,
            licence,
            explained,
        },
    })
}

fn take_events(events: &mut Vec<TrackEvent>, service: &str) -> Vec<ServiceEvent> {
    events
        .extract_if(.., |event| event.service == service)
        .map(|event| ServiceEvent {
            at: event.at,
            what: event.what,
        })
        .collect()
}

/// First what the applicant must do, then what is under way, last what is over.
fn wants_most_attention(states: &[ServiceState]) -> ServiceState {
    [
        ServiceState::CorrectionNeeded,
        ServiceState::Submitted,
        ServiceState::Accepted,
        ServiceState::Refused,
    ]
    .into_iter()
    .find(|state| states.contains(state))
    .unwrap_or(ServiceState::Granted)
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
