//! The audit trail as JSON lines, as `GET /ops/v1/audit/export` has it.

use std::io::Write;

use super::{Data, UpkeepError};
use crate::config::Settings;
use crate::ops::audit;
use crate::store::TrailOf;

/// Writes the entries of some days behind one; servers may run meanwhile. How many bytes it were.
///
/// # Errors
/// See [`UpkeepError`].
pub async fn export_audit(
    settings: &Settings,
    (from, until): (Option<&str>, Option<&str>),
    after: u64,
    out: &mut (dyn Write + Send),
) -> Result<usize, UpkeepError> {
    let of = TrailOf::default().on_days(from, until);
    let of = of.ok_or(UpkeepError::Day)?;
    let Data { store, .. } = Data::open(settings).await?;
    let mut next = Some(i64::try_from(after).unwrap_or(i64::MAX));
    let mut bytes = 0;
    while let Some(after) = next {
        let lines = audit::lines(&store, &of, after).await?;
        out.write_all(&lines.text)
            .map_err(|source| UpkeepError::Io {
                path: "the lines".into(),
                source,
            })?;
        bytes += lines.text.len();
        next = lines.last;
    }
    store.close().await;
    Ok(bytes)
}
