//! 共同确认: what somebody reads and answers who was invited by a link, signed in with their own identity.

use casework::event::ConfirmerRole;
use contract::case::ConfirmerState;
use contract::confirmation::ConfirmationAsked;
use contract::problem::{Code, ProblemDetails};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;

use crate::api::{self, ApiError};
use crate::components::{CasePage, empty, failed, notice, once, own_page, waiting};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, confirm as words};
use crate::platform::random::random_id;
use crate::refusal;
use crate::state::{Loaded, app_state};

/// What the page knows. Cheap to copy.
#[derive(Clone, Copy)]
struct Invitation {
    code: StoredValue<String>,
    asked: RwSignal<Loaded<ConfirmationAsked>>,
    busy: RwSignal<bool>,
    cause: RwSignal<Option<String>>,
}

pub(super) fn confirm(code: String) -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    let here = ["/confirm/", &code].concat();
    own_page(about, here, "/".to_owned(), move || fetched(code.clone()))
}

fn fetched(code: String) -> Node {
    let this = Invitation {
        code: StoredValue::new(code),
        asked: RwSignal::new(Loaded::Loading),
        busy: RwSignal::new(false),
        cause: RwSignal::new(None),
    };
    let fetch = move || {
        spawn_local(async move {
            let Some(code) = this.code.try_get_value() else {
                return;
            };
            this.asked.try_set(api::confirmation(&code).await.into());
        });
    };
    fetch();
    (move || {
        this.asked.with(|asked| match asked {
            Loaded::Loading => waiting(),
            Loaded::Failed(error) if error.code() == Some(Code::NotFound) => {
                let (title, text) = (words::missing(), words::missing_text());
                empty("search", title, text, "/".to_owned(), common::home())
            }
            Loaded::Failed(error) if error.code() == Some(Code::ActionRefused) => {
                for_another(error)
            }
            Loaded::Failed(error) => failed(error, fetch),
            Loaded::Ready(asked) => page(asked, this),
        })
    })
    .into_node()
}

/// It is meant for somebody else, or nobody may answer it who is signed in here.
fn for_another(error: &ApiError) -> Node {
    let is_not_yours =
        |details: &ProblemDetails| details.refusal == Some(casework::Refusal::NotYours);
    let text = match (error, app_state().person()) {
        (ApiError::Problem(details), Some(person)) if is_not_yours(details) => {
            words::for_another_text(&person.name)
        }
        _ => refusal::cause(error),
    };
    empty(
        "lock",
        words::for_another(),
        &text,
        "/cases".to_owned(),
        common::my_cases(),
    )
}

fn page(asked: &ConfirmationAsked, this: Invitation) -> Node {
    let (sign, title, text) = match asked.state {
        ConfirmerState::Confirmed => ("done", words::confirmed(), words::confirmed_text()),
        ConfirmerState::Declined => ("info", words::declined(), words::declined_text()),
        ConfirmerState::Expired => ("clock", words::expired(), words::expired_text()),
        ConfirmerState::Invited | ConfirmerState::Missing => return open(asked, this),
    };
    empty(sign, title, text, "/".to_owned(), common::home())
}

fn open(asked: &ConfirmationAsked, this: Invitation) -> Node {
    let said = match asked.role {
        ConfirmerRole::Heir => words::asked_heir,
        ConfirmerRole::Spouse => words::asked_spouse,
        ConfirmerRole::Employee => words::asked_employee,
    };
    let answer = move |confirms| {
        once(this.busy, move || async move {
            this.cause.set(None);
            let code = this.code.get_value();
            match api::confirm(&code, confirms, &random_id()).await {
                Ok(asked) => {
                    this.asked.try_set(Loaded::Ready(asked));
                }
                Err(error) => {
                    if error.code() == Some(Code::SignInNeeded) {
                        app_state().session_ended();
                    }
                    this.cause.try_set(Some(refusal::cause(&error)));
                }
            }
        })
    };
    let (yes, no) = (answer(true), answer(false));
    let services = asked
        .services
        .iter()
        .map(|name| view! { <li>{name.clone()}</li> });
    let until = asked
        .until
        .as_deref()
        .map(|day| words::until(&format::day(day)));
    let class = move || {
        if this.busy.get() {
            "button button--busy"
        } else {
            "button"
        }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::heading()}</h1>
                <p class="page__lede">{said(&asked.applicant, &asked.title)}</p>
            </div>
            <div class="card">
                {asked.of.as_ref().map(|of| view! { <p class="strong">{words::of(of)}</p> })}
                <p>{words::services()}</p>
                <ul class="material__needs">{services.collect::<Vec<_>>()}</ul>
                <p>{words::means(&asked.applicant)}</p>
                {until.map(|until| view! { <p class="small muted">{until}</p> })}
            </div>
            <div role="alert">
                {move || this.cause.get().map(|cause| notice("bad", words::failed(), &cause))}
            </div>
            <div class="actions">
                <button class=class type="button" on:click=move |_| yes()>
                    {words::yes()}
                </button>
                <button class="button button--danger" type="button" on:click=move |_| no()>
                    {words::no()}
                </button>
            </div>
            <p class="page__note">{words::no_sure()}</p>
        </div>
    }
    .into_node()
}
