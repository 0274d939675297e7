//! 好差评: five levels, reasons, a few words; never forced.

use std::collections::BTreeSet;

use casework::event::{RatingReason, Stars};
use contract::case::Case;
use contract::case_action::ResidentAction;
use leptos::prelude::*;
use markup::view;

use super::busy::busy_class;
use super::followed_case::FollowedCase;
use super::offers::Offers;
use super::said::back_to;
use crate::components::{MOST, Written, focus, icon, notice, once, stars_words, written};
use crate::dom::{IntoNode, Node};
use crate::messages::rating as words;
use crate::refusal;

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
    let cause = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let back = back_to(&case.number);
    let of = service.to_owned();
    let press = once(busy, move || {
        let (back, service) = (back.clone(), of.clone());
        async move {
            cause.set(None);
            let Some(action) = action(entered, service) else {
                return;
            };
            let is_bad = entered.stars.get_untracked().is_some_and(Stars::is_bad);
            match this.act(action).await {
                Ok(_) if is_bad => back(words::done_bad().to_owned()),
                Ok(_) => back(words::done().to_owned()),
                Err(error) => {
                    cause.try_set(Some(refusal::cause(&error)));
                }
            }
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
    let away = ["/cases/", &case.number].concat();
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::heading(case.service_name(service))}</h1>
                <p class="page__lede">{words::lede()}</p>
                {on_the_way.then(|| view! { <p class="page__lede">{words::lede_on_the_way()}</p> })}
            </div>
            <form
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    press();
                }
            >
                {levels(entered)}
                {reasons(entered)}
                {written(about, move |text| entered.text.set_value(text))}
                <div role="alert">
                    {move || cause.get().map(|cause| notice("bad", words::failed(), &cause))}
                </div>
                <div class="actions">
                    <button class=move || busy_class(busy) type="submit">
                        {words::send()}
                    </button>
                    <a class="button button--quiet" href=away>{words::skip()}</a>
                </div>
            </form>
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
        let id = ["stars-", &u8::from(stars).to_string()].concat();
        view! {
            <li>
                <label class="choice">
                    <input
                        class="choice__input"
                        type="radio"
                        name="stars"
                        id=id
                        on:change=move |_| {
                            entered.stars.set(Some(stars));
                            entered.unrated.set(false);
                        }
                    />
                    <span class="choice__body">
                        <span class="choice__label">{stars_words(stars)}</span>
                    </span>
                </label>
            </li>
        }
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
