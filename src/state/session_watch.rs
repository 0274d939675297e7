//! Looks again who is signed in when the page comes back, and what is stored: another window of this browser may have
//! signed out, or signed in somebody else, and a frozen page would still show the person before.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::app_state::AppState;
use super::loaded::Loaded;
use crate::api;
use crate::report::Reported;

impl AppState {
    /// Called once; the app never goes away, nor do these listeners.
    pub(super) fn watch(self) {
        window_event_listener_untyped("pageshow", move |event| {
            let event: Result<web_sys::PageTransitionEvent, _> = event.dyn_into();
            if event.is_ok_and(|event| event.persisted()) {
                self.look_again();
            }
        });
        window_event_listener_untyped("online", move |_| self.look_who_is_here());
        // `visibilitychange` is told to the document and rises to the window.
        window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                self.look_again();
            }
        });
    }

    fn look_again(self) {
        // A page that slept may not have heard of it.
        self.look_elsewhere();
        self.look_who_is_here();
    }

    pub(super) fn look_who_is_here(self) {
        let known = |app: Self| {
            app.session.with_untracked(|session| match session {
                Loaded::Ready(session) => {
                    Some(session.person.as_ref().map(|person| person.id.clone()))
                }
                Loaded::Loading | Loaded::Failed(_) => None,
            })
        };
        let Some(before) = known(self) else { return };
        spawn_local(async move {
            // Without an answer nothing is known to have changed.
            let told = api::session().await.or_report("session.watch");
            let Some(told) = told else { return };
            let Ok(session) = api::read_session(&told) else {
                return;
            };
            let now = session.person.as_ref().map(|person| person.id.clone());
            // Who has signed in or out here meanwhile is right.
            let was_cut_off = self.is_cut_off.get_untracked();
            if (now != before || was_cut_off) && known(self) == Some(before) {
                self.enter(Ok(told)).await;
            } else if self.session.with_untracked(|known| {
                known
                    .ready()
                    .is_some_and(|known| known.unread != session.unread)
            }) {
                self.set_unread(session.unread);
            }
        });
    }
}
