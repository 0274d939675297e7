//! One resource of the API: its handler, and what the OpenAPI document says about it.

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{self, MethodFilter, MethodRouter};
use contract::problem::Code;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::state::AppState;

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
    Pdf,
    /// A picture or paper as it was sent, whole or by range.
    File,
    Png,
    Zip,
    /// JSON, one value a line.
    Lines(fn(&mut SchemaGenerator) -> Schema),
    Json(fn(&mut SchemaGenerator) -> Schema),
}

pub(crate) struct Endpoint {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) handler: MethodRouter<AppState>,
    pub(crate) about: &'static str,
    pub(crate) access: Access,
    pub(crate) query: &'static [&'static str],
    /// Headers of tus that the request carries.
    pub(crate) tus: Option<&'static [&'static str]>,
    /// Whether it needs an Idempotency-Key.
    pub(crate) idempotent: bool,
    pub(crate) request: Content,
    pub(crate) answer: (u16, Content),
    pub(crate) problems: &'static [Code],
}

macro_rules! method {
    ($name:ident, $method:ident) => {
        pub(crate) fn $name<H, T>(path: &'static str, handler: H, about: &'static str) -> Endpoint
        where
            H: Handler<T, AppState>,
            T: 'static,
        {
            let handler = routing::on(MethodFilter::$method, handler);
            Endpoint::new(Method::$method, path, handler, about)
        }
    };
}

method!(get, GET);
method!(head, HEAD);
method!(post, POST);
method!(patch, PATCH);
method!(delete, DELETE);
method!(options, OPTIONS);

impl Endpoint {
    fn new(
        method: Method,
        path: &'static str,
        handler: MethodRouter<AppState>,
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
            idempotent: false,
            request: Content::Nothing,
            answer: (200, Content::Nothing),
            problems: &[],
        }
    }

    pub(crate) fn signed_in(mut self) -> Self {
        self.access = Access::SignedIn;
        self
    }

    pub(crate) fn office(mut self) -> Self {
        self.access = Access::Office;
        self
    }

    pub(crate) fn query(mut self, names: &'static [&'static str]) -> Self {
        self.query = names;
        self
    }

    pub(crate) fn tus(mut self, headers: &'static [&'static str]) -> Self {
        self.tus = Some(headers);
        self
    }

    pub(crate) fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    pub(crate) fn takes<T: JsonSchema>(mut self) -> Self {
        self.request = Content::Json(SchemaGenerator::subschema_for::<T>);
        self
    }

    pub(crate) fn takes_bytes(mut self) -> Self {
        self.request = Content::Bytes;
        self
    }

    pub(crate) fn answers<T: JsonSchema>(mut self, status: u16) -> Self {
        self.answer = (status, Content::Json(SchemaGenerator::subschema_for::<T>));
        self
    }

    pub(crate) fn answers_json(mut self) -> Self {
        self.answer = (200, Content::AnyJson);
        self
    }

    pub(crate) fn answers_pdf(mut self) -> Self {
        self.answer = (200, Content::Pdf);
        self
    }

    pub(crate) fn answers_file(mut self) -> Self {
        self.answer = (200, Content::File);
        self
    }

    pub(crate) fn answers_lines<T: JsonSchema>(mut self) -> Self {
        self.answer = (200, Content::Lines(SchemaGenerator::subschema_for::<T>));
        self
    }

    pub(crate) fn answers_zip(mut self) -> Self {
        self.answer = (200, Content::Zip);
        self
    }

    pub(crate) fn answers_png(mut self) -> Self {
        self.answer = (200, Content::Png);
        self
    }

    pub(crate) fn answers_empty(mut self, status: u16) -> Self {
        self.answer = (status, Content::Nothing);
        self
    }

    pub(crate) fn answers_nothing(self) -> Self {
        self.answers_empty(204)
    }

    pub(crate) fn problems(mut self, codes: &'static [Code]) -> Self {
        self.problems = codes;
        self
    }
}
