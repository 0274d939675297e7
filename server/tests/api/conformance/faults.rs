//! What a back end can do wrong, each with the rules that it breaks by that, in the order of the report.

mod answers;
mod cases;
mod files;
mod offices;

use super::double::{Asked, Question, Reply, edit};
use crate::test_app::OPS_TOKEN;

/// Where files are announced.
const UPLOADS: &str = "/api/v1/uploads";

#[derive(Clone)]
pub(super) struct Fault {
    pub(super) name: &'static str,
    pub(super) breaks: &'static [&'static str],
    pub(super) before: fn(&Asked, &mut Question),
    pub(super) after: fn(&Asked, &mut Reply),
}

const fn before(
    name: &'static str,
    breaks: &'static [&'static str],
    before: fn(&Asked, &mut Question),
) -> Fault {
    Fault {
        name,
        breaks,
        before,
        after: |_, _| {},
    }
}

const fn after(
    name: &'static str,
    breaks: &'static [&'static str],
    after: fn(&Asked, &mut Reply),
) -> Fault {
    Fault {
        name,
        breaks,
        before: |_, _| {},
        after,
    }
}

pub(super) fn all() -> Vec<Fault> {
    [answers::all(), files::all(), cases::all(), offices::all()].concat()
}

/// `GET` of one case, whole.
fn is_case(asked: &Asked) -> bool {
    let number = asked.path().strip_prefix("/api/v1/cases/");
    asked.method == "GET" && number.is_some_and(|number| !number.contains('/'))
}

fn forget_key(request: &mut Question) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let key = format!("forgotten-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    if request.headers().contains_key("idempotency-key") {
        request
            .headers_mut()
            .insert("idempotency-key", key.parse().unwrap());
    }
}

fn as_first(asked: &Asked, request: &mut Question) {
    let cookie = asked.first_cookie().parse().unwrap();
    request.headers_mut().insert("cookie", cookie);
}

fn with_token(request: &mut Question) {
    let token = format!("Bearer {OPS_TOKEN}").parse().unwrap();
    request.headers_mut().insert("authorization", token);
}

fn double_first(answer: &mut Reply) {
    edit(answer, |page| {
        if let Some(items) = page["items"].as_array_mut()
            && let Some(first) = items.first().cloned()
        {
            items.push(first);
        }
    });
}
