//! 消息: what happened to a resident's cases, told by `cases/told.rs` and read here; and the outgoing hook.

pub(crate) mod client;
pub(crate) mod hook;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use casework::ObligationId;
use contract::case_event::CaseEventKind;
use contract::inbox::{Dismissed, Inbox, InboxItem, InboxRead};

use crate::auth::session::SignedIn;
use crate::cases::case_file::CaseFile;
use crate::cases::names::{material_name, service_name};
use crate::cases::view::happened::{self, Texts};
use crate::error::{ApiResult, not_found};
use crate::http::body::JsonBody;
use crate::http::paging::{Cursor, cut};
use crate::http::params::Query;
use crate::proactive;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, Told, cases, inbox};

const PAGE: u32 = 20;

/// `GET /api/v1/inbox?cursor=`
pub(crate) async fn list(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Query(cursor): Query<Cursor>,
) -> ApiResult<Json<Inbox>> {
    let before = cursor.row()?;
    let mut db = app.store.read().await?;
    let told = inbox::page(&mut db, &person.id, before, PAGE + 1).await?;
    let (told, next_cursor) = cut(told, PAGE, |last| last.id.to_string());
    let read = inbox::read_up_to(&mut db, &person.id).await?;
    let mut cases = Cases::default();
    let mut items = Vec::with_capacity(told.len());
    for one in told {
        items.extend(cases.item(&app, &mut db, &one, read).await?);
    }
    let proactive = match before {
        None => proactive::shown(&app, &mut db, &person.id).await?,
        Some(_) => Vec::new(),
    };
    let unread = inbox::count_unread(&mut db, &person.id).await?;
    let unasked = proactive.iter().filter(|one| !one.read).count();
    Ok(Json(Inbox {
        items,
        unread: unread + u32::try_from(unasked).unwrap_or(u32::MAX),
        proactive,
        next_cursor,
    }))
}

/// `POST /api/v1/inbox/read`
pub(crate) async fn read(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    body: JsonBody<InboxRead>,
) -> ApiResult<StatusCode> {
    let up_to = i64::try_from(body.data.up_to).unwrap_or(i64::MAX);
    let mut db = app.store.write().await?;
    inbox::set_read(&mut db, &person.id, up_to).await?;
    crate::store::proactive::set_read(&mut db, &person.id).await?;
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/inbox/dismiss`
pub(crate) async fn dismiss(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    body: JsonBody<Dismissed>,
) -> ApiResult<StatusCode> {
    let Dismissed { scenario, id } = &body.data;
    let mut db = app.store.write().await?;
    if !crate::store::proactive::dismiss(&mut db, &person.id, scenario, id).await? {
        return Err(not_found());
    }
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The cases of a page, each read once.
#[derive(Default)]
struct Cases(BTreeMap<i64, (CaseRecord, CaseFile, Texts)>);

impl Cases {
    /// `None` where the event is none that is shown.
    async fn item(
        &mut self,
        app: &AppState,
        db: &mut Connection,
        told: &Told,
        read: i64,
    ) -> ApiResult<Option<InboxItem>> {
        let case = match self.0.entry(told.case_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let Some(record) = cases::find_by_id(db, told.case_id).await? else {
                    return Ok(None);
                };
                let file = CaseFile::load(&app.scenarios, db, &record).await?;
                let texts = file.texts(db).await?;
                place.insert((record, file, texts))
            }
        };
        Ok(item(case, told, read))
    }
}

fn item(
    (record, file, texts): &(CaseRecord, CaseFile, Texts),
    told: &Told,
    read: i64,
) -> Option<InboxItem> {
    let event = file.events.iter().find(|event| event.seq == told.seq)?;
    let event = happened::shown(file, event, texts)?;
    let (service, material) = about(file, &event.what);
    let scenario = &file.scenario;
    Some(InboxItem {
        id: told.id.unsigned_abs(),
        case: record.number.clone(),
        title: scenario.name.zh().to_owned(),
        service: service.map(|id| service_name(scenario, &id)),
        material: material.map(|id| material_name(scenario, &record.application, &id)),
        event,
        read: told.id <= read,
    })
}

/// The service and the material that an event is about.
fn about(file: &CaseFile, event: &CaseEventKind) -> (Option<String>, Option<String>) {
    use CaseEventKind as K;
    let service = match event {
        K::Supplied { material } => return (None, Some(material.clone())),
        K::Expired { obligation, .. } | K::Reminded { obligation } => {
            return owed(file, obligation);
        }
        K::Answered { asked } => asked_of(file, *asked),
        K::UrgeAnswered { urged } => urged_of(file, *urged),
        _ => event.service().cloned(),
    };
    (service, None)
}

fn owed(file: &CaseFile, obligation: &ObligationId) -> (Option<String>, Option<String>) {
    let service = match obligation {
        ObligationId::Supply { material } => return (None, Some(material.clone())),
        ObligationId::AnswerQuestion { asked } => asked_of(file, *asked),
        _ => obligation.service().cloned(),
    };
    (service, None)
}

fn asked_of(file: &CaseFile, asked: u32) -> Option<String> {
    file.case.questions.get(&asked)?.service.clone()
}

fn urged_of(file: &CaseFile, urged: u32) -> Option<String> {
    let mut services = file.case.services.iter();
    let service = services.find(|service| service.urges.iter().any(|urge| urge.seq == urged));
    service.map(|service| service.id.clone())
}
