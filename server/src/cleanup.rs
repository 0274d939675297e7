//! Removes what is no longer needed: ended sessions, files that belong to no case, old idempotency keys, files that
//! no row knows.

mod orphans;

use std::time::Duration;

use crate::error::{ApiError, ApiResult, Causes};
use crate::state::AppState;
use crate::store::{
    handovers, idempotency, logout_tokens, proven_people, sessions, sign_ins, uploads,
};
use crate::turns::in_turn;

const INTERVAL: Duration = Duration::from_secs(3600);
const DAY_SECONDS: i64 = 24 * 3600;
/// A file that belongs to no case is kept as long as its draft is likely to be continued.
const FILES_DAYS: i64 = 7;
/// An app may repeat a write whose answer it never received; not after a month.
const KEYS_DAYS: i64 = 30;
/// Nobody's records are looked at for longer after they have signed in (`proactive::due`).
const PROVEN_DAYS: i64 = 93;

/// All files are listed for it, which a bucket of millions is not asked for every hour.
const ORPHANS_EVERY: u32 = 24;

pub(crate) async fn regularly(app: AppState) {
    for hour in (0..ORPHANS_EVERY).cycle() {
        once(&app).await;
        if hour == 0 {
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
}

pub(crate) async fn once(app: &AppState) {
    in_turn(app, "cleanup", clean_up(app)).await;
}

async fn clean_up(app: &AppState) {
    if let Err(ApiError::Internal(fault)) = remove(app).await {
        tracing::error!(fault = %Causes(&fault), "cleanup failed");
    }
}

async fn remove(app: &AppState) -> ApiResult<()> {
    let now = app.clock.now().unix();
    let mut db = app.store.write().await?;
    let ended = sessions::delete_ended(&mut db, now).await?;
    sign_ins::delete_ended(&mut db, now).await?;
    handovers::delete_ended(&mut db, now).await?;
    logout_tokens::delete_ended(&mut db, now).await?;
    proven_people::delete_before(&mut db, now - PROVEN_DAYS * DAY_SECONDS).await?;
    let keys = idempotency::delete_before(&mut db, now - KEYS_DAYS * DAY_SECONDS).await?;
    let files = uploads::delete_unattached(&mut db, now - FILES_DAYS * DAY_SECONDS).await?;
    db.commit().await?;
    for id in &files {
        app.objects.remove(id).await?;
    }
    let files = files.len();
    if ended + keys > 0 || files > 0 {
        tracing::info!(sessions = ended, keys, files, "cleaned up");
    }
    Ok(())
}
