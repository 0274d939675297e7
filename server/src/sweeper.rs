//! What time itself demands of cases: that offices are told of them, reminders, expiry. Looked for every minute, and by
//! an index: only cases of which something is due are read. Doing it twice, late, or on several servers at once changes
//! nothing, for each case is judged anew inside a transaction of its own.

use std::time::Duration;

use catalog::Context;

use crate::cases::automatic::{self, Moment::HandOn};
use crate::cases::case_file::CaseFile;
use crate::error::{ApiError, ApiResult, Causes};
use crate::proactive;
use crate::registers::holdings::RegisterFacts;
use crate::state::AppState;
use crate::store::standing;

const INTERVAL: Duration = Duration::from_secs(60);

pub(crate) async fn regularly(app: AppState) {
    loop {
        once(&app).await;
        proactive::once(&app).await;
        tokio::time::sleep(INTERVAL).await;
    }
}

/// A case that cannot be read is told in the log, by its place in the database, and holds up no other.
pub(crate) async fn once(app: &AppState) {
    let mut after = 0;
    loop {
        let before = after;
        match next(app, &mut after).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                if let ApiError::Internal(fault) = error {
                    let fault = Causes(&fault);
                    tracing::error!(case = after, %fault, "what is due was not done");
                }
                // Where no case was come to, it is the database: the next minute is another try.
                if after == before {
                    return;
                }
            }
        }
    }
}

/// Does what is due of the next case after `after`; false where there is none.
async fn next(app: &AppState, after: &mut i64) -> ApiResult<bool> {
    let clock = app.clock.of_cases();
    let mut db = app.store.read().await?;
    let Some(record) = standing::next_due(&mut db, *after, clock.now.unix()).await? else {
        return Ok(false);
    };
    *after = record.id;
    let file = CaseFile::load(&app.scenarios, &mut db, &record).await?;
    drop(db);
    // Registers may be slow: they are asked before a transaction is begun, and where they fail a person decides.
    let context = match !file.case.handed_on && automatic::may_decide(&file) {
        true => context(app, &file).await,
        false => None,
    };
    let mut db = app.store.write().await?;
    let mut file = CaseFile::load(&app.scenarios, &mut db, &record).await?;
    let was_handed_on = file.case.handed_on;
    file.sweep(&mut db, clock).await?;
    if let Some(context) = context.filter(|_| file.case.handed_on && !was_handed_on) {
        automatic::decide(&mut db, &mut file, &context, HandOn, clock).await?;
    }
    db.commit().await?;
    Ok(true)
}

/// What the registers say about the applicant today.
async fn context(app: &AppState, file: &CaseFile) -> Option<Context> {
    let today = app.clock.today();
    let person = app.identity.person(&file.case.submitted.applicant, today);
    let facts = match person.await {
        Ok(Some(person)) => RegisterFacts::of(app, &person).await,
        Ok(None) => return None,
        Err(error) => Err(error.into()),
    };
    match facts {
        Ok(facts) => Some(facts.context(today)),
        Err(_) => {
            tracing::warn!("the registers do not answer: no rule decides, a person does");
            None
        }
    }
}
