//! The OpenAPI document: which operation a request is, which statuses it has, and whether an answer is of its form.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Value, json};

/// As our own server serves it at `/api/v1/openapi.json`; a test of the server keeps it so.
pub const DOCUMENT: &str = include_str!("../openapi.json");

const PROBLEM: &str = "/components/responses/Problem/content/application~1problem+json/schema";

pub(crate) struct Document {
    whole: Value,
    validators: BTreeMap<String, Validator>,
}

/// A method and a path as the document names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    method: String,
    path: String,
}

impl Operation {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }
}

impl Document {
    pub(crate) fn read() -> Result<Self, serde_json::Error> {
        Ok(Self {
            whole: serde_json::from_str(DOCUMENT)?,
            validators: BTreeMap::new(),
        })
    }

    /// Of a request without its query. A path of words goes before one of parameters.
    pub(crate) fn operation(&self, method: &str, path: &str) -> Option<Operation> {
        let method = method.to_lowercase();
        let paths = self.whole["paths"].as_object()?;
        let fitting = paths
            .iter()
            .filter(|(template, methods)| methods.get(&method).is_some() && fits(template, path));
        let (template, _) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
        Some(Operation {
            method,
            path: template.clone(),
        })
    }

    fn responses(&self, operation: &Operation) -> &Value {
        &self.whole["paths"][&operation.path][&operation.method]["responses"]
    }

    pub(crate) fn knows_status(&self, operation: &Operation, status: u16) -> bool {
        self.responses(operation).get(status.to_string()).is_some()
    }

    /// What is wrong with a body of JSON; empty where nothing is, or where its form is not said.
    pub(crate) fn faults(
        &mut self,
        operation: &Operation,
        status: u16,
        body: &Value,
    ) -> Vec<String> {
        let content = &self.responses(operation)[status.to_string()]["content"];
        let schema = content["application/json"]["schema"].clone();
        match schema {
            Value::Null => Vec::new(),
            schema => self.faults_by(schema, body),
        }
    }

    pub(crate) fn problem_faults(&mut self, body: &Value) -> Vec<String> {
        let schema = self.whole.pointer(PROBLEM).cloned().unwrap_or_default();
        self.faults_by(schema, body)
    }

    fn faults_by(&mut self, schema: Value, body: &Value) -> Vec<String> {
        let name = schema.to_string();
        if !self.validators.contains_key(&name) {
            let mut root = schema;
            root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
            root["components"] = json!({ "schemas": self.whole["components"]["schemas"] });
            match jsonschema::validator_for(&root) {
                Ok(validator) => self.validators.insert(name.clone(), validator),
                Err(error) => return vec![format!("the document's own schema: {error}")],
            };
        }
        let errors = self.validators[&name].iter_errors(body).take(5);
        // Where it is, and not what stands there: it may be a person's.
        errors
            .map(|error| format!("{}: {}", error.instance_path(), error.masked()))
            .collect()
    }

    /// Each code with the statuses that operations answer it with.
    pub(crate) fn codes(&self) -> BTreeMap<String, BTreeSet<u16>> {
        let mut codes: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
        let paths = self.whole["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(_, methods)| methods.as_object().into_iter().flatten());
        let responses =
            operations.flat_map(|(_, it)| it["responses"].as_object().into_iter().flatten());
        for (status, response) in responses.filter(|(_, response)| response.get("$ref").is_some()) {
            let names = response["description"].as_str().unwrap_or_default();
            for name in names.split(", ") {
                let statuses = codes.entry(name.to_owned()).or_default();
                statuses.extend(status.parse::<u16>().ok());
            }
        }
        codes
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut words, mut parts) = (template.split('/'), path.split('/'));
    loop {
        match (words.next(), parts.next()) {
            (None, None) => return true,
            (Some(word), Some(part)) if word == part || word.starts_with('{') => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_the_operation_that_fits_it_best() {
        let document = Document::read().unwrap();
        let name = |method, path| Some(document.operation(method, path)?.name());
        let said = name("GET", "/api/v1/session/sign-in");
        assert_eq!(said.as_deref(), Some("GET /api/v1/session/sign-in"));
        let said = name("HEAD", "/api/v1/uploads/abc");
        assert_eq!(said.as_deref(), Some("HEAD /api/v1/uploads/{id}"));
        assert_eq!(name("PUT", "/api/v1/uploads"), None);
        assert_eq!(name("GET", "/api/v1/uploads/abc/def"), None);
    }

    #[test]
    fn an_answer_is_held_against_its_schema() {
        let mut document = Document::read().unwrap();
        let session = document.operation("GET", "/api/v1/session").unwrap();
        assert!(document.knows_status(&session, 200) && !document.knows_status(&session, 201));
        let faults = document.faults(&session, 200, &json!({ "today": 7 }));
        assert!(!faults.is_empty());
        let problem = json!({ "type": "about:blank#not_found", "title": "x", "status": 404, "code": "not_found" });
        assert_eq!(document.problem_faults(&problem), Vec::<String>::new());
        let other = json!({ "type": "x", "title": "x", "status": 404, "code": "no such code" });
        assert_eq!(document.problem_faults(&other).len(), 1);
    }

    #[test]
    fn the_document_says_with_which_status_a_code_comes() {
        let codes = Document::read().unwrap().codes();
        assert_eq!(codes["case_open"], BTreeSet::from([409]));
        assert!(codes["sign_in_needed"].contains(&401));
    }
}
