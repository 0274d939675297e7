//! 无人审批: services that a rule grants, by what registers and a proven identity vouch for. What is done at once (即办件) is
//! decided with the hand-in, for a lost card waits for nobody. What an office has days for is decided when the hand-in
//! can no longer be undone, so that a rule takes that time away from nobody. Where a rule does not say yes, a person
//! decides.

use casework::automatic::{decide_automatically, verified_values};
use casework::{Actor, Clock, ServiceState};
use catalog::Context;
use catalog::scenario::ServiceKind;

use super::case_file::CaseFile;
use crate::error::{ApiError, ApiResult};
use crate::store::Connection;

/// Which services are decided now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    HandIn,
    /// The time for undoing is over.
    HandOn,
}

/// Whether a rule may still decide something, so that it is worth asking the registers.
pub(crate) fn may_decide(file: &CaseFile) -> bool {
    let rules = &file.rules.services;
    let mut waiting = waiting(file);
    waiting.any(|id| rules.get(id).is_some_and(|it| it.automatic.is_some()))
}

/// Grants what rules grant; `context` is that of the applicant and of this day.
pub(crate) async fn decide(
    db: &mut Connection,
    file: &mut CaseFile,
    context: &Context,
    moment: Moment,
    clock: Clock<'_>,
) -> ApiResult<()> {
    let acting_for = file.case.submitted.acting_for;
    let values = verified_values(&file.scenario, context, acting_for);
    let is_now = |id: &&String| {
        let service = file.scenario.service(id);
        moment == Moment::HandOn || service.is_some_and(|it| it.kind == ServiceKind::Instant)
    };
    let services: Vec<String> = waiting(file).filter(is_now).cloned().collect();
    for service in services {
        let (scenario, rules) = (&file.scenario, &file.rules);
        let action = decide_automatically(scenario, rules, &service, &values, context);
        let Some(action) = action else { continue };
        let seen = file.case.last;
        match file.act(db, Actor::System, seen, action, clock).await {
            // Somebody has not confirmed yet: a person decides when all have.
            Ok(()) | Err(ApiError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What nobody has begun with: an office that has accepted a service decides it.
fn waiting(file: &CaseFile) -> impl Iterator<Item = &String> {
    let services = file.case.services.iter();
    let waiting = services.filter(|service| service.state == ServiceState::Submitted);
    waiting.map(|service| &service.id)
}
