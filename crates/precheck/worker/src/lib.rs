//! The pre-check as a web worker calls it: bytes and a policy in, prepared bytes and a report out.
//! `worker.js` beside this package loads it and speaks with the page.

use precheck::Policy;
use wasm_bindgen::prelude::wasm_bindgen;

/// The file to be sent, with the report on it.
#[wasm_bindgen]
pub struct Prepared {
    bytes: Vec<u8>,
    report: String,
    changes: String,
}

#[wasm_bindgen]
impl Prepared {
    /// The prepared bytes; empty after the first call.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// `precheck::Report` as JSON.
    #[wasm_bindgen(getter)]
    pub fn report(&self) -> String {
        self.report.clone()
    }

    /// A list of `precheck::Change` as JSON.
    #[wasm_bindgen(getter)]
    pub fn changes(&self) -> String {
        self.changes.clone()
    }
}

/// Prepares one file. Nothing comes back when the policy is not the JSON of a `precheck::Policy`.
#[wasm_bindgen]
pub fn prepare(bytes: &[u8], policy_json: &str) -> Option<Prepared> {
    let policy: Policy = serde_json::from_str(policy_json).ok()?;
    let prepared = precheck::prepare(bytes, &policy);
    Some(Prepared {
        report: serde_json::to_string(&prepared.report).ok()?,
        changes: serde_json::to_string(&prepared.changes).ok()?,
        bytes: prepared.bytes,
    })
}
