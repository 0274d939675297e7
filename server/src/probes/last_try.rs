//! What came of trying whether the database can be written.

use tokio::sync::Mutex;

/// Anybody may ask, and however often they do, it is tried once a second: the second of the last try, and whether it
/// succeeded.
#[derive(Debug, Default)]
pub(crate) struct LastTry(Mutex<Option<(i64, bool)>>);

impl LastTry {
    /// What came of the last try where that was in the second `now`, or else of another one.
    pub(super) async fn or_try(&self, now: i64, attempt: impl Future<Output = bool>) -> bool {
        let mut last = self.0.lock().await;
        if let Some((at, succeeded)) = *last
            && at == now
        {
            return succeeded;
        }
        let succeeded = attempt.await;
        *last = Some((now, succeeded));
        succeeded
    }
}
