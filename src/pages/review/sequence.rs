//! What is ticked before handing in, one after the other. Each is a line that opens, with its ticks at the end of its
//! text, so that nobody ticks what has not been open; what is done closes, and the next that waits opens. Several texts
//! that stood open would bury what is to be checked above them.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::tick::error;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node};

/// The lines in their order. Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
pub(super) struct Sequence(StoredValue<Vec<Turn>>);

/// One of them, whose turn comes.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    sequence: Sequence,
    at: usize,
    /// Of its line: where an error leads to.
    id: StoredValue<String>,
    done: Signal<bool>,
    /// As it was at the last tick.
    was_done: StoredValue<bool>,
    open: RwSignal<bool>,
}

/// What is said of a line, besides what it holds.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) waits: &'static str,
    pub(super) done: &'static str,
    pub(super) missing: &'static str,
}

impl Sequence {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    pub(super) fn turn(self, id: String, done: Signal<bool>) -> Turn {
        let turn = Turn {
            sequence: self,
            at: self.0.with_value(Vec::len),
            id: StoredValue::new(id),
            done,
            was_done: StoredValue::new(done.get_untracked()),
            open: RwSignal::new(false),
        };
        self.0.update_value(|all| all.push(turn));
        turn
    }

    /// The first that waits stands open from the start.
    pub(super) fn begin(self) {
        if let Some(first) = self.next_from(0) {
            first.open.set(true);
        }
    }

    /// Whether the next line that is added stands open: what belongs to it opens and closes with it.
    pub(super) fn opens_next(self) -> Signal<bool> {
        let at = self.0.with_value(Vec::len);
        Signal::derive(move || {
            let turn = self.0.with_value(|all| all.get(at).copied());
            turn.is_some_and(|turn| turn.open.get())
        })
    }

    /// The next that waits, from there on and then from the start.
    fn next_from(self, at: usize) -> Option<Turn> {
        self.0.with_value(|all| {
            let mut after = all.iter().skip(at).chain(all);
            after.find(|turn| !turn.done.get_untracked()).copied()
        })
    }
}

impl Turn {
    /// Something was ticked. What is done by it closes; the next takes the focus, else it keeps the focus itself.
    pub(super) fn ticked(self) {
        let is_done = self.done.get_untracked();
        let was_done = self.was_done.get_value();
        self.was_done.set_value(is_done);
        if was_done || !is_done {
            return;
        }
        self.open.set(false);
        let next = self.sequence.next_from(self.at);
        if let Some(next) = next {
            next.open.set(true);
        }
        let next = next.unwrap_or(self);
        request_animation_frame(move || next.id.with_value(|id| focus(id)));
    }

    /// Its line, with what opens. `tried` says that handing in was tried: what is missing is marked.
    pub(super) fn line(self, said: Said, tried: RwSignal<bool>, body: Node) -> Node {
        let missing = move || tried.get() && !self.done.get();
        let state = move || {
            if self.done.get() {
                let done = said.done;
                view! { <span class="consent__state consent__state--done">{icon("check", "")} {done}</span> }
            } else {
                view! { <span class="consent__state">{said.waits}</span> }
            }
            .into_node()
        };
        let toggled = move |event: Event| {
            let details: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
            if let Some(details) = details {
                self.open.set(details.has_attribute("open"));
            }
        };
        let class = move || {
            if missing() {
                "consent consent--error"
            } else {
                "consent"
            }
        };
        view! {
            <div class=class>
                <details class="fold" prop:open=self.open on:toggle=toggled>
                    <summary class="fold__head consent__head" id=self.id.get_value()>
                        <span>
                            <h3 class="consent__title">{said.title}</h3>
                            {state}
                        </span>
                    </summary>
                    <div class="fold__body">{body}</div>
                </details>
                {move || missing().then(|| error(said.missing))}
            </div>
        }
        .into_node()
    }
}
