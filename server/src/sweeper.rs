//! What time itself demands of cases: that offices are told of them, reminders, expiry. Looked for every minute, and by
//! an index: only cases of which something is due are read. Of several servers one does it at a time. Doing it twice or
//! late changes nothing, for each case is judged anew inside a transaction of its own.

use std::time::Duration;

use crate::cases::case_file::CaseFile;
use crate::error::{ApiError, ApiResult, Causes};
use crate::proactive;
use crate::state::AppState;
use crate::store::{cases, standing};
use crate::turns::in_turn;

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
    in_turn(app, "sweep", sweep(app)).await;
}

async fn sweep(app: &AppState) {
    let mut after = 0;
    loop {
        let before = after;
        match next(app, &mut after).await {
            Ok(true) => {}
            Ok(false) => {
                app.metrics.swept(app.clock.now().unix());
                return;
            }
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
    drop(db);
    let mut db = app.store.write_of_case(&record.number).await?;
    // It may have been undone meanwhile.
    let Some(record) = cases::find_by_id(&mut db, record.id).await? else {
        return Ok(true);
    };
    let mut file = CaseFile::load(&app.scenarios, &mut db, &record).await?;
    file.sweep(&mut db, clock).await?;
    db.commit().await?;
    Ok(true)
}
