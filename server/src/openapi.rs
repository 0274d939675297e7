//! The OpenAPI 3.1 document, written from the list of routes and the types of the contract.

use std::collections::BTreeMap;

use axum::Json;
use contract::problem::{CONTENT_TYPE, Code, ProblemDetails};
use contract::{APP_NAME, FROM_APP, IDEMPOTENCY_KEY};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::error::status_of;
use crate::routes::{self, Access, Content, Route};

/// `GET /api/v1/openapi.json`
pub(crate) async fn document() -> Json<Value> {
    Json(write())
}

fn write() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths: BTreeMap<&str, Value> = BTreeMap::new();
    for route in routes::all() {
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        methods[route.method.as_str().to_lowercase()] = operation(&route, &mut generator);
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

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let (status, answer) = route.answer;
    let mut responses = json!({ status.to_string(): { "description": route.about } });
    if let Some(content) = content(answer, generator) {
        responses[status.to_string()]["content"] = content;
    }
    let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for code in problems_of(route) {
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
        "summary": route.about,
        "parameters": parameters(route),
        "responses": responses,
    });
    if let Some(content) = content(route.request, generator) {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    match route.access {
        Access::Anyone => {}
        Access::SignedIn => operation["security"] = json!([{ "session": [] }]),
        Access::Office => operation["security"] = json!([{ "office": [] }]),
    }
    operation
}

/// The codes of the route itself, and those that follow from who may call it and what it takes.
fn problems_of(route: &Route) -> Vec<Code> {
    let mut codes = route.problems.to_vec();
    match route.access {
        Access::Anyone => {}
        Access::SignedIn => codes.push(Code::SignInNeeded),
        Access::Office => codes.push(Code::Forbidden),
    }
    if writes_from_app(route) {
        codes.push(Code::Forbidden);
    }
    if matches!(route.request, Content::Json(_)) {
        codes.extend([Code::Malformed, Code::TooLarge, Code::MediaType]);
    }
    codes
}

fn writes_from_app(route: &Route) -> bool {
    route.access != Access::Office && ["POST", "PATCH", "DELETE"].contains(&route.method.as_str())
}

fn content(content: Content, generator: &mut SchemaGenerator) -> Option<Value> {
    match content {
        Content::Nothing => None,
        Content::Bytes => Some(json!({ "application/offset+octet-stream": {} })),
        Content::AnyJson => Some(json!({ "application/json": {} })),
        Content::Json(schema) => {
            Some(json!({ "application/json": { "schema": schema(generator) } }))
        }
    }
}

fn parameters(route: &Route) -> Vec<Value> {
    let parameter = |place: &str, name: &str, required: bool| json!({ "name": name, "in": place, "required": required, "schema": { "type": "string" } });
    let in_path = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| parameter("path", name, true));
    let in_query = route
        .query
        .iter()
        .map(|name| parameter("query", name, false));
    let mut all: Vec<Value> = in_path.chain(in_query).collect();
    if let Some(headers) = route.tus {
        let version = json!({ "name": "Tus-Resumable", "in": "header", "required": true, "schema": { "const": contract::upload::TUS_VERSION } });
        all.push(version);
        all.extend(headers.iter().map(|name| parameter("header", name, true)));
    }
    if route.once {
        all.push(parameter("header", IDEMPOTENCY_KEY, true));
    }
    if writes_from_app(route) {
        all.push(json!({ "name": FROM_APP, "in": "header", "required": false, "schema": { "const": APP_NAME }, "description": "Needed unless Origin names this host" }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_in_the_document_and_every_reference_in_it_leads_somewhere() {
        let document = write();
        let routes = routes::all();
        assert!(routes.len() > 20);
        for route in routes {
            let method = route.method.as_str().to_lowercase();
            let operation = &document["paths"][route.path][&method];
            assert!(
                operation["responses"].is_object(),
                "{method} {}",
                route.path
            );
        }
        let mut references = Vec::new();
        collect_references(&document, &mut references);
        assert!(references.len() > 20);
        for reference in references {
            let pointer = reference.strip_prefix('#').expect("a local reference");
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    fn collect_references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref") {
                    found.push(reference.clone());
                }
                map.values()
                    .for_each(|value| collect_references(value, found));
            }
            Value::Array(list) => list
                .iter()
                .for_each(|value| collect_references(value, found)),
            _ => {}
        }
    }
}
