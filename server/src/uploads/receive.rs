//! Stores the bytes of a file as they arrive, and runs the pre-check when it is complete.

use std::time::Instant;

use axum::body::Body;
use contract::problem::Code;
use contract::upload::Upload;
use precheck_types::Report;
use sha2::{Digest, Sha256};
use tracing::Instrument;

use crate::error::{ApiError, ApiResult, Fault, malformed, problem};
use crate::http::pace::{Paced, TooSlow};
use crate::random::hex;
use crate::state::AppState;
use crate::store::{UploadRecord, uploads};
use crate::traces::part;

/// Writes `body` behind `offset`; runs the pre-check when the file is complete. A connection that sends nothing, or
/// next to nothing, is given up; the bytes that have arrived stay.
pub(super) async fn append(
    app: AppState,
    upload: UploadRecord,
    offset: u64,
    body: Body,
) -> ApiResult<Upload> {
    let mut lease = app.upload_leases.acquire(&upload.id).await;
    let there = app.objects.length(&upload.object).await?;
    if offset != there {
        return problem(Code::OffsetMismatch, "ask with HEAD for the offset");
    }
    let mut object = app.objects.append(&upload.object).await?;
    let mut left = upload.length.saturating_sub(there);
    let mut parts = Paced::new(body);
    let received = loop {
        let part = tokio::select! {
            part = parts.next() => part,
            () = lease.superseded() => break problem(Code::Unavailable, "sent anew meanwhile"),
        };
        match part {
            Err(TooSlow) => break problem(Code::Unavailable, "it arrives too slowly"),
            Ok(None) => break Ok(()),
            Ok(Some(Err(_))) => break malformed("the body did not arrive whole"),
            Ok(Some(Ok(bytes))) if bytes.len() as u64 > left => {
                break problem(Code::TooLarge, "more than was announced");
            }
            Ok(Some(Ok(bytes))) => {
                object.write(&bytes).await?;
                left -= bytes.len() as u64;
            }
        }
    };
    object.finish().await?;
    received?;
    state(&app, &upload).await
}

/// How far the upload is. The first request after the last byte runs the pre-check: the server may have been stopped
/// between the two.
pub(super) async fn state(app: &AppState, upload: &UploadRecord) -> ApiResult<Upload> {
    let offset = app.objects.length(&upload.object).await?;
    let mut report = None;
    if offset == upload.length {
        // Read again: another request may have run it while this one waited for the lease.
        let mut db = app.store.read().await?;
        let known = uploads::report(&mut db, &upload.id).await?;
        drop(db);
        report = Some(match known {
            Some(known) => known,
            None => check(app, upload).await?,
        });
    }
    Ok(Upload {
        id: upload.id.clone(),
        offset,
        length: upload.length,
        report,
    })
}

async fn check(app: &AppState, upload: &UploadRecord) -> ApiResult<Report> {
    // Before the bytes are read: an upload that waits for its permit takes no memory.
    let _permit = app
        .precheck_permits
        .acquire()
        .await
        .map_err(|_| ApiError::Internal(Fault::Task))?;
    let bytes = app.objects.read(&upload.object).await?;
    let sum = upload.sha256.clone();
    let (mut bytes, is_right) = tokio::task::spawn_blocking(move || {
        let is_right = sum.is_empty() || hex(&Sha256::digest(&bytes)) == sum;
        (bytes, is_right)
    })
    .await?;
    if !is_right {
        // Which bytes are wrong is not known: all are sent again.
        app.objects.truncate(&upload.object).await?;
        return problem(
            Code::ChecksumMismatch,
            "not what was sent; begin again at 0",
        );
    }
    if !app.objects.seal(&upload.object, &bytes).await? {
        // Another server was as far before.
        bytes = app.objects.read(&upload.object).await?;
    }
    let policy = upload.policy.clone();
    let started = Instant::now();
    let judge = move || precheck::check(&bytes, &policy);
    let judged = tokio::task::spawn_blocking(judge);
    let report = judged.instrument(part("pre-check")).await?;
    app.metrics.prechecked(started.elapsed());
    let mut db = app.store.write().await?;
    uploads::set_report(&mut db, &upload.id, &report).await?;
    db.commit().await?;
    Ok(report)
}
