//! Cases as an office sees them.

use std::collections::BTreeMap;

use casework::event::QuestionKind;
use casework::{Case, Refusal, promise_standing};
use catalog::Scenario;
use catalog::application::Delivery;
use civic::day;
use contract::case::{CaseConfirmer, Ruling};
use contract::ops::{Flag, OpsCase, OpsCaseDetail, OpsDelivery, OpsPromise, OpsService};

use super::gate::Clerk;
use super::scope::Scope;
use crate::cases::case_file::CaseFile;
use crate::cases::confirmers;
use crate::cases::handed_in::{self, Reader};
use crate::cases::names::service_name;
use crate::cases::ruling;
use crate::cases::view::{happened, owed, sent};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::store::{CaseFlag, Connection, case_events};

/// A line of the list.
pub(crate) fn line(app: &AppState, scope: &Scope) -> OpsCase {
    let (file, record) = (&scope.file, &scope.record);
    let clock = app.clock.of_cases();
    let services = file.case.services.iter();
    let services = services.filter(|service| scope.has(&service.id));
    let flags = record.flags.iter();
    let flags = flags.filter_map(|flag| shown_flag(&file.scenario, flag.clone()));
    let flags = flags.chain(changed_elsewhere(&file.case));
    OpsCase {
        number: record.number.clone(),
        title: file.scenario.name.zh().to_owned(),
        submitted_at: record.submitted_at.clone(),
        last: file.case.last,
        services: services
            .map(|service| OpsService {
                name: service_name(&file.scenario, &service.id),
                state: service.state,
                due: file.decided_by(&service.id).0.map(day::iso),
                usual: file.usually_decided_by(&service.id).map(day::iso),
                light: file.case.light(&service.id, clock),
                claimed_by: service.claim.as_ref().map(|claim| claim.clerk.clone()),
                objected: is_objected(file, &service.id),
                service: service.id.clone(),
            })
            .collect(),
        flags: flags.filter(|flag| scope.has_flag(flag)).collect(),
    }
}

/// What the corrections of other services have changed for a service.
fn changed_elsewhere(case: &Case) -> impl Iterator<Item = Flag> {
    let services = case.services.iter();
    services.flat_map(|service| {
        let changes = service.changed.iter();
        changes.map(|change| Flag::Changed {
            service: service.id.clone(),
            corrected: change.corrected.clone(),
            event: change.seq,
            fields: change.fields.clone(),
            materials: change.materials.clone(),
            was_decided: change.was_decided,
        })
    })
}

/// One application whole.
pub(crate) async fn whole(
    app: &AppState,
    db: &mut Connection,
    clerk: &Clerk,
    scope: &Scope,
) -> ApiResult<OpsCaseDetail> {
    let (file, record) = (&scope.file, &scope.record);
    let clock = app.clock.of_cases();
    let reader = Reader::Office(&scope.services);
    let today = app.clock.today();
    let application = handed_in::of(db, &file.scenario, record, reader, today).await?;
    let texts = file.texts(db).await?;
    let mut obligations = owed::obligations(file, clock);
    obligations.retain(|one| scope.has_obligation(one));
    let events = happened::events(file, &texts).into_iter();
    let events = events.filter_map(|event| scope.event(event)).collect();
    let mut actions = owed::actions(file, &clerk.actor(), clock);
    actions.retain(|one| one.refusal != Some(Refusal::NotYours));
    Ok(OpsCaseDetail {
        case: line(app, scope),
        scenario: record.scenario.clone(),
        region: record.region.clone(),
        application,
        unasked: record
            .basis
            .as_ref()
            .map_or_else(Vec::new, |basis| basis.unasked.clone()),
        promises: promises(db, scope).await?,
        confirmers: confirmers(app, scope),
        deliveries: deliveries(scope).collect(),
        rulings: rulings(scope),
        obligations,
        events,
        actions,
    })
}

/// Those who confirm for one of the office's services. The link is the applicant's to send.
fn confirmers(app: &AppState, scope: &Scope) -> Vec<CaseConfirmer> {
    let mut confirmers = confirmers::shown(&scope.file, &scope.record, &app.subject_key);
    for one in &mut confirmers {
        one.services.retain(|service| scope.has(service));
        one.link = None;
    }
    confirmers.retain(|one| !one.services.is_empty());
    confirmers
}

/// Where the papers of the office's services go.
fn deliveries(scope: &Scope) -> impl Iterator<Item = OpsDelivery> + '_ {
    let services = scope.file.case.services.iter();
    let services = services.filter(|service| scope.has(&service.id));
    services.filter_map(|service| {
        let chosen = scope.record.application.delivery.get(&service.id);
        let way = scope.file.case.delivery(&service.id)?;
        Some(OpsDelivery {
            service: service.id.clone(),
            delivery: Delivery {
                way,
                address: chosen.map_or_else(String::new, |it| it.address.clone()),
            },
            sent: sent(service),
        })
    })
}

/// Whether the applicant wants a person to look at the decision, and nobody has answered.
fn is_objected(file: &CaseFile, service: &str) -> bool {
    let mut questions = file.case.questions.values();
    questions.any(|question| {
        question.kind == QuestionKind::Objection
            && question.service.as_deref() == Some(service)
            && question.answer.is_none()
    })
}

fn rulings(scope: &Scope) -> BTreeMap<String, Ruling> {
    let services = scope.services.iter();
    let rulings = services.filter_map(|id| Some((id.clone(), ruling::of(&scope.file, id)?)));
    rulings.collect()
}

/// What the applicant's words came to, for those of the office's services that rest on one.
async fn promises(db: &mut Connection, scope: &Scope) -> ApiResult<Vec<OpsPromise>> {
    let submitted = &scope.file.case.submitted;
    let mut services = scope.services.clone();
    services.retain(|service| submitted.rests_on_a_word(service));
    if services.is_empty() {
        return Ok(Vec::new());
    }
    let person = &submitted.applicant;
    let cases = case_events::of_person(db, person).await?;
    let promises = services.into_iter().map(|service| {
        let cases = cases.iter().map(Vec::as_slice);
        let standing = promise_standing(cases, person, &service);
        OpsPromise {
            used: standing.used,
            kept: standing.kept,
            broken: standing.broken,
            withdrawn: standing.withdrawn,
            repaired: standing.repaired,
            may_promise: standing.may_promise(&scope.file.rules),
            service,
        }
    });
    Ok(promises.collect())
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
