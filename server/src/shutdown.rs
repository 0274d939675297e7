//! When to stop: Ctrl-C, or the signal by which service managers ask.

use tokio::signal::unix::{SignalKind, signal};

/// Returns when the process is asked to stop (SIGINT or SIGTERM).
pub async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
