//! The case as the page follows it: fetched, kept on the screen, fetched again when the page is returned to.

use contract::case::Case;
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::api::{self, ApiError};
use crate::state::{AppState, Loaded, app_state};

/// The notice above the case.
#[derive(Clone, PartialEq)]
pub(super) enum News {
    None,
    /// Asked for a newer state: this is it.
    Fresh,
    /// The answer to a request for correction has gone out.
    Answered,
    Failed(ApiError),
}

/// What the page knows of the case. Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
pub(super) struct FollowedCase {
    app: AppState,
    number: StoredValue<String>,
    pub(super) case: RwSignal<Loaded<Case>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) news: RwSignal<News>,
}

impl FollowedCase {
    /// Fetched now, and whenever the page is returned to. Called within a component.
    pub(super) fn new(number: String) -> Self {
        let this = Self {
            app: app_state(),
            number: StoredValue::new(number),
            case: RwSignal::new(Loaded::Loading),
            busy: RwSignal::new(false),
            news: RwSignal::new(News::None),
        };
        this.fetch(false);
        fetch_on_return(this);
        this
    }

    pub(super) fn fetch(self, asked_for: bool) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let Some(number) = self.number.try_get_value() else {
                return;
            };
            let fetched = api::case(&number).await;
            self.take(fetched, if asked_for { News::Fresh } else { News::None });
            self.busy.try_set(false);
        });
    }

    /// The last state stays on the screen when a newer one cannot be had; the same state changes nothing,
    /// so that what is being typed is not disturbed.
    pub(super) fn take(self, fetched: Result<Case, ApiError>, news: News) {
        let shown = self
            .case
            .try_with_untracked(|case| case.ready().cloned())
            .flatten();
        match (fetched, shown) {
            (Ok(case), shown) => {
                if shown.as_ref() != Some(&case) {
                    self.case.try_set(Loaded::Ready(case));
                }
                self.news.try_set(news);
            }
            (Err(error), _) if error.code() == Some(Code::SignInNeeded) => self.app.session_ended(),
            (Err(error), Some(_)) => {
                self.news.try_set(News::Failed(error));
            }
            (Err(error), None) => {
                self.case.try_set(Loaded::Failed(error));
            }
        }
    }
}

/// A web-view in the background is frozen, and a page that is gone back to shows an old state.
fn fetch_on_return(this: FollowedCase) {
    let shown = window_event_listener_untyped("pageshow", move |event| {
        let event: Result<web_sys::PageTransitionEvent, _> = event.dyn_into();
        if event.is_ok_and(|event| event.persisted()) {
            this.fetch(false);
        }
    });
    // `visibilitychange` is fired at the document and bubbles to the window.
    let seen = window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            this.fetch(false);
        }
    });
    on_cleanup(move || {
        shown.remove();
        seen.remove();
    });
}
