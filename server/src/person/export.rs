//! Everything that is held about a person as one download: JSON as the contract has it, with nothing masked, and the
//! files as they were sent.

use std::collections::VecDeque;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::Actor;
use futures_util::stream;
use serde_json::{Value, json};

use super::{kinds, zip::Zip};
use crate::auth::identity::Person;
use crate::auth::session::SignedIn;
use crate::cases::case_file::CaseFile;
use crate::cases::files::media_type;
use crate::cases::view;
use crate::error::{ApiError, ApiResult, Causes, Fault, not_found};
use crate::http::limits::Limited;
use crate::state::AppState;
use crate::store::{case_events, cases, personal_data, sessions, superseded, uploads};

const CONTENT_TYPE: &str = "application/zip";

/// What is still to be written.
enum Next {
    Case(String),
    /// A file, and the case it belongs to.
    File(String, Option<(i64, String)>),
    End,
}

struct Export {
    app: AppState,
    person: Person,
    zip: Zip,
    next: VecDeque<Next>,
}

/// `GET /api/v1/person/data/export.zip`
pub(crate) async fn export(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
) -> ApiResult<Response> {
    let (limits, id) = (&app.limits, person.id.clone());
    limits.admit(Limited::Exporting, id).await?;
    let mut db = app.store.read().await?;
    let about = about(&app, &mut db, &person).await?;
    let numbers = personal_data::cases(&mut db, &person.id).await?;
    let unused = personal_data::files(&mut db, &person.id, None).await?;
    drop(db);
    let mut next: VecDeque<_> = numbers.into_iter().map(Next::Case).collect();
    next.extend(unused.into_iter().map(|id| Next::File(id, None)));
    next.push_back(Next::End);
    let mut export = Export {
        app,
        person,
        zip: Zip::default(),
        next,
    };
    let first = export.json("about-me.json", &about)?;
    let rest = stream::unfold(Some((Some(first), export)), |state| async move {
        let (some, mut export) = state?;
        if let Some(first) = some {
            return Some((Ok(first), Some((None, export))));
        }
        match export.next().await {
            Ok(Some(bytes)) => Some((Ok(bytes), Some((None, export)))),
            Ok(None) => None,
            // The download breaks off, so that nobody takes it for whole.
            Err(ApiError::Internal(fault)) => {
                tracing::error!(fault = %Causes(&fault), "an export broke off");
                Some((Err(std::io::Error::other("the export broke off")), None))
            }
            Err(_) => Some((Err(std::io::Error::other("the export broke off")), None)),
        }
    });
    let name = "attachment; filename=\"my-data.zip\"";
    let headers = [
        (header::CONTENT_TYPE, CONTENT_TYPE),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::from_stream(rest)).into_response())
}

/// Who it is, and what belongs to no case.
async fn about(
    app: &AppState,
    db: &mut crate::store::Connection,
    person: &Person,
) -> ApiResult<Value> {
    let counted = personal_data::count(db, &person.id).await?;
    let notices = personal_data::notices(db, &person.id).await?;
    let notices = notices.into_iter().map(|(scenario, notice, at, read, dismissed)| {
        json!({ "scenario": scenario, "notice": notice, "at": at, "read": read, "dismissed": dismissed })
    });
    let sessions = sessions::of_person(db, &person.id).await?;
    let sessions = sessions.into_iter().map(|(begun_by, ends_at, employer)| {
        json!({ "begun_by": begun_by, "ends_at": ends_at, "employer": employer })
    });
    let employer = person.employer.as_ref();
    Ok(json!({
        "exported_at": app.clock.now().rfc3339(),
        "person": {
            "id": person.id,
            "name": person.name,
            "number": person.number.as_str(),
            "mobile": person.mobile,
            "employer": employer.map(|it| json!({ "name": it.name, "credit_code": it.credit_code })),
            "proven_by": person.proven_by,
        },
        "held": kinds(counted),
        "sessions": sessions.collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
    }))
}

impl Export {
    async fn next(&mut self) -> ApiResult<Option<Bytes>> {
        match self.next.pop_front() {
            Some(Next::Case(number)) => self.case(&number).await.map(Some),
            Some(Next::File(id, of)) => self.file(&id, of).await.map(Some),
            Some(Next::End) => {
                let end = std::mem::take(&mut self.zip).end().ok_or_else(full)?;
                Ok(Some(end.into()))
            }
            None => Ok(None),
        }
    }

    /// As the applicant sees it, and as it is kept: what was handed in, on what its plan stood, what stood there
    /// before, all that happened with every word.
    async fn case(&mut self, number: &str) -> ApiResult<Bytes> {
        let app = self.app.clone();
        let mut db = app.store.read().await?;
        let record = cases::find_own(&mut db, &self.person.id, number).await?;
        // It may have been undone since the list was read.
        let record = record.ok_or_else(not_found)?;
        let id = record.id;
        let file = CaseFile::load(&app.scenarios, &mut db, &record).await?;
        // What belongs to somebody else who confirms is his: only that he did is told.
        let is_own = |by: &Actor| !matches!(by, Actor::Confirmer { .. });
        let events: Vec<_> = file
            .events
            .iter()
            .filter(|event| is_own(&event.by))
            .collect();
        let superseded = superseded::of_case(&mut db, id).await?;
        let superseded = superseded
            .into_iter()
            .map(|(until, what)| json!({ "until": until, "what": what }));
        let kept = json!({
            "application": record.application,
            "registers_said": record.basis,
            "events": events,
            "words": case_events::texts(&mut db, id).await?,
            "before_corrections": superseded.collect::<Vec<_>>(),
        });
        let files = personal_data::files(&mut db, &self.person.id, Some(id)).await?;
        let shown = view::of_file(&app, &mut db, record, &file).await?;
        drop(db);
        for file in files.into_iter().rev() {
            let of = Some((id, number.to_owned()));
            self.next.push_front(Next::File(file, of));
        }
        let json = json!({ "case": shown, "kept": kept });
        self.json(&format!("cases/{number}/case.json"), &json)
    }

    async fn file(&mut self, id: &str, of: Option<(i64, String)>) -> ApiResult<Bytes> {
        let mut db = self.app.store.read().await?;
        let upload = uploads::find(&mut db, &self.person.id, id).await?;
        drop(db);
        let upload = upload.ok_or_else(not_found)?;
        let bytes = self.app.objects.read(&upload.object).await?;
        let extension = match media_type(upload.report.as_ref()).split_once('/') {
            Some(("image", kind)) => kind,
            Some(("application", "pdf")) => "pdf",
            _ => "bin",
        };
        let folder = match of {
            Some((_, number)) => format!("cases/{number}"),
            None => "not-handed-in".to_owned(),
        };
        let (material, page) = (&upload.material, &upload.page);
        let name = format!("{folder}/{material}-{page}-{id}.{extension}");
        self.member(&name, &bytes)
    }

    fn json(&mut self, name: &str, value: &Value) -> ApiResult<Bytes> {
        let text = serde_json::to_vec_pretty(value)?;
        self.member(name, &text)
    }

    fn member(&mut self, name: &str, content: &[u8]) -> ApiResult<Bytes> {
        let bytes = self.zip.member(name, content).ok_or_else(full)?;
        Ok(bytes.into())
    }
}

fn full() -> ApiError {
    ApiError::Internal(Fault::Missing("room in an archive of 4 GB"))
}
