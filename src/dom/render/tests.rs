//! What must hold of a page that is shown, in a real browser.

mod element;
mod keyed;

use super::*;
use crate::dom::{IntoNode, fresh};
use leptos::mount::mount_to;
use markup::view;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn place() -> HtmlElement {
    let place = document().create_element("div").expect("a div");
    document()
        .body()
        .expect("a body")
        .append_child(&place)
        .expect("it is put in");
    place.unchecked_into()
}

fn input_in(place: &HtmlElement) -> HtmlInputElement {
    place
        .query_selector("input")
        .expect("a selector")
        .expect("an input")
        .unchecked_into()
}

async fn after_effects() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

fn asked(words: &'static str) -> Node {
    view! { <label>{words} <input class="input" /></label> }
}

#[wasm_bindgen_test]
fn what_was_typed_stays_when_the_words_around_it_change() {
    let place = place();
    let mut shown = asked("手机号").build();
    shown.mount(&place, None);
    input_in(&place).set_value("1540000");
    asked("手机号：少了 4 位").rebuild(&mut shown);
    assert_eq!(input_in(&place).value(), "1540000");
    assert!(
        place
            .text_content()
            .unwrap_or_default()
            .contains("少了 4 位")
    );
}

#[wasm_bindgen_test]
fn what_was_typed_on_one_page_is_not_on_the_next() {
    let place = place();
    let mut shown = fresh(asked("手机号")).build();
    shown.mount(&place, None);
    input_in(&place).set_value("1540000");
    fresh(asked("银行账号")).rebuild(&mut shown);
    assert_eq!(input_in(&place).value(), "");
}

#[wasm_bindgen_test]
fn a_list_grows_and_shrinks_in_its_place() {
    let list = |names: &[&'static str]| {
        let lines: Vec<Node> = names
            .iter()
            .map(|name| view! { <li>{*name}</li> })
            .collect();
        view! { <ul>{lines} <li>"末"</li></ul> }
    };
    let place = place();
    let mut shown = list(&["甲"]).build();
    shown.mount(&place, None);
    list(&["甲", "乙", "丙"]).rebuild(&mut shown);
    assert_eq!(place.text_content().as_deref(), Some("甲乙丙末"));
    list(&["丙"]).rebuild(&mut shown);
    assert_eq!(place.text_content().as_deref(), Some("丙末"));
}

/// The page of a moment ago must not read a signal that went with it: that would end the app.
#[wasm_bindgen_test]
async fn a_page_that_is_gone_reads_nothing_any_more() {
    let place = place();
    let turn = RwSignal::new(0_usize);
    let busy = StoredValue::new(None::<RwSignal<bool>>);
    let page = move || {
        let now = turn.get();
        let own = RwSignal::new(false);
        busy.set_value(Some(own));
        fresh(
            view! { <p><button class=move || if own.get() { "busy" } else { "free" }>{now}</button></p> },
        )
    };
    mount_to(place.clone(), move || page.into_node()).forget();
    if let Some(own) = busy.get_value() {
        own.set(true);
    }
    turn.set(1);
    leptos::task::tick().await;
    leptos::task::tick().await;
    let button = place
        .query_selector("button")
        .expect("a selector")
        .expect("a button");
    assert_eq!(button.text_content().as_deref(), Some("1"));
    assert_eq!(button.class_name(), "free");
}
