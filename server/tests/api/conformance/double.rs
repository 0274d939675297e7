//! A server that is wrong: a proxy before the right one that changes requests and answers.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use contract::problem::CONTENT_TYPE;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower::ServiceExt;

use super::faults::Fault;
use crate::test_app::TestApp;

pub(super) struct Double {
    url: String,
    fault: Arc<Mutex<Option<Fault>>>,
}

/// What was asked, as it came.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    /// Cookies in the order in which people have signed in: the last two are those of the run.
    cookies: Vec<String>,
}

pub(super) type Question = Request<Vec<u8>>;
pub(super) type Reply = Response<Vec<u8>>;

impl Asked {
    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(super) fn is(&self, method: &str, start: &str) -> bool {
        self.method == *method && self.path().starts_with(start)
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The cookie of the first of the two people of this run.
    pub(super) fn first_cookie(&self) -> &str {
        let count = self.cookies.len();
        &self.cookies[count.saturating_sub(2)]
    }

    pub(super) fn is_of_other(&self) -> bool {
        let other = self.cookies.len() > 1 && self.cookies.len().is_multiple_of(2);
        other
            && self
                .cookies
                .last()
                .is_some_and(|last| last == self.header("cookie"))
    }
}

impl Double {
    pub(super) async fn of(app: &TestApp) -> Self {
        let fault = Arc::new(Mutex::new(None::<Fault>));
        let cookies = Arc::new(Mutex::new(Vec::new()));
        let (server, now) = (app.server.router(), fault.clone());
        let proxy = Router::new().fallback(move |request: Request<Body>| {
            let fault = now.lock().unwrap().clone();
            pass(server.clone(), fault, cookies.clone(), request)
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, proxy).await });
        Self { url, fault }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn break_by(&self, fault: Fault) {
        *self.fault.lock().unwrap() = Some(fault);
    }
}

async fn pass(
    server: Router,
    fault: Option<Fault>,
    cookies: Arc<Mutex<Vec<String>>>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    let asked = Asked {
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        headers: parts.headers.clone(),
        cookies: cookies.lock().unwrap().clone(),
    };
    let mut request = Request::from_parts(parts, body);
    if let Some(fault) = &fault {
        (fault.before)(&asked, &mut request);
    }
    let answer = server.oneshot(request.map(Body::from)).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    let mut answer = Response::from_parts(parts, body);
    if asked.is("POST", "/api/v1/session")
        && let Some(cookie) = answer.headers().get("set-cookie")
    {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        cookies.lock().unwrap().push(pair.to_owned());
    }
    if let Some(fault) = &fault {
        (fault.after)(&asked, &mut answer);
    }
    // Whoever has no answer gets none.
    if answer.headers().contains_key("x-cut-off") {
        let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        let parts = [Ok(vec![0]), Err(broken)];
        return Response::new(Body::from_stream(futures_util::stream::iter(parts)));
    }
    // It is another one now.
    answer.headers_mut().remove("content-length");
    answer.map(Body::from)
}

/// Changes an answer of JSON.
pub(super) fn edit(answer: &mut Reply, change: impl FnOnce(&mut Value)) {
    let mut body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    change(&mut body);
    *answer.body_mut() = serde_json::to_vec(&body).unwrap();
}

pub(super) fn without(answer: &mut Reply, header: &'static str) {
    answer.headers_mut().remove(header);
}

/// Another problem in place of the answer; its parts agree.
pub(super) fn refuse(answer: &mut Reply, status: u16, code: &str) {
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    let kind = CONTENT_TYPE.parse().unwrap();
    answer.headers_mut().insert("content-type", kind);
    let kind = format!("about:blank#{code}");
    let problem = json!({ "type": kind, "title": "another", "status": status, "code": code });
    *answer.body_mut() = serde_json::to_vec(&problem).unwrap();
}

/// As if it were done.
pub(super) fn succeed(answer: &mut Reply, status: u16) {
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    answer.headers_mut().remove("content-type");
    answer.body_mut().clear();
}

pub(super) fn code(answer: &Reply) -> String {
    let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    body["code"].as_str().unwrap_or_default().to_owned()
}
