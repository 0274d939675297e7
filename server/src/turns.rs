//! What is done once, however many servers there are.

use crate::error::Causes;
use crate::state::AppState;

/// Does it where no other server is at it. One that ends in the middle, however it ends, leaves the turn to the others.
pub(crate) async fn in_turn(app: &AppState, what: &'static str, work: impl Future<Output = ()>) {
    match app.store.turn(what).await {
        Ok(Some(turn)) => {
            work.await;
            turn.end().await;
        }
        Ok(None) => {}
        Err(error) => tracing::error!(what, error = %Causes(&error), "no turn can be taken"),
    }
}
