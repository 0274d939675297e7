//! Uploads of files for materials: tus 1.0 (https://tus.io/protocols/resumable-upload) with the extensions creation and
//! termination. A file belongs to whoever announced it; for everyone else it does not exist.

pub(crate) mod lease;
mod metadata;
mod receive;

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalog::scenario::Material;
use contract::problem::Code;
use contract::upload::{MAX_BYTES, TUS_VERSION, Upload};
use precheck_types::Policy;
use tracing::Instrument;

use crate::auth::session::SignedIn;
use crate::data_folder::room;
use crate::encryption::cipher::Key;
use crate::encryption::file_key::FileKey;
use crate::error::{ApiError, ApiResult, malformed, not_found, problem};
use crate::http::params::Path;
use crate::objects::Object;
use crate::objects::address::Objects;
use crate::random;
use crate::removal;
use crate::scenario_registry::region_or_national;
use crate::service_error::{Service, ServiceError};
use crate::state::AppState;
use crate::store::file_removals::{self, Which};
use crate::store::{NewUpload, UploadRecord, standing, uploads};
use metadata::{Metadata, UPLOAD_METADATA};

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// Files of a person that belong to no case: many more than all pages of all materials, each photographed several
/// times.
pub(crate) const MAX_UNATTACHED: u32 = 100;

/// `OPTIONS /api/v1/uploads`
pub(crate) async fn protocol() -> Response {
    let headers = [
        ("tus-version", TUS_VERSION.to_owned()),
        ("tus-extension", "creation,termination".to_owned()),
        ("tus-max-size", MAX_BYTES.to_string()),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Adds the protocol version to every answer under its path, as tus requires.
pub(crate) async fn add_version(request: Request, next: Next) -> Response {
    let is_tus = request.uri().path().starts_with("/api/v1/uploads");
    let mut response = next.run(request).await;
    if is_tus {
        let version = HeaderValue::from_static(TUS_VERSION);
        response.headers_mut().insert(TUS_RESUMABLE, version);
    }
    response
}

/// `POST /api/v1/uploads`
pub(crate) async fn create(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
) -> ApiResult<Response> {
    speaks_tus(&headers)?;
    let length = number(&headers, &UPLOAD_LENGTH)?;
    if length > MAX_BYTES {
        return problem(Code::TooLarge, "the file is too large");
    }
    let metadata = Metadata::read(&headers)?;
    let Some(check) = policy(&app, &person.id, &metadata).await? else {
        return problem(Code::FileRefused, "there is no such page of a material");
    };
    let id = random::id()?;
    let object = new_object(&app, &id)?;
    let upload = NewUpload {
        id: &id,
        person: &person.id,
        scenario: &metadata.scenario,
        material: &metadata.material,
        page: &metadata.page,
        length,
        sha256: &metadata.sha256,
        metadata: &metadata.header,
        policy: &check,
        key: object.key(),
        created_at: app.clock.now().unix(),
    };
    keeps_room(&app, length)?;
    // Before the turn to write: a disk is slow.
    app.objects.create(&object).await?;
    if let Err(error) = keep(&app, upload).await {
        // Where that fails, too, it is found as one that no row knows.
        let _ = app.objects.remove(&id).await;
        return Err(error);
    }
    let headers = [(header::LOCATION, format!("/api/v1/uploads/{id}"))];
    Ok((StatusCode::CREATED, headers).into_response())
}

/// Where a file is kept, with a key of its own where files are encrypted.
fn new_object(app: &AppState, id: &str) -> ApiResult<Object> {
    let key = match app.store.encrypts() {
        true => Some(FileKey::new(Key::draw()?, id)),
        false => None,
    };
    Ok(Object::new(id, key))
}

async fn keep(app: &AppState, upload: NewUpload<'_>) -> ApiResult<()> {
    let mut db = app.store.write_of(upload.person).await?;
    if uploads::count_unattached(&mut db, upload.person).await? >= MAX_UNATTACHED {
        return problem(Code::TooMany, "too many files without a case");
    }
    uploads::insert(&mut db, upload).await?;
    db.commit().await?;
    Ok(())
}

/// Refuses early, by the disk of the files: one photographs have filled takes no application either.
fn keeps_room(app: &AppState, length: u64) -> ApiResult<()> {
    // A bucket says by itself when it is full.
    let Objects::Disk(folder) = app.settings.objects() else {
        return Ok(());
    };
    let room = room(&folder).map_err(|error| ServiceError::new(Service::Objects, "room", error))?;
    let kept_free = app.settings.keep_free.saturating_mul(1 << 20);
    if room.saturating_sub(length) < kept_free {
        tracing::error!("a file is refused: the disk is nearly full");
        return problem(Code::StorageFull, "there is no room to keep it");
    }
    Ok(())
}

/// What is asked of a file: by the scenario as it is now, or as it was for a case of the person that waits for
/// something. `None` where there is no such page.
async fn policy(app: &AppState, person: &str, metadata: &Metadata) -> ApiResult<Option<Policy>> {
    let has_page = |material: &&Material| {
        let mut pages = material.pages.iter();
        pages.any(|page| page.id == metadata.page)
    };
    let library = app.scenarios.current();
    let region = region_or_national(&library, metadata.region.as_deref());
    let now = library.scenario(region, &metadata.scenario);
    let now = now.and_then(|scenario| scenario.material(&metadata.material));
    if let Some(material) = now.filter(has_page) {
        return Ok(Some(material.check_of(&metadata.page)));
    }
    let mut db = app.store.read().await?;
    let scenario = &metadata.scenario;
    for hash in standing::versions_that_wait(&mut db, person, scenario).await? {
        let version = app.scenarios.version(&mut db, scenario, &hash).await?;
        if let Some(material) = version.material(&metadata.material).filter(has_page) {
            return Ok(Some(material.check_of(&metadata.page)));
        }
    }
    Ok(None)
}

/// `HEAD /api/v1/uploads/{id}`
pub(crate) async fn offset(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    speaks_tus(&headers)?;
    let upload = own(&app, &person.id, &id).await?;
    // A dead connection must not go on writing behind the offset of this answer.
    let _lease = app.upload_leases.acquire(&upload.id).await;
    let offset = app.objects.length(&upload.object).await?;
    let headers = [
        (UPLOAD_OFFSET, offset.to_string()),
        (UPLOAD_LENGTH, upload.length.to_string()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let mut response = headers.into_response();
    // It came as a header, so it can go as one.
    if let Ok(said) = HeaderValue::try_from(&upload.metadata)
        && !said.is_empty()
    {
        response.headers_mut().insert(UPLOAD_METADATA, said);
    }
    Ok(response)
}

/// `PATCH /api/v1/uploads/{id}`: the part that makes the file complete runs the pre-check; what it says is asked for
/// with GET, because tus answers with no body.
pub(crate) async fn append(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Response> {
    speaks_tus(&headers)?;
    let kind = headers.get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "application/offset+octet-stream") {
        return problem(Code::MediaType, "send application/offset+octet-stream");
    }
    let offset = number(&headers, &UPLOAD_OFFSET)?;
    let upload = own(&app, &person.id, &id).await?;
    // In a task of its own: when the connection breaks, what has arrived is still stored.
    let received = receive::append(app, upload, offset, body).in_current_span();
    let upload = tokio::spawn(received).await??;
    let headers = [(UPLOAD_OFFSET, upload.offset.to_string())];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// `GET /api/v1/uploads/{id}`
pub(crate) async fn show(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> ApiResult<Json<Upload>> {
    let upload = own(&app, &person.id, &id).await?;
    let _lease = app.upload_leases.acquire(&upload.id).await;
    receive::state(&app, &upload).await.map(Json)
}

/// `DELETE /api/v1/uploads/{id}`
pub(crate) async fn terminate(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> ApiResult<StatusCode> {
    speaks_tus(&headers)?;
    let upload = own(&app, &person.id, &id).await?;
    let _lease = app.upload_leases.acquire(&upload.id).await;
    let mut db = app.store.write_of(&person.id).await?;
    let files = file_removals::begin(&mut db, Which::One(&upload.id)).await?;
    if files.is_empty() {
        return problem(Code::WrongState, "the file belongs to a case");
    }
    db.commit().await?;
    removal::of(&app.store, &*app.objects, &files, app.clock.now()).await;
    Ok(StatusCode::NO_CONTENT)
}

async fn own(app: &AppState, person: &str, id: &str) -> ApiResult<UploadRecord> {
    let mut db = app.store.read().await?;
    uploads::find(&mut db, person, id)
        .await?
        .ok_or_else(not_found)
}

fn speaks_tus(headers: &HeaderMap) -> ApiResult<()> {
    match headers.get(TUS_RESUMABLE) {
        Some(version) if version == TUS_VERSION => Ok(()),
        _ => Err(ApiError::TusVersion),
    }
}

fn number(headers: &HeaderMap, name: &HeaderName) -> ApiResult<u64> {
    let number = headers.get(name).and_then(|value| value.to_str().ok());
    match number.and_then(|number| number.parse().ok()) {
        Some(number) => Ok(number),
        None => malformed("a header of tus is missing or no number"),
    }
}
