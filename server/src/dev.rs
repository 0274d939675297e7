//! `--dev`: scenarios are read again when they change, and open pages reload.
//! Modification times are polled: it costs a millisecond and works on every file system.
//! `--movable-clock`: days that would have to be waited for are moved to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio_stream::wrappers::BroadcastStream;

use crate::error::{ApiResult, Causes, malformed};
use crate::http::body::JsonBody;
use crate::proactive;
use crate::state::AppState;
use crate::sweeper;

const POLL_INTERVAL: Duration = Duration::from_millis(150);
const RELOAD: &str = "event: reload\ndata: reload\n\n";

/// `GET /dev/changes`: an event stream that says "reload" after each change. It ends with the server.
pub(crate) async fn changes(State(app): State<AppState>) -> Response {
    let changes = BroadcastStream::new(app.changes.subscribe())
        .map(|_| Ok::<_, std::convert::Infallible>(RELOAD));
    let hello = futures_util::stream::iter([Ok(": watching\n\n")]);
    let mut stopping = app.stopping.clone();
    let stopped = async move {
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    let events = hello.chain(changes).take_until(Box::pin(stopped));
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(events)).into_response()
}

/// The longest that the clock is moved at once: a year of 366 days.
const MOST_SECONDS: i64 = 366 * 24 * 3600;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Move {
    seconds: i64,
}

#[derive(Debug, Serialize)]
pub(crate) struct Moved {
    now: String,
}

/// `POST /dev/clock`: moves the server's clock on, and does what is due by then. Nothing moves it back: what has
/// happened stays.
pub(crate) async fn move_clock(
    State(app): State<AppState>,
    body: JsonBody<Move>,
) -> ApiResult<Json<Moved>> {
    if !(0..=MOST_SECONDS).contains(&body.data.seconds) {
        return malformed("the clock moves on by 0 to 31622400 seconds");
    }
    app.clock.move_on(body.data.seconds);
    let now = app.clock.now().rfc3339();
    tracing::warn!(now, "the clock was moved");
    sweeper::once(&app).await;
    proactive::once(&app).await;
    Ok(Json(Moved { now }))
}

/// Watches for as long as the server lives.
pub(crate) async fn watch(app: AppState) {
    let stamp = app.settings.app.join("dev-stamp");
    let mut built = modified(&stamp);
    let mut scenarios = times(&app.settings.scenarios);
    loop {
        tokio::time::sleep(POLL_INTERVAL).await;
        let (now_built, now_scenarios) = (modified(&stamp), times(&app.settings.scenarios));
        let mut reload = now_built != built;
        if now_scenarios != scenarios {
            reload |= reload_scenarios(&app).await;
        }
        (built, scenarios) = (now_built, now_scenarios);
        if reload {
            // Nobody listens where no page is open.
            let _ = app.changes.send(());
        }
    }
}

async fn reload_scenarios(app: &AppState) -> bool {
    if let Err(errors) = app.scenarios.reload(&app.settings.scenarios) {
        for error in errors {
            tracing::error!("{error}");
        }
        tracing::error!("the earlier scenarios stay in use");
        return false;
    }
    if let Err(error) = app.scenarios.archive(&app.store).await {
        tracing::error!(error = %Causes(&error), "the new scenarios are not stored");
    }
    tracing::info!("scenarios read again");
    true
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}

fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let folders = [folder.to_owned(), folder.join("regions")];
    folders
        .iter()
        .filter_map(|folder| folder.read_dir().ok())
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let time = modified(&path)?;
            Some((path, time))
        })
        .collect()
}
