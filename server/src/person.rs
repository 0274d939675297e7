//! What is held about a person: shown, taken along (个人信息保护法 article 45), erased (article 47).

mod export;
mod zip;

use axum::Json;
use axum::extract::State;
use axum_extra::extract::CookieJar;
use contract::personal_data::{DataKind, Erased, Held, HeldData, KeptBecause};

use crate::auth::cookies::Secret;
use crate::auth::session::SignedIn;
use crate::error::ApiResult;
use crate::removal;
use crate::state::AppState;
use crate::store::personal_data::{self, Counted};

pub(crate) use export::export;

/// `GET /api/v1/person/data`
pub(crate) async fn held(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
) -> ApiResult<Json<HeldData>> {
    let mut db = app.store.read().await?;
    let kinds = kinds(personal_data::count(&mut db, &person.id).await?);
    Ok(Json(HeldData { kinds }))
}

/// `POST /api/v1/person/data/erasure`
pub(crate) async fn erase(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    cookies: CookieJar,
) -> ApiResult<(CookieJar, Json<Erased>)> {
    let mut db = app.store.write_of(&person.id).await?;
    let held = kinds(personal_data::count(&mut db, &person.id).await?);
    let files = personal_data::erase(&mut db, &person.id).await?;
    db.commit().await?;
    let left = removal::of(&app.store, &*app.objects, &files, app.clock.now()).await;
    let files = files.len();
    tracing::info!(files, left, "a person's data were erased on request");
    let (kept, erased) = held.into_iter().partition(|one| one.kept_because.is_some());
    let cookies = cookies.add(Secret::Session.removed(&app));
    let erased = Erased {
        erased,
        kept,
        files_left: u32::try_from(left).unwrap_or(u32::MAX),
    };
    Ok((cookies, Json(erased)))
}

/// What there is none of is left out.
fn kinds(counted: Counted) -> Vec<Held> {
    use DataKind as K;
    let Counted {
        identity,
        sessions,
        unused_files,
        notices,
        answers,
        open_cases,
        closed_cases,
        trail,
    } = counted;
    let kinds = [
        (K::Identity, identity, None),
        (K::Sessions, sessions, None),
        (K::UnusedFiles, unused_files, None),
        (K::Notices, notices, None),
        (K::Answers, answers, None),
        (K::OpenCases, open_cases, Some(KeptBecause::Undecided)),
        (K::ClosedCases, closed_cases, Some(KeptBecause::Archived)),
        (K::Trail, trail, Some(KeptBecause::Logged)),
    ];
    let held = kinds.into_iter().map(|(kind, count, kept_because)| Held {
        kind,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        kept_because,
    });
    held.filter(|one| one.count > 0).collect()
}
