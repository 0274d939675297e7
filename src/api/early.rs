//! Answers that `public/boot.js` has asked for while the module was still under way: a round trip less before the home
//! page stands.

use js_sys::{Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::report::Reported;

/// The property of the window in which they lie by address, as promises of a text or of `null`.
const EARLY: &str = "__early";

/// Takes the answer of an address, if it was asked for and came. The next call for the address asks the server.
pub(super) async fn take(address: &str) -> Option<String> {
    let answers = Reflect::get(&window(), &EARLY.into()).ok()?;
    let answers: Object = answers.dyn_into().ok()?;
    let address = JsValue::from_str(address);
    let promise: Promise = Reflect::get(&answers, &address).ok()?.dyn_into().ok()?;
    Reflect::delete_property(&answers, &address).ignore("a plain object gives up any property");
    JsFuture::from(promise).await.ok()?.as_string()
}
