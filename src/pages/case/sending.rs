//! What the pages have in common on which something is sent: the button while it is sent, the form around what is
//! written, and the way back to the case or the reason why it was not sent.

use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::followed_case::FollowedCase;
use crate::components::notice;
use crate::dom::{IntoNode, Node};
use crate::refusal;

/// How the button looks that sends something, while it is sent.
pub(super) fn busy_class(busy: RwSignal<bool>) -> &'static str {
    if busy.get() {
        "button button--busy"
    } else {
        "button"
    }
}

/// What is being sent from a page. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    pub(super) busy: RwSignal<bool>,
    /// Why it was not sent.
    cause: RwSignal<Option<String>>,
}

/// The words of a form.
pub(super) struct FormWords {
    pub(super) failed: &'static str,
    pub(super) send: &'static str,
    /// The way out without sending, back to the case; none where it is empty.
    pub(super) leave: &'static str,
}

impl Sending {
    pub(super) fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            cause: RwSignal::new(None),
        }
    }

    /// A new try: what went wrong before is past.
    pub(super) fn begin(self) {
        self.cause.set(None);
    }

    /// Does it and goes `back` with what was done, or says why not.
    pub(super) async fn send(
        self,
        this: FollowedCase,
        action: ResidentAction,
        back: impl Fn(String),
        done: String,
    ) {
        self.begin();
        match this.act(action).await {
            Ok(_) => back(done),
            Err(error) => {
                self.cause.try_set(Some(refusal::cause(&error)));
            }
        }
    }

    /// Why it was not sent, once it was not.
    pub(super) fn failure(self, title: &'static str) -> Node {
        view! {
            <div role="alert">
                {move || self.cause.get().map(|cause| notice("bad", title, &cause))}
            </div>
        }
        .into_node()
    }

    /// The form around `body`; `press` sends it.
    pub(super) fn form(
        self,
        number: &str,
        words: FormWords,
        body: Node,
        press: impl Fn() + 'static,
    ) -> Node {
        let away = ["/cases/", number].concat();
        let leave = (!words.leave.is_empty()).then(|| {
            view! {
                <a class="button button--quiet" href=away>{words.leave}</a>
            }
        });
        view! {
            <form
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    press();
                }
            >
                {body}
                {self.failure(words.failed)}
                <div class="actions">
                    <button class=move || busy_class(self.busy) type="submit">
                        {words.send}
                    </button>
                    {leave}
                </div>
            </form>
        }
        .into_node()
    }
}
