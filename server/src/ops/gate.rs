//! The way in to `/ops`: which office a token is of, and what is written down of everything an office reads or does.
//! It stands before all of its routes, so that none can be forgotten.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::Actor;
use contract::CLERK;
use contract::problem::Code;

use super::offices::{Office, Shown};
use super::tokens::{Role, Validity};
use crate::clock::Moment;
use crate::error::{ApiError, ApiResult, problem};
use crate::http::client_address::ClientAddress;
use crate::http::limits::Limited;
use crate::state::AppState;
use crate::store::{Connection, NewAuditEntry, StoreError, audit};

const LONGEST_CLERK: usize = 64;
/// All that an auditor may read.
const TRAIL: &str = "/ops/v1/audit";
/// Where no clerk is named.
const NO_CLERK: &str = "-";

/// Who came in: a clerk of an office. Without a token that is known the answer is 403.
#[derive(Debug, Clone)]
pub(crate) struct Clerk {
    pub(crate) office: Arc<Office>,
    /// As the office calls her; nothing is known of her here.
    pub(crate) id: String,
    pub(crate) role: Role,
    asked: Arc<Asked>,
}

/// Why a clerk that is known is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closed {
    NotYet,
    Over,
    /// An auditor, who reads the trail and nothing else.
    NotTheirs,
}

/// What an office asks for, in ids.
#[derive(Debug)]
struct Asked {
    /// The method and the route.
    what: String,
    case: Option<String>,
    file: Option<String>,
}

/// In an answer: that it has been written down already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenDown;

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

    /// Adds to the audit trail what she asked for, with what was done in ids, and how it is answered. Who changes
    /// something does so in the transaction of the change, and says [`WrittenDown`]; the gate does it for all others.
    pub(crate) async fn write_down(
        &self,
        db: &mut Connection,
        at: Moment,
        done: Option<&str>,
        status: StatusCode,
    ) -> Result<(), StoreError> {
        let entry = NewAuditEntry {
            at: &at.rfc3339(),
            office: &self.office.id,
            clerk: &self.id,
            what: &self.asked.what,
            case: self.asked.case.as_deref(),
            detail: done.or(self.asked.file.as_deref()),
            status: status.as_u16(),
        };
        audit::insert(db, entry).await
    }
}

impl FromRequestParts<AppState> for Clerk {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> ApiResult<Self> {
        match parts.extensions.get::<Self>() {
            Some(clerk) => Ok(clerk.clone()),
            None => problem(Code::Forbidden, "the machine token is missing or wrong"),
        }
    }
}

/// An answer leaves only when it is written down who got it.
pub(crate) async fn guard(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let (clerk, closed) = match clerk(&app, &request) {
        Ok(Some(found)) => found,
        Ok(None) => return next.run(request).await,
        Err(error) => return error.into_response(),
    };
    request.extensions_mut().insert(clerk.clone());
    let response = match closed {
        Some(closed) => closed.problem().into_response(),
        None => next.run(request).await,
    };
    if response.extensions().get::<WrittenDown>().is_some() {
        return response;
    }
    match write(&app, &clerk, response.status()).await {
        Ok(()) => response,
        Err(error) => error.into_response(),
    }
}

async fn write(app: &AppState, clerk: &Clerk, status: StatusCode) -> ApiResult<()> {
    let mut db = app.store.write().await?;
    let now = app.clock.now();
    clerk.write_down(&mut db, now, None, status).await?;
    db.commit().await?;
    Ok(())
}

impl Closed {
    fn of(shown: &Shown<'_>, route: &str) -> Option<Self> {
        match (shown.validity, shown.role) {
            (Validity::Over, _) => Some(Self::Over),
            (Validity::NotYet, _) => Some(Self::NotYet),
            (Validity::Valid, Role::Auditor) if !route.starts_with(TRAIL) => Some(Self::NotTheirs),
            (Validity::Valid, _) => None,
        }
    }

    fn problem(self) -> ApiError {
        let (code, title) = match self {
            Self::NotYet => (Code::Forbidden, "the token is not taken yet"),
            Self::Over => (Code::TokenExpired, "the last day of the token is over"),
            Self::NotTheirs => (Code::Forbidden, "an auditor reads the audit trail alone"),
        };
        ApiError::Problem(code, title)
    }
}

/// `None` where it is no route of `/ops`.
fn clerk(app: &AppState, request: &Request) -> ApiResult<Option<(Clerk, Option<Closed>)>> {
    let route = request.extensions().get::<MatchedPath>();
    let Some(route) = route.map(MatchedPath::as_str) else {
        return Ok(None);
    };
    if !route.starts_with("/ops/") {
        return Ok(None);
    }
    let headers = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let token = text(header::AUTHORIZATION.as_str()).and_then(|it| it.strip_prefix("Bearer "));
    let trusted = &app.settings.trusted_proxies;
    let ClientAddress(address) = ClientAddress::of(request.extensions(), headers, trusted);
    let (limits, address) = (&app.limits, address.to_string());
    // Whoever has tried too many wrong ones is not told of any whether it is right.
    limits.may_try(Limited::WrongTokens, &address)?;
    let today = app.clock.today();
    let Some(shown) = token.and_then(|token| app.offices.find(token, today)) else {
        if token.is_some() {
            limits.count(Limited::WrongTokens, address);
        }
        return problem(Code::Forbidden, "the machine token is missing or wrong");
    };
    let id = text(CLERK).unwrap_or(NO_CLERK);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_id = (1..=LONGEST_CLERK).contains(&id.len()) && id.bytes().all(plain);
    let office = shown.office;
    if !is_id || !office.has_clerk(id) {
        return problem(Code::Forbidden, "the office has no such clerk");
    }
    let named = |name: &str| in_path(route, request.uri().path(), name);
    let asked = Asked {
        what: format!("{} {route}", request.method()),
        case: named("{number}"),
        file: named("{file}"),
    };
    let clerk = Clerk {
        office: office.clone(),
        id: id.to_owned(),
        role: shown.role,
        asked: Arc::new(asked),
    };
    Ok(Some((clerk, Closed::of(&shown, route))))
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
