//! Files that no row knows: a server was killed between the file and its row, or between the end of the row and that
//! of the file. They are residents' pictures, so they must not lie there for good.

use std::time::{Duration, SystemTime};

use futures_util::StreamExt;

use crate::error::ApiResult;
use crate::state::AppState;
use crate::store::uploads;

/// The row of a file follows within seconds.
const AGE: Duration = Duration::from_secs(24 * 3600);

/// Looked at together; ids are drawn at random, so any of them are like all.
const TOGETHER: usize = 1000;

/// A server that is killed leaves one or two.
const FEW: usize = 20;

/// Removes them; how many. Whoever has named the wrong database would lose all files: where many are unknown, and those
/// are more than every tenth, none is removed.
pub(super) async fn remove(app: &AppState) -> ApiResult<usize> {
    // Not the clock of cases: these are the times of disks and buckets.
    let before = SystemTime::now() - AGE;
    let mut listed = app.objects.written_before(before).chunks(TOGETHER);
    let mut removed = 0;
    while let Some(ids) = listed.next().await {
        let mut ids = ids.into_iter().collect::<Result<Vec<_>, _>>()?;
        ids.dedup();
        let mut unknown = Vec::new();
        let mut db = app.store.read().await?;
        for id in &ids {
            if !uploads::is_known(&mut db, id).await? {
                unknown.push(id);
            }
        }
        drop(db);
        if unknown.len() > FEW && unknown.len() * 10 > ids.len() {
            let (unknown, seen) = (unknown.len(), ids.len());
            tracing::error!(
                unknown,
                seen,
                "too many files that the database does not know are kept: is it the right one?"
            );
            return Ok(removed);
        }
        for id in unknown {
            app.objects.remove(id).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
