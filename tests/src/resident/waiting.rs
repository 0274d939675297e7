//! Waiting with a timeout, and failing with what was on the screen.

use std::time::{Duration, Instant};

use super::Resident;
use crate::browser::Engine;
use crate::paths;

/// Longer than the slowest step, the first load of the app on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(40);
const GLANCE: Duration = Duration::from_millis(80);
/// How often the page is checked for a crash.
const LOOK_UP: Duration = Duration::from_secs(2);
/// The beginning of messages of traps that are no panic: a panic executes the instruction `unreachable`.
const TRAPS_OF_THE_ENGINE: [&str; 2] =
    ["RuntimeError: Out of bounds", "RuntimeError: call_indirect"];

impl Resident {
    /// Polls until there is an answer; fails with `missing` after the timeout.
    pub(super) async fn wait<T>(&self, missing: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let begun = Instant::now();
        let mut looked_up = begun;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                return self.fail(missing).await;
            }
            if looked_up.elapsed() > LOOK_UP {
                looked_up = Instant::now();
                self.reopen_after_a_trap_of_the_engine().await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Does what a resident does before the crash screen: opens the app again, and goes on. Only in WebKitGTK, where
    /// about one walk in a hundred ends in a trap that no panic causes (seen in 2.50.6, in pure and deterministic
    /// code, under load; never in Chromium). It is told in the output of the test. A panic is never passed over.
    async fn reopen_after_a_trap_of_the_engine(&self) {
        let trace = self.trace().await;
        let of_engine = TRAPS_OF_THE_ENGINE
            .iter()
            .any(|trap| trace.starts_with(trap));
        if self.browser.engine() != Engine::WebKit || !of_engine {
            return;
        }
        eprintln!("WebKit has trapped; the resident opens the app again. {trace}");
        let again = "document.getElementById('crash-reload').click()";
        // Fails where the page is being left.
        let _ = self.try_run(again, vec![]).await;
    }

    /// The crash message kept by the page; empty where there was no crash.
    async fn trace(&self) -> String {
        let trace = "return document.getElementById('crash')?.dataset.trace ?? ''";
        let trace = self.try_run(trace, vec![]).await.ok();
        trace
            .and_then(|trace| trace.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Waits until all transitions and animations have ended, except endless ones.
    pub async fn settle(&self) {
        let moving = "return document.getAnimations().filter((a) =>
            a.playState === 'running' && a.effect.getComputedTiming().endTime !== Infinity).length";
        self.wait("the screen does not come to rest", async || {
            // Transitions of the latest change start with the next frame.
            tokio::time::sleep(GLANCE).await;
            (self.try_run(moving, vec![]).await.ok()? == 0).then_some(())
        })
        .await;
    }

    /// Fails the test with the text on the screen, and saves a screenshot.
    pub async fn fail<T>(&self, why: &str) -> T {
        let session = self.browser.session();
        let said = self
            .try_run("return location.href + '\\n' + said()", vec![])
            .await;
        let folder = paths::evidence().join("failed");
        let _ = std::fs::create_dir_all(&folder);
        let test = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let picture = folder.join(format!("{test}-{:?}.png", self.browser.engine()));
        let _ = session.screenshot(&picture).await;
        let console = session.browser_log().await.unwrap_or_default();
        let console: Vec<_> = console.into_iter().map(|entry| entry.message).collect();
        let trace = self.trace().await;
        panic!(
            "{why}\nThe screen says: {}\nThe console: {console:?}\nThe crash: {trace}\nPicture: {}",
            said.ok()
                .and_then(|said| said.as_str().map(str::to_owned))
                .unwrap_or_default(),
            picture.display(),
        );
    }
}
