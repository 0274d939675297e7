//! Writing to the office: a question about the case or a service, and an objection to a decision; with what was asked
//! and answered before.

use casework::Offer;
use contract::case::Case;
use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::said::back_to;
use super::sending::{FormWords, Sending};
use super::thread::thread;
use crate::components::{MOST, Written, focus, once, written};
use crate::dom::{IntoNode, Node};
use crate::messages::ask as words;

const TEXT: &str = "text";

pub(super) fn ask(case: &Case, this: FollowedCase) -> Node {
    let about = RwSignal::new(String::new());
    let options = case.services.iter().map(|service| {
        view! { <option value=service.service.clone()>{service.name.clone()}</option> }
    });
    let select = (case.services.len() > 1).then(|| {
        view! {
            <div class="field">
                <label class="field__label" for="about">{words::about()}</label>
                <div class="field__control">
                    <select
                        class="input"
                        id="about"
                        on:change=move |event| about.set(event_target_value(&event))
                    >
                        <option value="">{words::about_all()}</option>
                        {options.collect::<Vec<_>>()}
                    </select>
                </div>
            </div>
        }
    });
    let action = move |text| {
        let service = about.get_untracked();
        let service = (!service.is_empty()).then_some(service);
        ResidentAction::Ask { service, text }
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::heading()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            {form(&case.number, this, words::text(), select.into_node(), action)}
            {thread(case)}
        </div>
    }
    .into_node()
}

pub(super) fn object(case: &Case, this: FollowedCase, service: &str) -> Node {
    let name = case.service_name(service);
    let service = service.to_owned();
    let has_decided = case.refused(&Offer::Object(service.clone())).is_none();
    let action = move |text| ResidentAction::Object {
        service: service.clone(),
        text,
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::object_heading(name)}</h1>
                <p class="page__lede">{words::object_lede()}</p>
            </div>
            {form(&case.number, this, words::object_text(), ().into_node(), action)}
            {has_decided.then(|| view! { <p class="page__note">{words::object_law()}</p> })}
        </div>
    }
    .into_node()
}

fn form(
    number: &str,
    this: FollowedCase,
    label: &'static str,
    above: Node,
    action: impl Fn(String) -> ResidentAction + Clone + 'static,
) -> Node {
    let text = StoredValue::new(String::new());
    let wrong = RwSignal::new(None::<&'static str>);
    let sending = Sending::new();
    let back = back_to(number);
    let press = once(sending.busy, move || {
        let (action, back) = (action.clone(), back.clone());
        async move {
            let said = text.get_value().trim().to_owned();
            let found = match said.chars().count() {
                0 => Some(words::empty()),
                n if n > MOST => Some(words::long()),
                _ => None,
            };
            wrong.set(found);
            sending.begin();
            if found.is_some() {
                request_animation_frame(|| focus(TEXT));
                return;
            }
            let done = words::sent().to_owned();
            sending.send(this, action(said), back, done).await;
        }
    });
    let about = Written {
        id: TEXT.to_owned(),
        label,
        hint: words::hint(),
        text: String::new(),
        wrong: wrong.into(),
    };
    let body = view! {
        {above}
        {written(about, move |said| text.set_value(said))}
    };
    let texts = FormWords {
        failed: words::failed(),
        send: words::send(),
        leave: "",
    };
    sending.form(number, texts, body.into_node(), press)
}
