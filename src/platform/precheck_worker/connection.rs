//! The one worker of this page: started when it is first needed, asked, and dismissed.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::{NotChecked, Stop, get};

/// The worker's program, some 120 KB, on a slow network.
const PATIENCE_LOADING: Duration = Duration::from_secs(45);

thread_local! {
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

pub(super) fn is_started() -> bool {
    WORKER.with_borrow(Option::is_some)
}

/// The worker, started and ready.
pub(super) async fn start(stop: &Stop) -> Result<Worker, NotChecked> {
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
    match next_message(&worker, PATIENCE_LOADING, stop).await {
        Ok(greeting) if get(&greeting, "ready").is_truthy() => Ok(worker),
        Err(NotChecked::Cancelled) => Err(NotChecked::Cancelled),
        _ => Err(NotChecked::NotLoaded),
    }
}

pub(super) fn dismiss() {
    if let Some(worker) = WORKER.take() {
        worker.terminate();
    }
}

/// What the worker says next. Messages come in order, and whoever waits hears of one before the browser delivers the
/// next, so that none is missed or mistaken for another.
pub(super) async fn next_message(
    worker: &Worker,
    patience: Duration,
    stop: &Stop,
) -> Result<JsValue, NotChecked> {
    if stop.is_asked() {
        return Err(NotChecked::Cancelled);
    }
    let mut settle: Option<(Function, Function)> = None;
    let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let Some((resolve, reject)) = settle else {
        return Err(NotChecked::Crashed);
    };
    worker.set_onmessage(Some(&resolve));
    worker.set_onerror(Some(&reject));
    stop.0.end.replace(Some(reject.clone()));
    let late = move || drop(reject.call0(&JsValue::UNDEFINED));
    let timer = set_timeout_with_handle(late, patience).ok();
    let result = JsFuture::from(promise).await;
    worker.set_onmessage(None);
    worker.set_onerror(None);
    stop.0.end.take();
    if let Some(timer) = timer {
        timer.clear();
    }
    match result {
        Ok(event) => Ok(event.unchecked_into::<MessageEvent>().data()),
        Err(cause) if cause.is_undefined() => Err(NotChecked::TooSlow),
        Err(cause) if cause.is_null() => Err(NotChecked::Cancelled),
        Err(_) => Err(NotChecked::Crashed),
    }
}
