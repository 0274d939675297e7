//! What whoever runs the server asks of it: whether it lives, and whether it should get requests. No part of the API.

pub(crate) mod last_try;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::auth::oidc::provider::Provider;
use crate::error::Causes;
use crate::metrics;
use crate::state::AppState;
use crate::store::{StoreError, readiness};

/// Less is left of the disk: what is handed in now might not be kept.
const ROOM: u64 = 64 << 20;

/// `GET /livez`: the process answers. If it does not, it is started again.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: it can do its work. If it cannot, requests go elsewhere until it can; it is not started again for it.
/// Who is signed in goes on without the identity service: it is told of, and takes no server out of service.
pub(crate) async fn ready(State(app): State<AppState>) -> Response {
    match unready(&app).await {
        None if app.provider.as_ref().is_some_and(Provider::is_failing) => {
            "ok\nbut nobody can sign in: the identity service does not answer\n".into_response()
        }
        None => "ok\n".into_response(),
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, [why, "\n"].concat()).into_response(),
    }
}

async fn unready(app: &AppState) -> Option<&'static str> {
    if *app.stopping.borrow() {
        return Some("stopping");
    }
    if !can_write(app).await {
        return Some("nothing can be written to the database");
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

async fn can_write(app: &AppState) -> bool {
    let now = app.clock.now().unix();
    app.last_try
        .or_try(now, async {
            let written = write(app, now).await;
            if let Err(error) = &written {
                let error = Causes(error);
                tracing::error!(%error, "not ready: nothing can be written to the database");
            }
            written.is_ok()
        })
        .await
}

async fn write(app: &AppState, now: i64) -> Result<(), StoreError> {
    let mut db = app.store.write().await?;
    readiness::touch(&mut db, now).await?;
    db.commit().await
}

/// What is served at the address of the metrics.
pub(crate) fn metrics_router(app: AppState) -> Router {
    Router::new()
        .route("/metrics", get(show_metrics))
        .with_state(app)
}

async fn show_metrics(State(app): State<AppState>) -> Response {
    let room = app.data_folder.room().inspect_err(|error| {
        tracing::error!(%error, "the disk does not answer");
    });
    match app.metrics.text(room.ok()) {
        Ok(text) => ([(header::CONTENT_TYPE, metrics::TYPE)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
