//! Stores the bytes of a file as they arrive, and runs the pre-check when it is complete.

use std::time::Duration;

use axum::body::Body;
use contract::problem::Code;
use contract::upload::Upload;
use futures_util::StreamExt;
use precheck::{Policy, Report};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::error::{ApiError, ApiResult, Fault, malformed, problem};
use crate::random::hex;
use crate::state::AppState;
use crate::store::uploads::{self, UploadRow};

/// A connection that sends nothing for so long is given up; what has arrived stays.
const SILENCE: Duration = Duration::from_secs(30);

/// Writes what `body` brings behind `offset`; judges the file when it is whole.
pub(super) async fn append(
    app: AppState,
    upload: UploadRow,
    offset: u64,
    body: Body,
) -> ApiResult<Upload> {
    let mut lease = app.upload_leases.acquire(&upload.id).await;
    let there = app.files.length(&upload.id).await?;
    if offset != there {
        return problem(Code::OffsetMismatch, "ask with HEAD for the offset");
    }
    let mut file = app.files.append(&upload.id).await?;
    let mut left = upload.length.saturating_sub(there);
    let mut parts = body.into_data_stream();
    let received = loop {
        let part = tokio::select! {
            part = tokio::time::timeout(SILENCE, parts.next()) => part,
            () = lease.superseded() => break problem(Code::Unavailable, "sent anew meanwhile"),
        };
        match part {
            Err(_) => break problem(Code::Unavailable, "nothing arrived for a while"),
            Ok(None) => break Ok(()),
            Ok(Some(Err(_))) => break malformed("the body did not arrive whole"),
            Ok(Some(Ok(bytes))) if bytes.len() as u64 > left => {
                break problem(Code::TooLarge, "more than was announced");
            }
            Ok(Some(Ok(bytes))) => {
                file.write_all(&bytes).await?;
                left -= bytes.len() as u64;
            }
        }
    };
    file.flush().await?;
    file.sync_all().await?;
    received?;
    state(&app, &upload).await
}

/// How far the upload is. Whoever asks first after the last byte has it judged: the server may have
/// been stopped between the two.
pub(super) async fn state(app: &AppState, upload: &UploadRow) -> ApiResult<Upload> {
    let offset = app.files.length(&upload.id).await?;
    let mut report = None;
    if offset == upload.length {
        // Read again: another request may have judged it while this one waited.
        let mut db = app.store.reading().await?;
        let known = uploads::report(&mut db, &upload.id).await?;
        drop(db);
        report = Some(match known {
            Some(known) => {
                serde_json::from_str(&known).map_err(|_| ApiError::Internal(STORED_REPORT))?
            }
            None => judge(app, upload).await?,
        });
    }
    Ok(Upload {
        id: upload.id.clone(),
        offset,
        length: upload.length,
        report,
    })
}

const STORED_REPORT: Fault = Fault::Stored("a report");

async fn judge(app: &AppState, upload: &UploadRow) -> ApiResult<Report> {
    let policy: Policy = serde_json::from_str(&upload.policy)?;
    // Before the bytes are read: what waits for its turn takes no memory.
    let _permit = app
        .precheck_permits
        .acquire()
        .await
        .map_err(|_| ApiError::Internal(Fault::Task))?;
    let bytes = app.files.read(&upload.id).await?;
    let sum = upload.sha256.clone();
    let report = tokio::task::spawn_blocking(move || {
        (hex(&Sha256::digest(&bytes)) == sum).then(|| precheck::check(&bytes, &policy))
    })
    .await?;
    let Some(report) = report else {
        // Which bytes are wrong cannot be told: all are sent again.
        app.files.empty(&upload.id).await?;
        return problem(
            Code::ChecksumMismatch,
            "not what was sent; begin again at 0",
        );
    };
    let mut db = app.store.writing().await?;
    uploads::keep_report(&mut db, &upload.id, &serde_json::to_string(&report)?).await?;
    db.commit().await?;
    Ok(report)
}
