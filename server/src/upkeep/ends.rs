//! What is kept no longer, from the command line.

use super::{Data, UpkeepError};
use crate::clock::Clock;
use crate::config::Settings;
use crate::retention::{self, Due};

/// Counts what is kept no longer, and removes it unless this is to be tried only; servers may run meanwhile.
///
/// # Errors
/// See [`UpkeepError`].
pub async fn retention(
    settings: &Settings,
    clock: &Clock,
    is_dry: bool,
) -> Result<Vec<Due>, UpkeepError> {
    let Data { store, objects } = Data::open(settings).await?;
    let now = clock.now();
    let kept = &settings.retention;
    let done = match is_dry {
        true => retention::count(&store, kept, now).await,
        false => retention::remove(&store, &*objects, kept, now).await,
    };
    store.close().await;
    let (mut due, count) = done.map_err(|error| UpkeepError::Retention(error.into()))?;
    due.push(Due {
        kind: "files whose rows are gone and which are still to be removed",
        kept_for: Some(0),
        count,
    });
    Ok(due)
}
