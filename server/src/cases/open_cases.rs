//! The open cases of a person that are told before another one is begun.

use catalog::subject::mark;
use contract::case::OpenCase;

use super::{subjects, view};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, cases};

/// So many open cases of a scenario are told beforehand; the server itself knows of all.
const MOST_TOLD: u32 = 20;

/// The person's open cases of a scenario, the newest first, and how a form knows their people again.
pub(crate) async fn open_cases(
    app: &AppState,
    db: &mut Connection,
    person: &str,
    scenario: &str,
) -> ApiResult<Vec<OpenCase>> {
    let mut open = Vec::new();
    for case in cases::open_of(db, person, scenario, MOST_TOLD).await? {
        open.push(open_case(app, db, case).await?);
    }
    Ok(open)
}

async fn open_case(app: &AppState, db: &mut Connection, case: CaseRecord) -> ApiResult<OpenCase> {
    let scenario = app
        .scenarios
        .version(db, &case.scenario, &case.scenario_hash);
    let scenario = scenario.await?;
    let declared = subjects::declared(&scenario, &app.scenarios.current());
    let application = &case.application;
    let concerned =
        subjects::concerned(&scenario, declared.as_ref(), application, app.clock.today());
    let marks = concerned.iter().map(|one| mark(&case.number, &one.key));
    Ok(OpenCase {
        marks: marks.collect(),
        acting_for: scenario.acting_for(&application.answers),
        case: view::summary(app, db, case).await?,
    })
}
