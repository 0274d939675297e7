//! What a resident's app does: sign in, send files, hand in; in words short enough for a test.

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Method, Request};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use catalog::application::Confirmed;
use catalog::{Answers, Application, Attachment, Scenario, Supplied, Value};
use contract::case::Submission;
use contract::person::SignIn;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::test_app::{Answer, OPS_TOKEN, TestApp};

pub(crate) struct Resident<'a> {
    app: &'a TestApp,
    cookie: String,
}

/// A photograph and what it is of.
pub(crate) struct Photo {
    pub(crate) bytes: Vec<u8>,
    pub(crate) material: &'static str,
    pub(crate) page: &'static str,
}

impl Photo {
    pub(crate) fn of_social_card(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            material: "social_card",
            page: "face",
        }
    }

    pub(crate) fn metadata(&self) -> String {
        let sum: String = Sha256::digest(&self.bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let pair = |key, value: &str| format!("{key} {}", BASE64_STANDARD.encode(value));
        [
            pair("sha256", &sum),
            pair("scenario", "unemployment"),
            pair("region", "321000"),
            pair("material", self.material),
            pair("page", self.page),
        ]
        .join(",")
    }
}

impl<'a> Resident<'a> {
    pub(crate) async fn signed_in(app: &'a TestApp, id: &str) -> Self {
        let mut resident = Self {
            app,
            cookie: String::new(),
        };
        let identity = SignIn {
            demo_identity: id.to_owned(),
        };
        let answer = resident.post("/api/v1/session", "-", &identity).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cookie = answer.header("set-cookie");
        resident.cookie = cookie.split(';').next().unwrap().to_owned();
        resident
    }

    /// Who has a session already.
    pub(crate) fn with_cookie(app: &'a TestApp, cookie: String) -> Self {
        Self { app, cookie }
    }

    /// The same person at another server.
    pub(crate) fn at<'b>(&self, app: &'b TestApp) -> Resident<'b> {
        Resident {
            app,
            cookie: self.cookie.clone(),
        }
    }

    /// As a header sends it.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    fn request(&self, method: Method, path: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", &self.cookie)
            .header("x-requested-by", "yijianshi")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty());
        self.app.send(request.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, key: &str, body: &impl Serialize) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(Body::from(serde_json::to_vec(body).unwrap()));
        self.app.send(request.unwrap()).await
    }

    pub(crate) fn tus(&self, method: Method, path: &str) -> Builder {
        self.request(method, path).header("tus-resumable", "1.0.0")
    }

    pub(crate) async fn send(&self, request: Builder, body: Body) -> Answer {
        self.app.send(request.body(body).unwrap()).await
    }

    /// Announces a photograph; its path.
    pub(crate) async fn announce(&self, photo: &Photo) -> String {
        let request = self
            .tus(Method::POST, "/api/v1/uploads")
            .header("upload-length", photo.bytes.len())
            .header("upload-metadata", photo.metadata());
        let answer = self.send(request, Body::empty()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.header("location").to_owned()
    }

    pub(crate) async fn patch(&self, path: &str, offset: usize, body: impl Into<Body>) -> Answer {
        let request = self
            .tus(Method::PATCH, path)
            .header("upload-offset", offset)
            .header("content-type", "application/offset+octet-stream");
        self.send(request, body.into()).await
    }

    pub(crate) async fn offset(&self, path: &str) -> String {
        let answer = self.send(self.tus(Method::HEAD, path), Body::empty()).await;
        assert_eq!(answer.status, 200);
        answer.header("upload-offset").to_owned()
    }

    /// Uploads a photograph whole; the id of the file.
    pub(crate) async fn upload(&self, photo: Photo) -> String {
        let path = self.announce(&photo).await;
        let answer = self.patch(&path, 0, photo.bytes).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        path.rsplit('/').next().unwrap().to_owned()
    }

    /// What one hands in who left for `reason`: everything said, the social card by `social_card`.
    pub(crate) async fn submission(
        &self,
        reason: &str,
        social_card: Option<Supplied>,
    ) -> Submission {
        let scenario: Scenario = self
            .get("/api/v1/scenarios/unemployment?region=321000")
            .await
            .json();
        let mut application = Application {
            answers: Answers::from([("leaving_reason", Value::from(reason))]),
            sensitive_consent: true,
            ..Application::default()
        };
        application.agreed.insert("truth".to_owned());
        let account = Value::from("6200 0000 0000 0000 018");
        application
            .fields
            .insert("payout_account".to_owned(), account);
        let said = Confirmed {
            ticked: ["own".to_owned(), "readable".to_owned()].into(),
            unsure: false,
        };
        application.confirmed.insert("social_card".to_owned(), said);
        if let Some(supplied) = social_card {
            application
                .materials
                .insert("social_card".to_owned(), supplied);
        }
        Submission {
            scenario: scenario.id,
            version: scenario.version,
            hash: scenario.hash,
            region: scenario.region.code,
            application,
        }
    }

    /// Hands in the entitled person's case, the social card to follow later; its number.
    pub(crate) async fn case(&self) -> String {
        let submission = self
            .submission("contract_expired", Some(Supplied::Later))
            .await;
        let answer = self.post("/api/v1/cases", "first", &submission).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json::<contract::case::Case>().number
    }
}

/// The social card by one photograph.
pub(crate) fn attached(file: &str, for_review: bool) -> Option<Supplied> {
    Some(Supplied::Attached(vec![Attachment {
        page: "face".to_owned(),
        file: file.to_owned(),
        for_review,
    }]))
}

/// What a back office asks for.
pub(crate) fn office_request(path: &str) -> Request<Body> {
    Request::get(path)
        .header("authorization", format!("Bearer {OPS_TOKEN}"))
        .body(Body::empty())
        .unwrap()
}
