//! 另外办理: what other offices handle, as a list that the resident ticks off. It is kept with the case, so that
//! another device shows the same.

use contract::case::Case;
use contract::elsewhere::ElsewhereStep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use wasm_bindgen::JsCast;

use super::followed_case::FollowedCase;
use crate::api::{self, ApiError};
use crate::components::notice;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{case as words, common};
use crate::state::Loaded;

/// One line of the list. Cheap to copy; belongs to the page.
#[derive(Clone, Copy)]
struct Tick {
    this: FollowedCase,
    service: StoredValue<String>,
    /// As the box shows it.
    wanted: RwSignal<bool>,
    /// Whether it is being told to the server.
    busy: StoredValue<bool>,
    failure: RwSignal<Option<ApiError>>,
}

pub(super) fn elsewhere(case: &Case, this: FollowedCase) -> Option<Node> {
    if case.elsewhere.is_empty() {
        return None;
    }
    let failure = RwSignal::new(None::<ApiError>);
    let ticks: Vec<Tick> = case
        .elsewhere
        .iter()
        .map(|step| Tick {
            this,
            service: StoredValue::new(step.service.clone()),
            wanted: RwSignal::new(step.done),
            busy: StoredValue::new(false),
            failure,
        })
        .collect();
    let boxes: Vec<Node> = case
        .elsewhere
        .iter()
        .zip(&ticks)
        .map(|(step, tick)| line(step, *tick))
        .collect();
    let total = ticks.len().to_string();
    let title = words::elsewhere(&total);
    let done = move || {
        let done = ticks.iter().filter(|tick| tick.wanted.get()).count();
        words::elsewhere_done(&done.to_string(), &total)
    };
    Some(
        view! {
            <section class="section">
                <h2 class="section__head">{title}</h2>
                <p class="section__note">{words::elsewhere_text()}</p>
                <p class="section__note" role="status">{done}</p>
                <div role="alert">
                    {move || {
                        failure
                            .get()
                            .map(|error| {
                                let cause = common::cause(&format::cause(&error));
                                notice("bad", words::elsewhere_failed(), &cause)
                            })
                    }}
                </div>
                <ul class="choices">{boxes}</ul>
            </section>
        }
        .into_node(),
    )
}

fn line(step: &ElsewhereStep, tick: Tick) -> Node {
    let switch = move |event: leptos::ev::Event| {
        let input: Option<web_sys::HtmlInputElement> =
            event.target().and_then(|it| it.dyn_into().ok());
        if let Some(input) = input {
            tick.wanted.set(input.checked());
            tick.tell();
        }
    };
    view! {
        <li>
            <label class="choice">
                <input
                    class="choice__input"
                    type="checkbox"
                    prop:checked=tick.wanted
                    on:change=switch
                />
                <span class="choice__body">
                    <span class="choice__label">{step.name.clone()}</span>
                    <span class="choice__hint">{step.how.clone()}</span>
                </span>
            </label>
        </li>
    }
    .into_node()
}

impl Tick {
    /// One after the other, so that what was ticked last is what stays.
    fn tell(self) {
        self.failure.set(None);
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(done) = self.untold() {
                let number = self.this.number();
                let service = self.service.try_get_value().unwrap_or_default();
                match api::tick_elsewhere(&number, &service, done).await {
                    Ok(()) => self.keep(done),
                    Err(error) => {
                        // The box shows again what is kept.
                        self.wanted.try_set(!done);
                        self.failure.try_set(Some(error));
                        break;
                    }
                }
            }
            self.busy.try_set_value(false);
        });
    }

    /// What the box shows, where the case says otherwise; nothing where the page is gone.
    fn untold(self) -> Option<bool> {
        let wanted = self.wanted.try_get_untracked()?;
        let service = self.service.try_get_value()?;
        let kept = self.this.case.try_with_untracked(|case| {
            let mut steps = case.ready()?.elsewhere.iter();
            Some(steps.find(|step| step.service == service)?.done)
        });
        (kept?? != wanted).then_some(wanted)
    }

    /// The case as it is shown knows it, too: fetched again it is no other, and nothing on the page is built anew.
    fn keep(self, done: bool) {
        let Some(service) = self.service.try_get_value() else {
            return;
        };
        self.this.case.try_update_untracked(|case| {
            if let Loaded::Ready(case) = case {
                let mut steps = case.elsewhere.iter_mut();
                if let Some(step) = steps.find(|step| step.service == service) {
                    step.done = done;
                }
            }
        });
    }
}
