//! 无人审批: services that a rule grants, by what registers and a proven identity vouch for. Rules are asked with the
//! hand-in, so that whoever handed in reads the decision seconds later; where a rule does not say yes, the case says
//! what was not verified, and a person decides.

use casework::automatic::{Known, Ruling, decide_automatically};
use casework::{Action, Actor, Clock, ServiceState};
use catalog::{Answers, Context, Scenario};

use super::case_file::CaseFile;
use crate::error::{ApiError, ApiResult};
use crate::json_fault::JsonFault;
use crate::store::Connection;

/// What is known of an application beside its case.
pub(super) struct Asked<'a> {
    /// Of the applicant and of this day.
    pub(super) context: &'a Context,
    pub(super) typed: &'a Answers,
    /// What registers say of the people of its rows.
    pub(super) rows: &'a Answers,
    /// Registers could not be asked: no rule decides then, whatever the others say.
    pub(super) lacks_records: bool,
}

/// Grants what rules grant, and says of the rest why a person decides.
pub(super) async fn decide(
    db: &mut Connection,
    file: &mut CaseFile,
    asked: &Asked<'_>,
    clock: Clock<'_>,
) -> ApiResult<()> {
    let services = file.case.services.iter();
    let waiting = services.filter(|service| service.state == ServiceState::Submitted);
    let waiting: Vec<String> = waiting.map(|service| service.id.clone()).collect();
    let scenario = file.scenario.clone();
    for service in waiting {
        let known = Known {
            scenario: &scenario,
            context: asked.context,
            acting_for: file.case.submitted.acting_for,
            typed: asked.typed,
            rows: asked.rows,
        };
        let Some(ruling) = decide_automatically(&file.rules, &service, known) else {
            continue;
        };
        let ruling = match asked.lacks_records {
            true => left_to_person(&scenario, &service),
            false => ruling,
        };
        let action = action(db, file, service, ruling).await?;
        let seen = file.case.last;
        match file.act(db, Actor::System, seen, action, clock).await {
            // Somebody has not confirmed yet: a person decides when all have.
            Ok(()) | Err(ApiError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn left_to_person(scenario: &Scenario, service: &str) -> Ruling {
    let rule = scenario.service(service).and_then(|it| it.decides.as_ref());
    let checks = rule.into_iter().flat_map(|rule| &rule.checks);
    Ruling::LeftToPerson {
        checks: checks.map(|check| check.id.clone()).collect(),
    }
}

async fn action(
    db: &mut Connection,
    file: &CaseFile,
    service: String,
    ruling: Ruling,
) -> ApiResult<Action> {
    let rule = file.rules.services.get(&service);
    let rule = rule.and_then(|rules| rules.automatic.clone());
    let (rule, rule_version) = rule.map(|rule| (rule.id, rule.version)).unwrap_or_default();
    Ok(match ruling {
        Ruling::Granted { origins, stated } => {
            let stated = match stated.is_empty() {
                true => None,
                false => {
                    let values = serde_json::to_string(&stated).map_err(JsonFault::from)?;
                    Some(file.write_down(db, &values).await?)
                }
            };
            Action::DecideAutomatically {
                service,
                rule,
                rule_version,
                origins,
                stated,
            }
        }
        Ruling::LeftToPerson { checks } => Action::LeaveToPerson {
            service,
            rule,
            rule_version,
            checks,
        },
    })
}
