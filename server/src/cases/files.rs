//! The pictures and papers of a case, whole or by range (RFC 9110 section 14).

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_range_header::{EndPosition, StartPosition, parse_range_header};
use precheck_types::Report;

use crate::auth::session::SignedIn;
use crate::error::{ApiError, ApiResult, Fault, not_found};
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{UploadRecord, cases, uploads};

/// `GET /api/v1/cases/{number}/files/{file}`
pub(crate) async fn show(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path((number, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let mut db = app.store.read().await?;
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    let file = uploads::find_of_case(&mut db, case.id, &file)
        .await?
        .ok_or_else(not_found)?;
    drop(db);
    send(&app, &file, &headers).await
}

/// A file of a case, or the part of it that is asked for. It is shown under a name that says nothing of a person; that
/// nothing caches it and no browser guesses what it is, is the rule for all of the API (`http/security_headers.rs`).
pub(crate) async fn send(
    app: &AppState,
    file: &UploadRecord,
    headers: &HeaderMap,
) -> ApiResult<Response> {
    let range = headers.get(header::RANGE);
    let range = range.and_then(|range| range.to_str().ok());
    let part = range.map_or(Ok(None), |range| part(range, file.length))?;
    let kind = media_type(file.report.as_ref());
    let mut response = match part {
        Some(part) => {
            let bytes = app.objects.read_part(&file.object, part.start, part.length);
            let body = Body::from(whole(bytes.await?, part.length)?);
            let mut response = (StatusCode::PARTIAL_CONTENT, body).into_response();
            let last = part.start + part.length - 1;
            let range = format!("bytes {}-{last}/{}", part.start, file.length);
            insert(response.headers_mut(), header::CONTENT_RANGE, &range)?;
            response
        }
        None => {
            let bytes = app.objects.read(&file.object).await?;
            Body::from(whole(bytes, file.length)?).into_response()
        }
    };
    let headers = response.headers_mut();
    insert(headers, header::CONTENT_TYPE, kind)?;
    insert(headers, header::ACCEPT_RANGES, "bytes")?;
    // What browsers do not show is saved.
    let (way, extension) = match kind.split_once('/') {
        Some(("image", extension)) => ("inline", extension),
        Some(("application", "pdf")) => ("inline", "pdf"),
        _ => ("attachment", "bin"),
    };
    let name = format!("{}-{}.{extension}", file.material, file.page);
    let name = format!("{way}; filename=\"{name}\"");
    insert(headers, header::CONTENT_DISPOSITION, &name)?;
    Ok(response)
}

/// A file that was cut short is not shown as if it were whole.
pub(super) fn whole(bytes: Vec<u8>, length: u64) -> ApiResult<Vec<u8>> {
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(ApiError::Internal(Fault::Missing("a part of a file"))),
    }
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, value: &str) -> ApiResult<()> {
    // All of it is numbers and ids of a scenario; other characters are no part of those.
    let value = HeaderValue::from_str(value).map_err(|_| not_found())?;
    headers.insert(name, value);
    Ok(())
}

/// What the pre-check knows it to be; never what its sender says.
pub(crate) fn media_type(report: Option<&Report>) -> &'static str {
    report.map_or("application/octet-stream", |report| {
        report.format.media_type()
    })
}

#[derive(Debug, PartialEq, Eq)]
struct Part {
    start: u64,
    length: u64,
}

/// One range. Where it cannot be read, or where there are several, all of the file is sent, which a server may always
/// do; one that lies behind the end is 416.
fn part(range: &str, length: u64) -> ApiResult<Option<Part>> {
    let Ok(ranges) = parse_range_header(range) else {
        return Ok(None);
    };
    let [range] = ranges.ranges.as_slice() else {
        return Ok(None);
    };
    let start = match range.start {
        StartPosition::Index(start) => start,
        // Longer than the file, it means all of it.
        StartPosition::FromLast(last) => length.saturating_sub(last),
    };
    let end = match range.end {
        EndPosition::Index(end) if end < start => return Ok(None),
        EndPosition::Index(end) => end.saturating_add(1).min(length),
        EndPosition::LastByte => length,
    };
    if start >= length {
        return Err(ApiError::Range(length));
    }
    Ok(Some(Part {
        start,
        length: end - start,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_what_the_standard_says() {
        let of = |range: &str| part(range, 100).ok().flatten();
        let is = |start, length| Some(Part { start, length });
        assert_eq!(of("bytes=0-9"), is(0, 10));
        assert_eq!(of("bytes=90-"), is(90, 10));
        assert_eq!(of("bytes=90-400"), is(90, 10));
        assert_eq!(of("bytes=-10"), is(90, 10));
        assert_eq!(of("bytes=-400"), is(0, 100));
        for all in ["bytes=0-9,20-29", "bytes=9-0", "lines=0-9", "bytes=x"] {
            assert!(matches!(part(all, 100), Ok(None)), "{all}");
        }
        for behind in ["bytes=100-", "bytes=100-200"] {
            assert!(matches!(part(behind, 100), Err(ApiError::Range(100))));
        }
    }
}
