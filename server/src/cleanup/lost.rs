//! Files of cases that are not there: a disk or a bucket has lost them, or the server was given another one. Who asks
//! for such a file is told that there is none; here it is noticed before somebody asks.

use std::io::ErrorKind;

use crate::error::ApiResult;
use crate::random;
use crate::state::AppState;
use crate::store::uploads;

/// Looked for each time. Ids are drawn at random, so any of them are like all; a bucket of millions is not asked for
/// each.
const SOME: u32 = 1000;

/// How many of some files of cases are not there.
pub(super) async fn count(app: &AppState) -> ApiResult<usize> {
    let from = random::id()?;
    let mut lost = 0;
    let mut db = app.store.read().await?;
    let mut some = uploads::of_cases_after(&mut db, &from, SOME).await?;
    // Behind the last comes the first.
    let more = SOME.saturating_sub(u32::try_from(some.len()).unwrap_or(SOME));
    if more > 0 {
        some.extend(uploads::of_cases_after(&mut db, "", more).await?);
    }
    drop(db);
    some.sort_unstable();
    some.dedup();
    for (id, case_id) in some {
        let mut db = app.store.read().await?;
        let file = uploads::find_of_case(&mut db, case_id, &id).await?;
        drop(db);
        let Some(file) = file else { continue };
        match app.objects.length(&file.object).await {
            Ok(length) if length == file.length => {}
            Ok(_) => lost += 1,
            Err(error) if error.lacked() == Some(ErrorKind::NotFound) => lost += 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(lost)
}
