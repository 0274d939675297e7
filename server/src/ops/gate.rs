//! The way in to `/ops`: which office a token is of, and what is written down of everything an office reads or does.
//! It stands before all of its routes, so that none can be forgotten.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::{HeaderMap, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::Actor;
use contract::CLERK;
use contract::problem::Code;

use super::offices::Office;
use crate::error::{ApiError, ApiResult, problem};
use crate::state::AppState;
use crate::store::{NewAuditEntry, audit};

const LONGEST_CLERK: usize = 64;
/// Where no clerk is named.
const NO_CLERK: &str = "-";

/// Who came in: a clerk of an office. Without a token that is known the answer is 403.
#[derive(Debug, Clone)]
pub(crate) struct Clerk {
    pub(crate) office: Arc<Office>,
    /// As the office calls her; nothing is known of her here.
    pub(crate) id: String,
}

impl Clerk {
    /// As events name her.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Office {
            office: self.office.id.clone(),
            clerk: self.id.clone(),
        }
    }

    /// Whose keys of idempotent writes they are.
    pub(crate) fn scope(&self) -> String {
        format!("office:{}", self.office.id)
    }
}

/// What was done, in ids, for the audit trail; put into the answer by whoever does it.
#[derive(Debug, Clone)]
pub(crate) struct Done(pub(crate) String);

impl FromRequestParts<AppState> for Clerk {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> ApiResult<Self> {
        match parts.extensions.get::<Self>() {
            Some(clerk) => Ok(clerk.clone()),
            None => problem(Code::Forbidden, "the machine token is missing or wrong"),
        }
    }
}

/// What an office asks for, in ids.
struct Asked {
    clerk: Clerk,
    /// The method and the route.
    what: String,
    case: Option<String>,
    file: Option<String>,
}

/// An answer leaves only when it is written down who got it.
pub(crate) async fn guard(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let asked = match asked(&app, &request) {
        Ok(Some(asked)) => asked,
        Ok(None) => return next.run(request).await,
        Err(error) => return error.into_response(),
    };
    request.extensions_mut().insert(asked.clerk.clone());
    let mut response = next.run(request).await;
    let done = response.extensions_mut().remove::<Done>();
    let detail = done.map(|Done(done)| done).or(asked.file);
    let entry = NewAuditEntry {
        at: &app.clock.now().rfc3339(),
        office: &asked.clerk.office.id,
        clerk: &asked.clerk.id,
        what: &asked.what,
        case: asked.case.as_deref(),
        detail: detail.as_deref(),
        status: response.status().as_u16(),
    };
    match write(&app, entry).await {
        Ok(()) => response,
        Err(error) => error.into_response(),
    }
}

/// `None` where it is no route of `/ops`.
fn asked(app: &AppState, request: &Request) -> ApiResult<Option<Asked>> {
    let route = request.extensions().get::<MatchedPath>();
    let Some(route) = route.map(MatchedPath::as_str) else {
        return Ok(None);
    };
    if !route.starts_with("/ops/") {
        return Ok(None);
    }
    let named = |name: &str| in_path(route, request.uri().path(), name);
    Ok(Some(Asked {
        clerk: clerk(app, request.headers())?,
        what: format!("{} {route}", request.method()),
        case: named("{number}"),
        file: named("{file}"),
    }))
}

async fn write(app: &AppState, entry: NewAuditEntry<'_>) -> ApiResult<()> {
    let mut db = app.store.read().await?;
    audit::insert(&mut db, entry).await?;
    Ok(())
}

fn clerk(app: &AppState, headers: &HeaderMap) -> ApiResult<Clerk> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let token = text(header::AUTHORIZATION.as_str()).and_then(|it| it.strip_prefix("Bearer "));
    let Some(office) = token.and_then(|token| app.offices.find(token)) else {
        return problem(Code::Forbidden, "the machine token is missing or wrong");
    };
    let id = text(CLERK).unwrap_or(NO_CLERK);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_id = (1..=LONGEST_CLERK).contains(&id.len()) && id.bytes().all(plain);
    if !is_id || !office.has_clerk(id) {
        return problem(Code::Forbidden, "the office has no such clerk");
    }
    Ok(Clerk {
        office: office.clone(),
        id: id.to_owned(),
    })
}

/// What stands in the path where the route has this name. What is no id of ours is not written down.
fn in_path(route: &str, path: &str, name: &str) -> Option<String> {
    let mut parts = route.split('/').zip(path.split('/'));
    let (_, value) = parts.find(|(part, _)| *part == name)?;
    let is_id = value.len() <= 64 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_id.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_is_read_from_the_path() {
        let route = "/ops/v1/cases/{number}/files/{file}";
        let of = |path: &str, name: &str| in_path(route, path, name);
        let path = "/ops/v1/cases/39A4C7QKXW6T/files/abc";
        assert_eq!(of(path, "{number}").as_deref(), Some("39A4C7QKXW6T"));
        assert_eq!(of(path, "{file}").as_deref(), Some("abc"));
        assert_eq!(of("/ops/v1/cases/%E5%BC%A0/files/a", "{number}"), None);
        assert_eq!(in_path("/ops/v1/cases", "/ops/v1/cases", "{number}"), None);
    }
}
