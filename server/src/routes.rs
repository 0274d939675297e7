//! Every resource of the API in one list: it registers the handlers, and the OpenAPI document is
//! written from it, so that neither can forget the other.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{self, MethodFilter, MethodRouter};
use catalog::Scenario;
use catalog::handbook::Handbook;
use catalog::scenario::Shelf;
use catalog::search::{Place, SearchIndex};
use contract::case::{Case, CasePage, Correction, Submission};
use contract::ops::{Decision, OpsCase, OpsCasePage, PrecheckOutcomePage};
use contract::person::{Eligibility, Holdings, Session, SignIn};
use contract::problem::Code;
use contract::upload::Upload;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::app::App;
use crate::catalogue::{self, Health};
use crate::error::ApiError;
use crate::{cases, openapi, ops, person, session, uploads};

#[rustfmt::skip] // One resource, one paragraph.
pub(crate) fn all() -> Vec<Route> {
    vec![
        get("/api/v1/health", catalogue::health, "Whether the server is well").answers::<Health>(200),
        get("/api/v1/openapi.json", openapi::document, "This document").answers_json(),

        get("/api/v1/regions", catalogue::regions, "The places where cases are accepted").answers::<Vec<Place>>(200),
        get("/api/v1/handbook", catalogue::handbook, "The 办事指南 of the basic public services").answers::<Handbook>(200),
        get("/api/v1/search-index", catalogue::search_index, "What can be found in a region, with its pinyin: the phone searches by itself").query(&["region"]).answers::<SearchIndex>(200),
        get("/api/v1/shelf", catalogue::shelf, "The ten 一件事 by stage of life, and which can be used here").query(&["region"]).answers::<Shelf>(200),
        get("/api/v1/scenarios/{id}", catalogue::scenario, "A scenario as its region sees it: the latest version").query(&["region"]).answers::<Scenario>(200).problems(&[Code::NotFound]),
        get("/api/v1/scenarios/{id}/{hash}", catalogue::scenario_version, "One version of a scenario, for ever").answers::<Scenario>(200).problems(&[Code::NotFound]),

        get("/api/v1/session", session::show, "Who is signed in, the day, and who one may sign in as").answers::<Session>(200),
        post("/api/v1/session", session::sign_in, "Sign in").takes::<SignIn>().answers::<Session>(200).problems(&[Code::NotFound, Code::TooMany]),
        delete("/api/v1/session", session::sign_out, "Sign out").answers_nothing(),

        get("/api/v1/person/holdings", person::holdings, "What the state already holds: records, e-licences").signed_in().answers::<Holdings>(200),
        get("/api/v1/eligibility/{scenario}", person::eligibility, "What stands in the way before anyone fills in a form").signed_in().answers::<Eligibility>(200).problems(&[Code::NotFound]),

        options("/api/v1/uploads", uploads::protocol, "The version and extensions of tus").answers_nothing(),
        post("/api/v1/uploads", uploads::create, "Announce a file (tus creation)").signed_in().tus(&["Upload-Length", "Upload-Metadata"]).answers_empty(201).problems(&[Code::Malformed, Code::TooLarge, Code::FileRefused, Code::TooMany]),
        head("/api/v1/uploads/{id}", uploads::offset, "How much of it has arrived").signed_in().tus(&[]).answers_empty(200).problems(&[Code::NotFound]),
        patch("/api/v1/uploads/{id}", uploads::append, "Send on; the last part is answered with the pre-check").signed_in().tus(&["Upload-Offset"]).takes_bytes().answers::<Upload>(200).problems(&[Code::NotFound, Code::OffsetMismatch, Code::TooLarge, Code::MediaType, Code::ChecksumMismatch]),
        get("/api/v1/uploads/{id}", uploads::show, "The file's state and what the pre-check says").signed_in().answers::<Upload>(200).problems(&[Code::NotFound]),
        delete("/api/v1/uploads/{id}", uploads::withdraw, "Take it back (tus termination)").signed_in().tus(&[]).answers_nothing().problems(&[Code::NotFound, Code::WrongState]),

        post("/api/v1/cases", cases::submit, "Hand in an application").signed_in().once().takes::<Submission>().answers::<Case>(201).problems(&[Code::ScenarioChanged, Code::CaseOpen, Code::KeyReused, Code::ApplicationInvalid]),
        get("/api/v1/cases", cases::list, "One's own cases, the newest first").signed_in().query(&["cursor"]).answers::<CasePage>(200),
        get("/api/v1/cases/{number}", cases::show, "A case and its timelines").signed_in().answers::<Case>(200).problems(&[Code::NotFound]),
        post("/api/v1/cases/{number}/lanes/{service}/correction", cases::correct, "Answer a request for correction (补正)").signed_in().once().takes::<Correction>().answers::<Case>(200).problems(&[Code::NotFound, Code::WrongState, Code::KeyReused, Code::ApplicationInvalid]),

        get("/ops/v1/cases", ops::list, "Cases for a back office, the oldest open one first").office().query(&["state", "cursor"]).answers::<OpsCasePage>(200),
        get("/ops/v1/precheck-outcomes", ops::precheck_outcomes, "What the pre-check said of pictures, and what clerks made of them; no personal data").office().query(&["cursor"]).answers::<PrecheckOutcomePage>(200).problems(&[Code::Malformed]),
        post("/ops/v1/cases/{number}/lanes/{service}/decisions", ops::decide, "Accept, ask for correction, grant or refuse").office().once().takes::<Decision>().answers::<OpsCase>(200).problems(&[Code::NotFound, Code::WrongState, Code::KeyReused]),
    ]
}

pub(crate) fn router() -> Router<App> {
    all()
        .into_iter()
        .fold(Router::new(), |router, route| {
            router.route(route.path, route.handler)
        })
        .method_not_allowed_fallback(async || ApiError::Method)
}

/// Who may call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Anyone,
    SignedIn,
    Office,
}

/// What a body holds.
#[derive(Clone, Copy)]
pub(crate) enum Content {
    Nothing,
    Bytes,
    AnyJson,
    Json(fn(&mut SchemaGenerator) -> Schema),
}

pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    handler: MethodRouter<App>,
    pub(crate) about: &'static str,
    pub(crate) access: Access,
    pub(crate) query: &'static [&'static str],
    /// Headers of tus that the request carries.
    pub(crate) tus: Option<&'static [&'static str]>,
    /// Whether it needs an Idempotency-Key.
    pub(crate) once: bool,
    pub(crate) request: Content,
    pub(crate) answer: (u16, Content),
    pub(crate) problems: &'static [Code],
}

macro_rules! method {
    ($name:ident, $method:ident) => {
        fn $name<H, T>(path: &'static str, handler: H, about: &'static str) -> Route
        where
            H: Handler<T, App>,
            T: 'static,
        {
            let handler = routing::on(MethodFilter::$method, handler);
            Route::new(Method::$method, path, handler, about)
        }
    };
}

method!(get, GET);
method!(head, HEAD);
method!(post, POST);
method!(patch, PATCH);
method!(delete, DELETE);
method!(options, OPTIONS);

impl Route {
    fn new(
        method: Method,
        path: &'static str,
        handler: MethodRouter<App>,
        about: &'static str,
    ) -> Self {
        Self {
            method,
            path,
            handler,
            about,
            access: Access::Anyone,
            query: &[],
            tus: None,
            once: false,
            request: Content::Nothing,
            answer: (200, Content::Nothing),
            problems: &[],
        }
    }

    fn signed_in(mut self) -> Self {
        self.access = Access::SignedIn;
        self
    }

    fn office(mut self) -> Self {
        self.access = Access::Office;
        self
    }

    fn query(mut self, names: &'static [&'static str]) -> Self {
        self.query = names;
        self
    }

    fn tus(mut self, headers: &'static [&'static str]) -> Self {
        self.tus = Some(headers);
        self
    }

    fn once(mut self) -> Self {
        self.once = true;
        self
    }

    fn takes<T: JsonSchema>(mut self) -> Self {
        self.request = Content::Json(SchemaGenerator::subschema_for::<T>);
        self
    }

    fn takes_bytes(mut self) -> Self {
        self.request = Content::Bytes;
        self
    }

    fn answers<T: JsonSchema>(mut self, status: u16) -> Self {
        self.answer = (status, Content::Json(SchemaGenerator::subschema_for::<T>));
        self
    }

    fn answers_json(mut self) -> Self {
        self.answer = (200, Content::AnyJson);
        self
    }

    fn answers_empty(mut self, status: u16) -> Self {
        self.answer = (status, Content::Nothing);
        self
    }

    fn answers_nothing(self) -> Self {
        self.answers_empty(204)
    }

    fn problems(mut self, codes: &'static [Code]) -> Self {
        self.problems = codes;
        self
    }
}
