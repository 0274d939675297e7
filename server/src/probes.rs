//! What whoever runs the server asks of it: whether it lives, and whether it should get requests. No part of the API.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::state::AppState;

/// Less is left of the disk: what is handed in now might not be kept.
const ROOM: u64 = 64 << 20;

/// `GET /livez`: the process answers. If it does not, it is started again.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: it can do its work. If it cannot, requests go elsewhere until it can; it is not started again for it.
pub(crate) async fn ready(State(app): State<AppState>) -> Response {
    match unready(&app).await {
        None => "ok\n".into_response(),
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, [why, "\n"].concat()).into_response(),
    }
}

async fn unready(app: &AppState) -> Option<&'static str> {
    if *app.stopping.borrow() {
        return Some("stopping");
    }
    if let Err(error) = app.store.read().await {
        tracing::error!(%error, "not ready: the database does not answer");
        return Some("the database does not answer");
    }
    match app.data_folder.room() {
        Ok(room) if room >= ROOM => None,
        Ok(_) => Some("the disk is full"),
        Err(error) => {
            tracing::error!(%error, "not ready: the disk does not answer");
            Some("the disk does not answer")
        }
    }
}
