//! 好差评: five levels, reasons, a few words; never forced.

use std::collections::BTreeSet;

use casework::event::{RatingReason, Stars};
use contract::case::Case;
use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::said::back_to;
use super::sending::{FormWords, Sending};
use crate::components::{MOST, Radio, Written, focus, icon, once, radio, stars_words, written};
use crate::dom::{IntoNode, Node};
use crate::messages::rating as words;

/// A reason, the id of its element, and its words.
type Reason = (RatingReason, &'static str, fn() -> &'static str);

const REASONS: [Reason; 5] = [
    (RatingReason::Speed, "speed", words::reason_speed),
    (RatingReason::Guide, "guide", words::reason_guide),
    (
        RatingReason::Convenience,
        "convenience",
        words::reason_convenience,
    ),
    (RatingReason::Platform, "platform", words::reason_platform),
    (RatingReason::Manner, "manner", words::reason_manner),
];
const TEXT: &str = "text";

/// What was entered so far. Cheap to copy.
#[derive(Clone, Copy)]
struct Entered {
    stars: RwSignal<Option<Stars>>,
    reasons: StoredValue<BTreeSet<RatingReason>>,
    text: StoredValue<String>,
    /// What is missing, after a try.
    unrated: RwSignal<bool>,
    too_long: RwSignal<Option<&'static str>>,
}

pub(super) fn rate(case: &Case, this: FollowedCase, service: &str) -> Node {
    let entered = Entered {
        stars: RwSignal::new(None),
        reasons: StoredValue::new(BTreeSet::new()),
        text: StoredValue::new(String::new()),
        unrated: RwSignal::new(false),
        too_long: RwSignal::new(None),
    };
    let sending = Sending::new();
    let back = back_to(&case.number);
    let of = service.to_owned();
    let press = once(sending.busy, move || {
        let (back, service) = (back.clone(), of.clone());
        async move {
            sending.begin();
            let Some(action) = action(entered, service) else {
                return;
            };
            let is_bad = entered.stars.get_untracked().is_some_and(Stars::is_bad);
            let done = if is_bad {
                words::done_bad()
            } else {
                words::done()
            };
            sending.send(this, action, back, done.to_owned()).await;
        }
    });
    let on_the_way = case
        .service(service)
        .is_some_and(|service| !service.state.is_final());
    let about = Written {
        id: TEXT.to_owned(),
        label: words::text(),
        hint: words::text_hint(),
        text: String::new(),
        wrong: entered.too_long.into(),
    };
    let body = view! {
        {levels(entered)}
        {reasons(entered)}
        {written(about, move |text| entered.text.set_value(text))}
    };
    let texts = FormWords {
        failed: words::failed(),
        send: words::send(),
        leave: words::skip(),
    };
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::heading(case.service_name(service))}</h1>
                <p class="page__lede">{words::lede()}</p>
                {on_the_way.then(|| view! { <p class="page__lede">{words::lede_on_the_way()}</p> })}
            </div>
            {sending.form(&case.number, texts, body.into_node(), press)}
        </div>
    }
    .into_node()
}

/// `None` where something is missing, which is marked.
fn action(entered: Entered, service: String) -> Option<ResidentAction> {
    let text = entered.text.get_value().trim().to_owned();
    let is_long = text.chars().count() > MOST;
    entered.too_long.set(is_long.then(words::long));
    let stars = entered.stars.get_untracked();
    entered.unrated.set(stars.is_none());
    if stars.is_none() {
        request_animation_frame(|| focus("levels"));
    } else if is_long {
        request_animation_frame(|| focus(TEXT));
    }
    let stars = stars.filter(|_| !is_long)?;
    Some(ResidentAction::Rate {
        service,
        stars,
        reasons: entered.reasons.get_value().into_iter().collect(),
        text,
    })
}

fn levels(entered: Entered) -> Node {
    let levels = (1..=5_u8).rev().filter_map(Stars::new).map(|stars| {
        let about = Radio {
            name: "stars".to_owned(),
            label: stars_words(stars).to_owned(),
            hint: String::new(),
            is_chosen: false,
        };
        radio(about, move || {
            entered.stars.set(Some(stars));
            entered.unrated.set(false);
        })
    });
    let class = move || {
        if entered.unrated.get() {
            "field field--error"
        } else {
            "field"
        }
    };
    view! {
        <fieldset class=class id="levels" aria-describedby="levels-error">
            <legend class="field__label">{words::level()}</legend>
            <div id="levels-error">
                {move || {
                    entered
                        .unrated
                        .get()
                        .then(|| {
                            view! {
                                <p class="field__error">{icon("warning", "")} {words::level_empty()}</p>
                            }
                        })
                }}
            </div>
            <ul class="choices field__choices">{levels.collect::<Vec<_>>()}</ul>
        </fieldset>
    }
    .into_node()
}

fn reasons(entered: Entered) -> Node {
    let reasons = REASONS.map(|(reason, id, label)| {
        let switch = move |event| {
            let is_named = event_target_checked(&event);
            entered.reasons.update_value(|reasons| {
                if is_named {
                    reasons.insert(reason);
                } else {
                    reasons.remove(&reason);
                }
            });
        };
        view! {
            <li>
                <label class="choice choice--bare">
                    <input class="choice__input" type="checkbox" id=["reason-", id].concat() on:change=switch />
                    <span class="choice__body">
                        <span class="choice__label">{label()}</span>
                    </span>
                </label>
            </li>
        }
    });
    view! {
        <fieldset class="field" aria-describedby="reasons-hint">
            <legend class="field__label">{words::reasons()}</legend>
            <p class="field__hint" id="reasons-hint">{words::reasons_hint()}</p>
            <ul class="field__choices">{reasons}</ul>
        </fieldset>
    }
    .into_node()
}
