//! A browser with cookies, as far as signing in needs one.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request};
use contract::person::{Person, Session};

use crate::test_app::{Answer, TestApp};

pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    pub(crate) fn of(app: &'a TestApp) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
        }
    }

    /// As a header sends them.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.iter();
        let cookies: Vec<String> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        cookies.join("; ")
    }

    pub(crate) async fn open(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path).await
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", self.cookies())
            .header("x-requested-by", "yijianshi");
        let answer = self.app.send(request.body(Body::empty()).unwrap()).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let mut parts = cookie.to_str().unwrap().split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            match parts.any(|part| part == "Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    /// Opens a path and says where it leads.
    pub(crate) async fn led(&mut self, path: &str) -> String {
        let answer = self.open(path).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").to_owned()
    }

    /// Comes back from the identity service.
    pub(crate) async fn comes_back(&mut self, address: &str) -> String {
        let (_, path) = address
            .split_once("/api/")
            .expect("an address of this server");
        self.led(&format!("/api/{path}")).await
    }

    pub(crate) async fn person(&mut self) -> Option<Person> {
        let session: Session = self.open("/api/v1/session").await.json();
        session.person
    }
}
