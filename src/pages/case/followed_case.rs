//! The case as the page follows it: fetched, kept on the screen, fetched again when the page is returned to.

use contract::case::Case;
use contract::case_action::{ResidentAction, ResidentCommand};
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::api::{self, ApiError};
use crate::platform::random::random_id;
use crate::refusal;
use crate::state::{AppState, Loaded, app_state};

/// The notice above the case.
#[derive(Clone, PartialEq)]
pub(super) enum News {
    None,
    /// Asked for a newer state: this is it.
    Fresh,
    /// Something was done: what follows from it.
    Done(String),
    /// Something could not be done, and why.
    Refused(String),
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
    /// The Idempotency-Key of what is done next; a new one once the server has answered.
    key: StoredValue<String>,
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
            key: StoredValue::new(random_id()),
        };
        this.fetch(false);
        fetch_on_return(this);
        this
    }

    pub(super) fn number(self) -> String {
        self.number.try_get_value().unwrap_or_default()
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

    /// Does something with the case as it was shown. What is refused is told with its reason, and the case is looked at
    /// again where it has changed meanwhile.
    pub(super) async fn act(self, action: ResidentAction) -> Result<Case, ApiError> {
        let shown = self.case.try_with_untracked(|case| {
            let case = case.ready()?;
            Some((case.number.clone(), case.last))
        });
        let (number, seen) = shown.flatten().ok_or(ApiError::Unreadable)?;
        let command = ResidentCommand { seen, action };
        let key = self.key.try_get_value().unwrap_or_default();
        let mut answer = api::act(&number, &command, &key).await;
        if code(&answer) == Some(Code::KeyReused) {
            // An earlier attempt did arrive, with another content: under a new key the case says what became of it.
            let key = random_id();
            answer = api::act(&number, &command, &key).await;
        }
        if !answer.as_ref().is_err_and(ApiError::may_pass) {
            self.key.try_set_value(random_id());
        }
        match code(&answer) {
            Some(Code::SignInNeeded) => self.app.session_ended(),
            Some(Code::ActionRefused) => self.fetch(false),
            _ => {}
        }
        answer
    }

    /// As [`Self::act`], from a button of the page of the case itself: what became of it is told there.
    pub(super) async fn act_here(self, action: ResidentAction, done: &str) {
        match self.act(action).await {
            Ok(case) => self.take(Ok(case), News::Done(done.to_owned())),
            Err(error) => {
                self.news.try_set(News::Refused(refusal::cause(&error)));
            }
        }
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

fn code(answer: &Result<Case, ApiError>) -> Option<Code> {
    answer.as_ref().err().and_then(ApiError::code)
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
