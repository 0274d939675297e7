//! What must hold of a page that is shown, in a real browser.

use super::*;
use crate::dom::{IntoNode, each, fresh, keyed};
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

/// wasm-bindgen throws where it cannot call, and what is thrown in a listener is told to the window.
fn complaints_while(act: impl FnOnce()) -> usize {
    let complaints = StoredValue::new(0_usize);
    let heard = window_event_listener_untyped("error", move |_| {
        complaints.update_value(|complaints| *complaints += 1);
    });
    act();
    heard.remove();
    complaints.get_value()
}

fn load(picture: &web_sys::Element) {
    let event = web_sys::Event::new("load").expect("an event");
    let _ = picture.dispatch_event(&event);
}

#[wasm_bindgen_test]
fn a_picture_that_comes_when_its_page_is_gone_is_nobodys_business() {
    let place = place();
    let seen = StoredValue::new(0_usize);
    let come = move |_| seen.update_value(|seen| *seen += 1);
    let mut shown = view! { <img on:load=come /> }.build();
    shown.mount(&place, None);
    let picture = place.first_element_child().expect("a picture");
    load(&picture);
    shown.unmount();
    drop(shown);
    assert_eq!(complaints_while(|| load(&picture)), 0);
    assert_eq!(seen.get_value(), 1);
}

#[wasm_bindgen_test]
fn an_event_within_its_own_handling_is_left_out() {
    let place = place();
    let seen = StoredValue::new(0_usize);
    let again = move |event: web_sys::Event| {
        seen.update_value(|seen| *seen += 1);
        load(&event_target(&event));
    };
    let mut shown = view! { <img on:load=again /> }.build();
    shown.mount(&place, None);
    let picture = place.first_element_child().expect("a picture");
    assert_eq!(complaints_while(|| load(&picture)), 0);
    assert_eq!(seen.get_value(), 1);
}

/// Made in HTML's name, they would be there and not be seen.
#[wasm_bindgen_test]
fn what_is_drawn_belongs_to_its_drawing() {
    let place = place();
    let drawing = view! { <svg><polygon points="0,0 1,0 1,1" /><path d="M0 0H1" /></svg> };
    let mut shown = drawing.build();
    shown.mount(&place, None);
    let drawn = place.query_selector_all("svg, svg *").expect("a selector");
    assert_eq!(drawn.length(), 3);
    for at in 0..drawn.length() {
        let one = drawn.get(at).expect("it is there");
        let one: web_sys::Element = one.unchecked_into();
        assert_eq!(
            one.namespace_uri().as_deref(),
            Some(SVG),
            "{}",
            one.tag_name()
        );
    }
}

/// A list of lines to type into, one a name; each has a signal of its own.
fn lines(names: RwSignal<Vec<&'static str>>) -> (HtmlElement, StoredValue<Vec<RwSignal<bool>>>) {
    let place = place();
    let own = StoredValue::new(Vec::new());
    let line = move |name: &str| {
        let is_marked = RwSignal::new(false);
        own.update_value(|own| own.push(is_marked));
        let mark = move || if is_marked.get() { "!" } else { "" };
        view! { <li id=name.to_owned()>{name.to_owned()} {mark} <input class="input" /></li> }
    };
    let keys = move || names.get().into_iter().map(str::to_owned).collect();
    mount_to(
        place.clone(),
        move || view! { <ul>{each(keys, line)} <li>"末"</li></ul> },
    )
    .forget();
    (place, own)
}

fn line(place: &HtmlElement, name: &str) -> HtmlInputElement {
    let found = place.query_selector(&["#", name, " input"].concat());
    let found = found.expect("a selector").expect("a line");
    found.unchecked_into()
}

async fn after_effects() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

#[wasm_bindgen_test]
async fn a_row_keeps_its_elements_and_the_focus_when_others_come_and_go() {
    let names = RwSignal::new(vec!["甲", "乙", "丙"]);
    let (place, _) = lines(names);
    let second = line(&place, "乙");
    second.set_value("1540000");
    second.focus().expect("it takes the focus");
    for list in [vec!["乙", "丙"], vec!["丁", "乙", "戊", "丙", "己"]] {
        let words = [&list.concat(), "末"].concat();
        names.set(list);
        after_effects().await;
        assert_eq!(place.text_content(), Some(words));
        assert!(line(&place, "乙").is_same_node(Some(&second)));
        let focused = document().active_element().expect("something has it");
        assert!(focused.is_same_node(Some(&second)));
    }
    assert_eq!(second.value(), "1540000");
}

#[wasm_bindgen_test]
async fn signals_of_a_row_live_exactly_as_long_as_the_row() {
    let names = RwSignal::new(vec!["甲", "乙"]);
    let (place, own) = lines(names);
    names.set(vec!["乙", "丙"]);
    after_effects().await;
    let marks = own.get_value();
    assert_eq!(marks.len(), 3, "each row is made once");
    assert!(marks[0].try_get_untracked().is_none());
    marks[1].set(true);
    after_effects().await;
    assert_eq!(place.text_content().as_deref(), Some("乙!丙末"));
}

#[wasm_bindgen_test]
fn a_list_that_is_made_again_is_matched_by_key() {
    let list = |names: &'static [(&'static str, &'static str)]| {
        let line =
            |(id, words): (&'static str, &'static str)| view! { <li id=id>{words} <input /></li> };
        let lines = keyed(names.iter().map(|one| (one.0.to_owned(), line(*one))));
        view! { <ul>{lines} <li>"末"</li></ul> }
    };
    let place = place();
    let mut shown = list(&[("a", "甲"), ("b", "乙"), ("c", "丙")]).build();
    shown.mount(&place, None);
    let third = line(&place, "c");
    third.set_value("1540000");
    list(&[("c", "丙三"), ("a", "甲"), ("d", "丁")]).rebuild(&mut shown);
    assert_eq!(place.text_content().as_deref(), Some("丙三甲丁末"));
    assert!(line(&place, "c").is_same_node(Some(&third)));
    assert_eq!(third.value(), "1540000");
    list(&[]).rebuild(&mut shown);
    assert_eq!(place.text_content().as_deref(), Some("末"));
}
