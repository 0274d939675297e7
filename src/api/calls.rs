//! The calls of the API by name, as `contract` describes them.

use catalog::Scenario;
use catalog::scenario::Counter;
use contract::case::{Case, CasePage, Submission};
use contract::case_action::ResidentCommand;
use contract::confirmation::{ConfirmationAnswer, ConfirmationAsked};
use contract::counter::BookableDays;
use contract::elsewhere::ElsewhereTick;
use contract::handed_in::HandedIn;
use contract::inbox::{Dismissed, Inbox, InboxRead};
use contract::licence::Licences;
use contract::person::{Eligibility, Holdings, Session, SignIn, SignedOut};
use contract::personal_data::{Erased, HeldData};
use gloo_net::http::Method;

use super::{ApiError, address, delete, get, read, send_json, text, write, written};

/// A version that was served once, by its hash.
pub(crate) async fn scenario_version(id: &str, hash: &str) -> Result<Scenario, ApiError> {
    get(&["/scenarios/", id, "/", hash].concat()).await
}

/// The JSON of a [`Session`]: it is also remembered as it came.
pub(crate) async fn session() -> Result<String, ApiError> {
    text("/session").await
}

pub(crate) fn read_session(json: &str) -> Result<Session, ApiError> {
    read(json)
}

/// As [`session`].
pub(crate) async fn sign_in(demo_identity: &str) -> Result<String, ApiError> {
    let body = SignIn {
        demo_identity: demo_identity.to_owned(),
    };
    send_json(Method::POST, "/session", written(&body)?, None).await
}

/// Where the browser goes on to, to sign out of the identity service, too. A back end without one may answer nothing.
pub(crate) async fn sign_out() -> Result<SignedOut, ApiError> {
    let told = delete("/session").await?;
    match told.is_empty() {
        true => Ok(SignedOut::default()),
        false => read(&told),
    }
}

/// The JSON of [`Holdings`], as [`session`].
pub(crate) async fn holdings() -> Result<String, ApiError> {
    text("/person/holdings").await
}

pub(crate) fn read_holdings(json: &str) -> Result<Holdings, ApiError> {
    read(json)
}

pub(crate) async fn eligibility(scenario: &str, region: &str) -> Result<Eligibility, ApiError> {
    get(&["/eligibility/", scenario, "?region=", region].concat()).await
}

/// Hands in. The same `key` never makes a second case.
pub(crate) async fn submit(submission: &Submission, key: &str) -> Result<Case, ApiError> {
    write(Method::POST, "/cases", submission, Some(key)).await
}

pub(crate) async fn cases(cursor: Option<&str>) -> Result<CasePage, ApiError> {
    match cursor {
        Some(cursor) => get(&["/cases?cursor=", cursor].concat()).await,
        None => get("/cases").await,
    }
}

/// Those that are not decided yet: the newest twenty.
pub(crate) async fn open_cases() -> Result<CasePage, ApiError> {
    get("/cases?open=true").await
}

pub(crate) async fn case(number: &str) -> Result<Case, ApiError> {
    get(&["/cases/", number].concat()).await
}

/// What the applicant does with a case. The same `key` never does it twice.
pub(crate) async fn act(
    number: &str,
    command: &ResidentCommand,
    key: &str,
) -> Result<Case, ApiError> {
    let path = ["/cases/", number, "/actions"].concat();
    write(Method::POST, &path, command, Some(key)).await
}

/// 办事窗口 of a place.
pub(crate) async fn counters(region: &str) -> Result<Vec<Counter>, ApiError> {
    get(&["/regions/", region, "/counters"].concat()).await
}

pub(crate) async fn bookable_days(region: &str, counter: &str) -> Result<BookableDays, ApiError> {
    get(&["/regions/", region, "/counters/", counter, "/days"].concat()).await
}

pub(crate) async fn handed_in(number: &str) -> Result<HandedIn, ApiError> {
    get(&["/cases/", number, "/application"].concat()).await
}

/// Ticks off a step at another office, or takes that back.
pub(crate) async fn tick_elsewhere(
    number: &str,
    service: &str,
    done: bool,
) -> Result<(), ApiError> {
    let path = ["/cases/", number, "/elsewhere/", service].concat();
    let body = written(&ElsewhereTick { done })?;
    send_json(Method::POST, &path, body, None).await.map(drop)
}

/// The address of a picture or PDF of a case.
pub(crate) fn file_address(number: &str, file: &str) -> String {
    address(&["/cases/", number, "/files/", file].concat())
}

pub(crate) async fn inbox(cursor: Option<&str>) -> Result<Inbox, ApiError> {
    match cursor {
        Some(cursor) => get(&["/inbox?cursor=", cursor].concat()).await,
        None => get("/inbox").await,
    }
}

pub(crate) async fn inbox_read(up_to: u64) -> Result<(), ApiError> {
    let body = InboxRead { up_to };
    let answer = send_json(Method::POST, "/inbox/read", written(&body)?, None).await;
    answer.map(drop)
}

/// 我的证照, with what they spare in a place.
pub(crate) async fn licences(region: &str) -> Result<Licences, ApiError> {
    get(&["/person/licences?region=", region].concat()).await
}

/// 我的信息
pub(crate) async fn held_data() -> Result<HeldData, ApiError> {
    get("/person/data").await
}

/// The address of all of it, to download.
pub(crate) fn my_data_address() -> String {
    address("/person/data/export.zip")
}

pub(crate) async fn erase_my_data() -> Result<Erased, ApiError> {
    write(Method::POST, "/person/data/erasure", &(), None).await
}

pub(crate) async fn dismiss(notice: &Dismissed) -> Result<(), ApiError> {
    let answer = send_json(Method::POST, "/inbox/dismiss", written(notice)?, None).await;
    answer.map(drop)
}

pub(crate) async fn confirmation(code: &str) -> Result<ConfirmationAsked, ApiError> {
    get(&["/confirmations/", code].concat()).await
}

pub(crate) async fn confirm(
    code: &str,
    confirms: bool,
    key: &str,
) -> Result<ConfirmationAsked, ApiError> {
    let path = ["/confirmations/", code].concat();
    write(
        Method::POST,
        &path,
        &ConfirmationAnswer { confirms },
        Some(key),
    )
    .await
}
