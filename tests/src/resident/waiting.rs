//! Waiting for what must come, and telling well when it does not.

use std::time::{Duration, Instant};

use super::Resident;
use crate::place;

/// Longer than the slowest honest step: the first load of the app on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(80);

impl Resident {
    /// Asks again and again until there is an answer; fails with `missing` when there is none.
    pub(super) async fn wait<T>(&self, missing: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                return self.fail(missing).await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until nothing on the screen moves or changes its colour any more; what turns for ever is left to turn.
    pub async fn settle(&self) {
        let moving = "return document.getAnimations().filter((a) =>
            a.playState === 'running' && a.effect.getComputedTiming().endTime !== Infinity).length";
        self.wait("the screen does not come to rest", async || {
            // One frame for what was just changed to begin moving.
            tokio::time::sleep(GLANCE).await;
            (self.try_run(moving, vec![]).await.ok()? == 0).then_some(())
        })
        .await;
    }

    /// Fails the test with the screen's words, and leaves a picture of it.
    pub async fn fail<T>(&self, why: &str) -> T {
        let session = self.browser.session();
        let said = self
            .try_run("return location.href + '\\n' + said()", vec![])
            .await;
        let folder = place::evidence().join("failed");
        let _ = std::fs::create_dir_all(&folder);
        let test = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let picture = folder.join(format!("{test}-{:?}.png", self.browser.engine()));
        let _ = session.screenshot(&picture).await;
        let console = session.browser_log().await.unwrap_or_default();
        let console: Vec<_> = console.into_iter().map(|entry| entry.message).collect();
        let trace = self
            .try_run(
                "return document.getElementById('crash')?.dataset.trace ?? ''",
                vec![],
            )
            .await
            .ok()
            .and_then(|trace| trace.as_str().map(str::to_owned))
            .unwrap_or_default();
        panic!(
            "{why}\nThe screen says: {}\nThe console: {console:?}\nThe crash: {trace}\nPicture: {}",
            said.ok()
                .and_then(|said| said.as_str().map(str::to_owned))
                .unwrap_or_default(),
            picture.display(),
        );
    }
}
