//! Removes what is no longer needed: every hour what is kept no longer (`retention`), once a day files that no row
//! knows. With these it looks whether files that rows know are there.

mod lost;
mod orphans;

use std::time::Duration;

use crate::error::{ApiError, Causes, Fault};
use crate::retention;
use crate::state::AppState;
use crate::store::tries;
use crate::turns::in_turn;

const INTERVAL: Duration = Duration::from_secs(3600);

/// All files are listed for it, which a bucket of millions is not asked for every hour.
const ORPHANS_EVERY: u32 = 24;
/// Not at the start: whoever has restored an older database than the files are of still has time to see it.
const ORPHANS_AT: u32 = 6;

pub(crate) async fn regularly(app: AppState) {
    for hour in (0..ORPHANS_EVERY).cycle() {
        once(&app).await;
        if hour == ORPHANS_AT {
            orphans_once(&app).await;
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

pub(crate) async fn orphans_once(app: &AppState) {
    let sweep = async {
        match orphans::remove(app).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files that no row knows are removed"),
            Err(ApiError::Internal(fault)) => {
                tracing::error!(fault = %Causes(&fault), "looking for files without a row failed");
            }
            // The bucket is away: that is told where it is asked for a file.
            Err(_) => {}
        }
    };
    in_turn(app, "orphans", sweep).await;
    in_turn(app, "lost", async {
        look_for_files(app).await;
    })
    .await;
}

/// How many files of cases are not there, where that can be said.
pub(crate) async fn look_for_files(app: &AppState) -> Option<usize> {
    match lost::count(app).await {
        Ok(lost) => {
            app.metrics.files_lost(lost);
            if lost > 0 {
                tracing::error!(
                    lost,
                    "files of cases are not where files are kept: bring them back from a backup"
                );
            }
            Some(lost)
        }
        Err(ApiError::Internal(fault)) => {
            tracing::error!(fault = %Causes(&fault), "looking for the files of cases failed");
            None
        }
        Err(_) => None,
    }
}

pub(crate) async fn once(app: &AppState) {
    in_turn(app, "cleanup", clean_up(app)).await;
}

async fn clean_up(app: &AppState) {
    if let Err(fault) = remove(app).await {
        tracing::error!(fault = %Causes(&fault), "cleanup failed");
    }
}

async fn remove(app: &AppState) -> Result<(), Fault> {
    let now = app.clock.now();
    let mut db = app.store.write().await?;
    tries::delete_old(&mut db, now.unix()).await?;
    db.commit().await?;
    let kept = &app.settings.retention;
    let (removed, files_left) = retention::remove(&app.store, &*app.objects, kept, now).await?;
    if files_left > 0 {
        tracing::warn!(
            files_left,
            "files whose rows are gone are still there: the store does not remove them"
        );
    }
    for due in removed {
        if due.count > 0 {
            let (kind, count) = (due.kind, due.count);
            tracing::info!(kind, count, "kept no longer");
        }
    }
    Ok(())
}
