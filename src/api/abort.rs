//! A time limit for a call. `AbortSignal.timeout` is missing in web-views of the years we serve.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use web_sys::{AbortController, AbortSignal};

use super::ApiError;
use crate::report::Reported;

pub(super) struct Deadline {
    controller: Option<AbortController>,
    passed: Rc<Cell<bool>>,
    timer: Option<TimeoutHandle>,
}

impl Deadline {
    pub(super) fn after(patience: Duration) -> Self {
        let controller = AbortController::new().or_report("api.abort");
        let passed = Rc::new(Cell::new(false));
        let timer = controller.clone().and_then(|controller| {
            let passed = Rc::clone(&passed);
            let stop = move || {
                passed.set(true);
                controller.abort();
            };
            set_timeout_with_handle(stop, patience).or_report("api.timer")
        });
        Self {
            controller,
            passed,
            timer,
        }
    }

    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    /// Why a call under this limit failed.
    pub(super) fn cause(&self) -> ApiError {
        if self.passed.get() {
            ApiError::Timeout
        } else {
            ApiError::Offline
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            timer.clear();
        }
    }
}
