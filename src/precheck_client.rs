//! The pre-check as a page sees it: bytes and a policy go to the web worker, prepared bytes and a report come back.
//! The worker is a second download; it is fetched when the first file is chosen, not before.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::document;
use precheck::{Policy, Report};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::turn::{Turns, turn};

/// The worker's program, about 120 KB, on a slow network.
const PATIENCE_LOADING: Duration = Duration::from_secs(45);
/// One photograph of 12 megapixels takes a cheap phone some seconds.
const PATIENCE_LOOKING: Duration = Duration::from_secs(40);

/// The file as it is to be sent, and what is to be said about it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checked {
    pub(crate) bytes: Vec<u8>,
    pub(crate) report: Report,
}

/// Why a file could not be checked. It may then go unchecked, to a clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotChecked {
    /// The worker's program did not arrive.
    NotLoaded,
    TooSlow,
    Crashed,
}

thread_local! {
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
    static TURNS: Turns = const { Turns::new() };
}

/// Checks and prepares one file; a second one waits until the first is done.
pub(crate) async fn prepare(bytes: &ArrayBuffer, policy: &Policy) -> Result<Checked, NotChecked> {
    let policy = serde_json::to_string(policy).map_err(|_| NotChecked::Crashed)?;
    let _turn = turn(&TURNS).await;
    let result = ask(bytes, &policy).await;
    if result.is_err() {
        // Whatever it was, this worker is not asked again.
        dismiss();
    }
    result
}

async fn ask(bytes: &ArrayBuffer, policy: &str) -> Result<Checked, NotChecked> {
    let worker = worker().await?;
    let message = Object::new();
    set(&message, "id", &JsValue::from(1));
    // Copied, not transferred: if the worker fails, the file is still here.
    set(&message, "bytes", bytes);
    set(&message, "policy", &policy.into());
    worker
        .post_message(&message)
        .map_err(|_| NotChecked::Crashed)?;
    let answer = next_message(&worker, PATIENCE_LOOKING).await?;
    let report = get(&answer, "report")
        .as_string()
        .ok_or_else(|| failure(&answer))?;
    Ok(Checked {
        bytes: Uint8Array::new(&get(&answer, "bytes")).to_vec(),
        report: crate::json::read(&report).ok_or(NotChecked::Crashed)?,
    })
}

/// The worker, started and ready.
async fn worker() -> Result<Worker, NotChecked> {
    if let Some(worker) = WORKER.with_borrow(Clone::clone) {
        return Ok(worker);
    }
    let address = document()
        .query_selector("meta[name=precheck-worker]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .ok_or(NotChecked::NotLoaded)?;
    let worker = Worker::new(&address).map_err(|_| NotChecked::NotLoaded)?;
    WORKER.set(Some(worker.clone()));
    let Ok(greeting) = next_message(&worker, PATIENCE_LOADING).await else {
        return Err(NotChecked::NotLoaded);
    };
    if get(&greeting, "ready").is_truthy() {
        Ok(worker)
    } else {
        Err(NotChecked::NotLoaded)
    }
}

fn dismiss() {
    if let Some(worker) = WORKER.take() {
        worker.terminate();
    }
}

/// What the worker says next. Answers come in order and one at a time, so that none is mistaken for another.
async fn next_message(worker: &Worker, patience: Duration) -> Result<JsValue, NotChecked> {
    let mut settle: Option<(Function, Function)> = None;
    let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let Some((resolve, reject)) = settle else {
        return Err(NotChecked::Crashed);
    };
    worker.set_onmessage(Some(&resolve));
    worker.set_onerror(Some(&reject));
    let late = move || drop(reject.call0(&JsValue::UNDEFINED));
    let timer = set_timeout_with_handle(late, patience).ok();
    let result = JsFuture::from(promise).await;
    worker.set_onmessage(None);
    worker.set_onerror(None);
    if let Some(timer) = timer {
        timer.clear();
    }
    match result {
        Ok(event) => Ok(event.unchecked_into::<MessageEvent>().data()),
        Err(cause) if cause.is_undefined() => Err(NotChecked::TooSlow),
        Err(_) => Err(NotChecked::Crashed),
    }
}

fn failure(answer: &JsValue) -> NotChecked {
    match get(answer, "failed").as_string().as_deref() {
        Some("load") => NotChecked::NotLoaded,
        _ => NotChecked::Crashed,
    }
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // A plain object takes any key.
    let _ = Reflect::set(object, &key.into(), value);
}
