//! The audit trail as JSON lines (https://jsonlines.org): one entry a line, for a system that keeps it elsewhere.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use civic::day;
use futures_util::stream;
use serde::Deserialize;

use super::may_read;
use crate::error::{ApiResult, malformed};
use crate::http::params::Query;
use crate::ops::gate::Clerk;
use crate::state::AppState;
use crate::store::{Store, StoreError, TrailOf, audit};

pub(crate) const CONTENT_TYPE: &str = "application/jsonl";

/// Entries that are held in memory at once.
const TOGETHER: u32 = 1000;

/// Which days, the last one too, and behind which entry.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    from: Option<String>,
    until: Option<String>,
    after: Option<u64>,
}

/// `GET /ops/v1/audit/export?from=&until=&after=`
pub(crate) async fn export(
    State(app): State<AppState>,
    clerk: Clerk,
    Query(wanted): Query<Wanted>,
) -> ApiResult<Response> {
    let mut of = may_read(&clerk)?;
    let Some(is_read) = of.on_days(wanted.from.as_deref(), wanted.until.as_deref()) else {
        return malformed("from and until are days: 2026-12-31");
    };
    of = is_read;
    let after = i64::try_from(wanted.after.unwrap_or(0)).unwrap_or(i64::MAX);
    let first = lines(&app.store, &of, after).await?;
    let store = app.store.clone();
    // What fails once it has begun breaks the answer off: the receiver goes on behind the last entry it has.
    let rest = stream::try_unfold(Some(first), move |next| {
        let (store, of) = (store.clone(), of.clone());
        async move {
            let Some(some) = next else { return Ok(None) };
            let next = match some.last {
                Some(last) => Some(lines(&store, &of, last).await?),
                None => None,
            };
            Ok::<_, StoreError>(Some((some.text, next)))
        }
    });
    let body = Body::from_stream(rest);
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], body).into_response())
}

/// Some entries.
pub(crate) struct Lines {
    pub(crate) text: Bytes,
    /// The last one, where there may be others behind it.
    pub(crate) last: Option<i64>,
}

pub(crate) async fn lines(store: &Store, of: &TrailOf, after: i64) -> Result<Lines, StoreError> {
    let mut db = store.read().await?;
    let entries = audit::page(&mut db, of, after, TOGETHER).await?;
    let mut text = Vec::new();
    for entry in &entries {
        let line = serde_json::to_vec(entry).map_err(|error| StoreError::Encode {
            what: "entry of the audit trail",
            source: error.into(),
        })?;
        text.extend(line);
        text.push(b'\n');
    }
    let last = entries.last().map(|last| last.id);
    let last = last.and_then(|id| i64::try_from(id).ok());
    Ok(Lines {
        text: text.into(),
        last: last.filter(|_| entries.len() == TOGETHER as usize),
    })
}

impl TrailOf {
    /// Of the days alone from one to another; `None` where one is no day.
    pub(crate) fn on_days(self, from: Option<&str>, until: Option<&str>) -> Option<Self> {
        let read = |text: Option<&str>| match text {
            Some(text) => day::parse_iso(text).map(Some),
            None => Some(None),
        };
        let (from, until) = (read(from)?, read(until)?);
        Some(Self {
            // Moments are written in one time zone and one form: they are in order as texts, and a day comes before
            // its moments.
            from: from.map(day::iso),
            before: until.and_then(|until| until.succ_opt()).map(day::iso),
            ..self
        })
    }
}
