//! The one web worker of this page: started when it is first needed, asked, and dismissed.

use std::cell::RefCell;
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Function, Promise};
use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, RequestCache, Worker};

use super::{NotChecked, Stop, get};

use crate::report::Reported;

/// The worker's program, some 150 KB, on a slow network.
const LOADING_TIMEOUT: Duration = Duration::from_secs(45);

#[derive(Default)]
pub(super) struct Connection(RefCell<Option<Worker>>);

impl Connection {
    pub(super) fn is_started(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The worker, started and ready.
    pub(super) async fn start(&self, stop: &Stop) -> Result<Worker, NotChecked> {
        let started = self.0.borrow().clone();
        if let Some(worker) = started {
            return Ok(worker);
        }
        let address = address().ok_or(NotChecked::NotLoaded)?;
        let worker = Worker::new(&address)
            .reported("precheck.start")
            .map_err(|_| NotChecked::NotLoaded)?;
        self.0.replace(Some(worker.clone()));
        match next_message(&worker, LOADING_TIMEOUT, stop).await {
            Ok(greeting) if get(&greeting, "ready").is_truthy() => Ok(worker),
            Err(NotChecked::Cancelled) => Err(NotChecked::Cancelled),
            _ => Err(NotChecked::NotLoaded),
        }
    }

    pub(super) fn dismiss(&self) {
        if let Some(worker) = self.0.take() {
            worker.terminate();
        }
    }
}

fn address() -> Option<String> {
    let meta = document().query_selector("meta[name=precheck-worker]");
    let meta = meta.or_report("precheck.find").flatten()?;
    meta.get_attribute("content")
}

/// Whether the worker's program is gone, or a page stands in its place: then a newer release does.
pub(super) async fn why_not_loaded() -> NotChecked {
    let Some(address) = address() else {
        return NotChecked::NotLoaded;
    };
    let asked = RequestBuilder::new(&address)
        .method(Method::HEAD)
        .cache(RequestCache::NoStore)
        .send();
    // Without an answer it is the network.
    let answer = asked.await.map_err(|_| "no answer");
    let Some(response) = answer.or_report("precheck.look") else {
        return NotChecked::NotLoaded;
    };
    let kind = response.headers().get("Content-Type").unwrap_or_default();
    let is_program = response.ok() && kind.contains("javascript");
    if matches!(response.status(), 404 | 410) || (response.ok() && !is_program) {
        NotChecked::Outdated
    } else {
        NotChecked::NotLoaded
    }
}

/// The worker's next message. Messages come in order, and whoever waits receives one before the browser delivers the
/// next, so that none is missed or mistaken for another.
pub(super) async fn next_message(
    worker: &Worker,
    timeout: Duration,
    stop: &Stop,
) -> Result<JsValue, NotChecked> {
    if stop.is_asked() {
        return Err(NotChecked::Cancelled);
    }
    let mut functions: Option<(Function, Function)> = None;
    let promise = Promise::new(&mut |resolve, reject| functions = Some((resolve, reject)));
    let Some((resolve, reject)) = functions else {
        return Err(NotChecked::Crashed);
    };
    worker.set_onmessage(Some(&resolve));
    worker.set_onerror(Some(&reject));
    stop.0.end.replace(Some(reject.clone()));
    let late = move || {
        reject
            .call0(&JsValue::UNDEFINED)
            .ignore("a promise takes any call");
    };
    let timer = set_timeout_with_handle(late, timeout).or_report("precheck.timer");
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
