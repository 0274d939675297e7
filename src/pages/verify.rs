//! Whether a document is genuine (核验): by the code that stands on it, for anyone who holds it. Nothing of a person is
//! shown here, and nobody has to sign in.

use contract::document::{Validity, Verified};
use contract::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use markup::view;

use crate::api;
use crate::components::{Frame, failed, frame, go, icon, notice, waiting};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::paper as words;
use crate::state::Loaded;

pub(crate) fn verify() -> Node {
    let path = use_location().pathname;
    // Behind the last stroke; where there is no code, it is asked for.
    let code = Memo::new(move |_| {
        let path = path.get();
        contract::document::read_code(path.trim_end_matches('/').rsplit('/').next()?)
    });
    let inside = move || match code.get() {
        Some(code) => answer(&code),
        None => ask(),
    };
    let around = Frame {
        title: words::verify_title().to_owned(),
        bar: words::verify_title().to_owned(),
        back: "/".to_owned(),
        stage: None,
    };
    frame(around, inside)
}

/// The box to type the code into.
fn ask() -> Node {
    let go = go();
    let typed = RwSignal::new(String::new());
    let short = RwSignal::new(false);
    let check = move |event: web_sys::Event| {
        event.prevent_default();
        match typed.with_untracked(|typed| contract::document::read_code(typed)) {
            Some(code) => go(&["/verify/", &code].concat()),
            None => short.set(true),
        }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::verify_title()}</h1>
                <p class="page__lede">{words::verify_lede()}</p>
            </div>
            <form class="section" on:submit=check>
                <label class="field__label" for="code">{words::verify_code()}</label>
                <p class="page__note" id="code-hint">{words::verify_hint()}</p>
                <input
                    class="input"
                    id="code"
                    type="text"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="code-hint"
                    aria-invalid=move || short.get().then_some("true")
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <div role="alert">
                    {move || short.get().then(too_short)}
                </div>
                <div class="actions"><button class="button" type="submit">{words::verify_press()}</button></div>
            </form>
        </div>
    }
    .into_node()
}

fn too_short() -> Node {
    view! { <p class="field__error">{icon("warning", "")} {words::verify_short()}</p> }.into_node()
}

fn answer(code: &str) -> Node {
    let found = RwSignal::new(Loaded::Loading);
    let code = StoredValue::new(code.to_owned());
    let fetch = move || {
        found.set(Loaded::Loading);
        spawn_local(async move {
            let Some(code) = code.try_get_value() else {
                return;
            };
            found.try_set(api::verify(&code).await.into());
        });
    };
    fetch();
    (move || {
        found.with(|found| match found {
            Loaded::Loading => waiting(),
            Loaded::Ready(found) => told(proven(found)),
            Loaded::Failed(error) => match error.code() {
                Some(Code::NotFound) => told(notice(
                    "bad",
                    words::verify_unknown(),
                    words::verify_unknown_text(),
                )),
                Some(Code::TooMany) => told(notice("warn", words::verify_too_many(), "")),
                _ => failed(error, fetch),
            },
        })
    })
    .into_node()
}

fn told(answer: Node) -> Node {
    view! {
        <div class="page">
            <div class="page__head"><h1>{words::verify_title()}</h1></div>
            <div role="status">{answer}</div>
            <div class="actions">
                <a class="button button--secondary" href="/verify">{words::verify_other()}</a>
            </div>
        </div>
    }
    .into_node()
}

fn proven(found: &Verified) -> Node {
    let (tone, said) = match found.validity {
        Validity::Valid => ("good", words::verify_valid()),
        Validity::Revoked => ("bad", words::verify_revoked()),
        Validity::Surrendered => ("warn", words::verify_surrendered()),
    };
    let line = |name: &'static str, value: String| {
        view! {
            <div class="fact">
                <dt class="fact__name">{name}</dt>
                <dd class="fact__body">{value}</dd>
            </div>
        }
    };
    view! {
        {notice(tone, said, "")}
        <div class="card">
            <p>{words::verify_compare()}</p>
            <dl class="facts">
                {line(words::verify_name(), found.title.clone())}
                {line(words::verify_number(), found.number.clone())}
                {line(words::verify_office(), found.office.clone())}
                {line(words::verify_day(), format::day(&found.day))}
            </dl>
            <p class="small muted">{words::verify_private()}</p>
            {found.demo.then(|| view! { <p class="small muted">{words::verify_demo()}</p> })}
        </div>
    }
    .into_node()
}
