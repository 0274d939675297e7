//! The OpenAPI 3.1 document, written from the list of routes and the types of the contract.

use std::collections::BTreeMap;

use contract::problem::{CONTENT_TYPE, Code, ProblemDetails};
use contract::{APP_NAME, FROM_APP, IDEMPOTENCY_KEY};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::auth::back_channel;
use crate::endpoint::{Access, Content, Endpoint};
use crate::error::status_of;

/// Describes the endpoints and every type they take or answer.
pub(crate) fn document(endpoints: &[Endpoint]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths: BTreeMap<&str, Value> = BTreeMap::new();
    for endpoint in endpoints {
        let methods = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        methods[endpoint.method.as_str().to_lowercase()] = operation(endpoint, &mut generator);
    }
    let problem = generator.subschema_for::<ProblemDetails>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "一件事 · 掌上办",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Life events as one application each: /api/v1 for residents, /ops/v1 for back offices.",
        },
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": {
                "Problem": {
                    "description": "A problem (RFC 9457); `code` says which",
                    "content": { CONTENT_TYPE: { "schema": problem } },
                },
            },
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "yijianshi" },
                "office": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

fn operation(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let (status, answer) = endpoint.answer;
    let mut responses = json!({ status.to_string(): { "description": endpoint.about } });
    if let Some(content) = content(answer, generator) {
        responses[status.to_string()]["content"] = content;
    }
    let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for code in problems_of(endpoint) {
        let name = serde_json::to_value(code).unwrap_or_default();
        let codes = by_status.entry(status_of(code)).or_default();
        codes.push(name.as_str().unwrap_or_default().to_owned());
    }
    for (status, codes) in by_status {
        responses[status.to_string()] = json!({
            "$ref": "#/components/responses/Problem",
            "description": codes.join(", "),
        });
    }
    let mut operation = json!({
        "summary": endpoint.about,
        "parameters": parameters(endpoint),
        "responses": responses,
    });
    if let Some(content) = content(endpoint.request, generator) {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    match endpoint.access {
        Access::Anyone => {}
        Access::SignedIn => operation["security"] = json!([{ "session": [] }]),
        Access::Office => operation["security"] = json!([{ "office": [] }]),
    }
    operation
}

/// The codes of the endpoint itself, and those that follow from who may call it and what it takes.
fn problems_of(endpoint: &Endpoint) -> Vec<Code> {
    let mut codes = endpoint.problems.to_vec();
    match endpoint.access {
        Access::Anyone => {}
        Access::SignedIn => codes.push(Code::SignInNeeded),
        Access::Office => codes.extend([Code::Forbidden, Code::TokenExpired]),
    }
    if writes_from_app(endpoint) {
        codes.push(Code::Forbidden);
    }
    if matches!(endpoint.request, Content::Json(_)) {
        codes.extend([Code::Malformed, Code::TooLarge, Code::MediaType]);
    }
    if endpoint.method.as_str() != "OPTIONS" {
        codes.push(Code::Busy);
    }
    codes
}

fn writes_from_app(endpoint: &Endpoint) -> bool {
    endpoint.access != Access::Office
        && endpoint.path != back_channel::PATH
        && ["POST", "PATCH", "DELETE"].contains(&endpoint.method.as_str())
}

fn content(content: Content, generator: &mut SchemaGenerator) -> Option<Value> {
    match content {
        Content::Nothing => None,
        Content::Bytes => Some(json!({ "application/offset+octet-stream": {} })),
        Content::Pdf => Some(json!({ "application/pdf": {} })),
        Content::File => Some(json!({ "*/*": {} })),
        Content::Png => Some(json!({ "image/png": {} })),
        Content::AnyJson => Some(json!({ "application/json": {} })),
        Content::Zip => Some(json!({ "application/zip": {} })),
        Content::Lines(schema) => {
            Some(json!({ "application/jsonl": { "schema": schema(generator) } }))
        }
        Content::Json(schema) => {
            Some(json!({ "application/json": { "schema": schema(generator) } }))
        }
    }
}

fn parameters(endpoint: &Endpoint) -> Vec<Value> {
    let parameter = |place: &str, name: &str, required: bool| {
        let schema = json!({ "type": "string" });
        json!({ "name": name, "in": place, "required": required, "schema": schema })
    };
    let in_path = endpoint
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| parameter("path", name, true));
    let in_query = endpoint
        .query
        .iter()
        .map(|name| parameter("query", name, false));
    let mut all: Vec<Value> = in_path.chain(in_query).collect();
    if let Some(headers) = endpoint.tus {
        let version = json!({
            "name": "Tus-Resumable",
            "in": "header",
            "required": true,
            "schema": { "const": contract::upload::TUS_VERSION },
        });
        all.push(version);
        all.extend(headers.iter().map(|name| parameter("header", name, true)));
    }
    if endpoint.idempotent {
        all.push(parameter("header", IDEMPOTENCY_KEY, true));
    }
    if writes_from_app(endpoint) {
        all.push(json!({
            "name": FROM_APP,
            "in": "header",
            "required": false,
            "schema": { "const": APP_NAME },
            "description": "Needed unless Origin names this host",
        }));
    }
    all
}
