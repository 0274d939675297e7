//! 领取方式: the ways in which the paper of a result may come, and the address where it goes by post. Before handing in
//! and on the case alike.

use catalog::application::Delivery;
use catalog::scenario::DeliveryWay;
use leptos::prelude::*;
use markup::view;

use super::{Composing, Radio, icon, radio};
use crate::dom::{IntoNode, Node};
use crate::messages::delivery as words;

pub(crate) struct DeliveryWays {
    /// Of the element, and the beginning of those within it.
    pub(crate) id: String,
    /// The name of the service.
    pub(crate) of: String,
    pub(crate) ways: Vec<DeliveryWay>,
    pub(crate) chosen: Delivery,
    /// Whether the address is none, once somebody tried.
    pub(crate) wrong: Signal<bool>,
}

/// `tell` gets every change.
pub(crate) fn delivery_ways(about: DeliveryWays, tell: impl Fn(Delivery) + Copy + 'static) -> Node {
    let DeliveryWays {
        id,
        of,
        ways,
        chosen,
        wrong,
    } = about;
    let way = RwSignal::new(chosen.way);
    let address = StoredValue::new(chosen.address);
    let now = move || Delivery {
        way: way.get_untracked(),
        address: match way.get_untracked() {
            DeliveryWay::Post => address.get_value(),
            DeliveryWay::Counter | DeliveryWay::Electronic => String::new(),
        },
    };
    let choices = ways.into_iter().map(|one| {
        let about = Radio {
            name: [&id, "-way"].concat(),
            label: way_words(one).to_owned(),
            hint: hint(one).to_owned(),
            is_chosen: one == way.get_untracked(),
        };
        radio(about, move || {
            way.set(one);
            tell(now());
        })
    });
    let choices: Vec<_> = choices.collect();
    let typed = move |text: String| {
        address.set_value(text);
        tell(now());
    };
    let field = id.clone();
    let street = move || {
        (way.get() == DeliveryWay::Post).then(|| street(&field, address.get_value(), wrong, typed))
    };
    view! {
        <fieldset class="field" id=id>
            <legend class="field__label">{words::how(&of)}</legend>
            <ul class="choices field__choices">{choices}</ul>
            {street}
        </fieldset>
    }
    .into_node()
}

fn street(
    id: &str,
    text: String,
    wrong: Signal<bool>,
    typed: impl Fn(String) + Copy + 'static,
) -> Node {
    let (field, hint, error) = (
        [id, "-address"].concat(),
        [id, "-hint"].concat(),
        [id, "-error"].concat(),
    );
    let described = [&hint, " ", &error].concat();
    let composing = Composing::new();
    let class = move || {
        if wrong.get() {
            "field section field--error"
        } else {
            "field section"
        }
    };
    view! {
        <div class=class>
            <label class="field__label" for=field.clone()>{words::address()}</label>
            <p class="field__hint" id=hint>{words::address_hint()}</p>
            <div id=error>
                {move || {
                    wrong
                        .get()
                        .then(|| {
                            view! {
                                <p class="field__error">{icon("warning", "")} {words::address_wrong()}</p>
                            }
                        })
                }}
            </div>
            <textarea
                class="input"
                id=field
                autocomplete="street-address"
                aria-describedby=described
                aria-invalid=move || wrong.get().then_some("true")
                prop:value=text
                on:compositionstart=move |_| composing.begins()
                on:compositionend=move |event| typed(composing.ended(&event))
                on:input=move |event| {
                    if let Some(text) = composing.typed(&event) {
                        typed(text);
                    }
                }
            ></textarea>
        </div>
    }
    .into_node()
}

pub(crate) const fn way_words(way: DeliveryWay) -> &'static str {
    match way {
        DeliveryWay::Counter => words::counter(),
        DeliveryWay::Post => words::post(),
        DeliveryWay::Electronic => words::electronic(),
    }
}

const fn hint(way: DeliveryWay) -> &'static str {
    match way {
        DeliveryWay::Counter => words::counter_hint(),
        DeliveryWay::Post => words::post_hint(),
        DeliveryWay::Electronic => words::electronic_hint(),
    }
}
