//! Failures that no resident can act on, for developers: one line in the console, and the latest of them on
//! `window.__yijianshi_errors`. Each is an operation with a typed cause. Neither bears an id of a person, a value of a
//! field or the name of a file: the message of a JavaScript error is left out, for browsers put such things into it.
//!
//! A failure that the resident is shown needs no report. One that is rightly ignored says why, by [`Reported::ignore`].

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Where the latest failures stand, for developers and tests.
const RING: &str = "__yijianshi_errors";
/// So many are kept; the oldest goes first.
const RING_LENGTH: u32 = 50;

/// What failed, in words for developers, without anything personal.
pub(crate) trait Cause {
    fn cause(&self) -> String;
}

/// An error of our own whose messages, and those of its sources, are constants, kinds and codes: nothing personal.
pub(crate) trait Impersonal: std::error::Error {}

/// The message and every source behind it.
impl<E: Impersonal> Cause for E {
    fn cause(&self) -> String {
        let mut text = self.to_string();
        let mut source = self.source();
        while let Some(error) = source {
            text = [&text, ": ", &error.to_string()].concat();
            source = error.source();
        }
        text
    }
}

/// The name of a DOM exception or error, such as `QuotaExceededError`; never its message.
impl Cause for JsValue {
    fn cause(&self) -> String {
        let name = Reflect::get(self, &"name".into()).ok();
        let name = name.and_then(|name| name.as_string());
        // IndexedDB and web workers reject with the event instead of the error.
        let of_event = || {
            let target = Reflect::get(self, &"target".into()).ok()?;
            let error = Reflect::get(&target, &"error".into()).ok()?;
            Reflect::get(&error, &"name".into()).ok()?.as_string()
        };
        name.filter(|name| !name.is_empty())
            .or_else(of_event)
            .unwrap_or_else(|| "unnamed".to_owned())
    }
}

/// What was malformed, not where: the message of the error may quote the text.
impl Cause for serde_json::Error {
    fn cause(&self) -> String {
        match self.classify() {
            serde_json::error::Category::Io => "io",
            serde_json::error::Category::Syntax => "syntax",
            serde_json::error::Category::Data => "data",
            serde_json::error::Category::Eof => "eof",
        }
        .to_owned()
    }
}

impl Cause for &'static str {
    fn cause(&self) -> String {
        (*self).to_owned()
    }
}

/// Tells developers of a failure. `operation` is `part.action`, the same at every call.
pub(crate) fn report(operation: &'static str, cause: &dyn Cause) {
    // Native tests have no console.
    if cfg!(target_arch = "wasm32") {
        let _in_vain = note(operation, &cause.cause());
    }
}

/// Fails where the page does not even take a note, and then there is nobody to tell.
fn note(operation: &str, cause: &str) -> Result<(), JsValue> {
    let window = leptos::prelude::window();
    let ring = Reflect::get(&window, &RING.into())?;
    let ring = match ring.dyn_into::<Array>() {
        Ok(ring) => ring,
        Err(_) => {
            let ring = Array::new();
            Reflect::set(&window, &RING.into(), &ring)?;
            ring
        }
    };
    let is_same = |entry: &JsValue| {
        let says = |key: &str, value: &str| {
            Reflect::get(entry, &key.into()).is_ok_and(|said| said == JsValue::from_str(value))
        };
        says("operation", operation) && says("cause", cause)
    };
    let entry = match ring.iter().find(is_same) {
        Some(entry) => entry,
        None => {
            let entry = Object::new();
            Reflect::set(&entry, &"operation".into(), &operation.into())?;
            Reflect::set(&entry, &"cause".into(), &cause.into())?;
            ring.push(&entry);
            if ring.length() > RING_LENGTH {
                ring.shift();
            }
            entry.into()
        }
    };
    let before = Reflect::get(&entry, &"count".into())?.as_f64();
    let count = before.unwrap_or_default() + 1.0;
    Reflect::set(&entry, &"count".into(), &count.into())?;
    web_sys::console::warn_4(
        &"yijianshi:".into(),
        &operation.into(),
        &cause.into(),
        &count.into(),
    );
    Ok(())
}

/// What becomes of a failure that the code goes on without.
pub(crate) trait Reported<T>: Sized {
    /// Reports a failure, and hands it on.
    fn reported(self, operation: &'static str) -> Self;

    /// Reports a failure, and goes on without the value.
    fn or_report(self, operation: &'static str) -> Option<T>;

    /// Goes on without a report, for a reason that stands in the code alone.
    fn ignore(self, reason: &'static str);
}

impl<T, E: Cause> Reported<T> for Result<T, E> {
    fn reported(self, operation: &'static str) -> Self {
        if let Err(error) = &self {
            report(operation, error);
        }
        self
    }

    fn or_report(self, operation: &'static str) -> Option<T> {
        self.reported(operation).ok()
    }

    fn ignore(self, _reason: &'static str) {}
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn ring() -> Array {
        let ring = Reflect::get(&leptos::prelude::window(), &RING.into());
        ring.expect("a property").unchecked_into()
    }

    #[wasm_bindgen_test]
    fn the_same_failure_is_counted_and_only_the_latest_are_kept() {
        let operations: Vec<&'static str> = (0..60)
            .map(|at| &*Box::leak(format!("test.{at}").into_boxed_str()))
            .collect();
        for operation in &operations {
            report(operation, &"gone");
        }
        report(operations[59], &"gone");
        assert_eq!(ring().length(), RING_LENGTH);
        let last = ring().get(RING_LENGTH - 1);
        let get = |key: &str| Reflect::get(&last, &key.into()).expect("a property");
        assert_eq!(get("operation").as_string().as_deref(), Some("test.59"));
        assert_eq!(get("count").as_f64(), Some(2.0));
    }

    #[wasm_bindgen_test]
    fn the_message_of_an_error_is_left_out() {
        let error = js_sys::TypeError::new("林静 is not a number");
        assert_eq!(JsValue::from(error).cause(), "TypeError");
        assert_eq!(JsValue::from_str("林静").cause(), "unnamed");
    }
}
