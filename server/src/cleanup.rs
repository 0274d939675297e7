//! Removes what is no longer needed: ended sessions, files that belong to no case, old idempotency keys.

use std::time::Duration;

use crate::error::{ApiError, ApiResult, Causes};
use crate::state::AppState;
use crate::store::{handovers, idempotency, proven_people, sessions, sign_ins, uploads};
use crate::turns::in_turn;

const INTERVAL: Duration = Duration::from_secs(3600);
const DAY_SECONDS: i64 = 24 * 3600;
/// A file that belongs to no case is kept as long as its draft is likely to be continued.
const FILES_DAYS: i64 = 7;
/// An app may repeat a write whose answer it never received; not after a month.
const KEYS_DAYS: i64 = 30;
/// Nobody's records are looked at for longer after they have signed in (`proactive::due`).
const PROVEN_DAYS: i64 = 93;

pub(crate) async fn regularly(app: AppState) {
    loop {
        once(&app).await;
        tokio::time::sleep(INTERVAL).await;
    }
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
