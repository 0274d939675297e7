//! Attributes, properties and listeners of an element.

use super::*;

fn first(place: &HtmlElement, tag: &str) -> web_sys::Element {
    let found = place.query_selector(tag).expect("a selector");
    found.expect("it is shown")
}

#[wasm_bindgen_test]
async fn an_attribute_comes_and_goes_with_its_value() {
    let place = place();
    let is_wrong = RwSignal::new(true);
    let view = move || {
        let described_by: Option<&str> = None;
        let invalid = move || is_wrong.get().then_some("true");
        view! { <input disabled=false aria-describedby=described_by aria-invalid=invalid /> }
    };
    mount_to(place.clone(), view).forget();
    let input = first(&place, "input");
    assert!(!input.has_attribute("disabled"));
    assert!(!input.has_attribute("aria-describedby"));
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    is_wrong.set(false);
    after_effects().await;
    assert!(!input.has_attribute("aria-invalid"));
}

/// The attribute is only what a control began with: after typing, nothing but the property changes what it holds.
#[wasm_bindgen_test]
async fn a_property_is_what_the_control_holds_now() {
    let place = place();
    let text = RwSignal::new("甲");
    mount_to(
        place.clone(),
        move || view! { <input prop:value=move || text.get() /> },
    )
    .forget();
    let input = input_in(&place);
    assert_eq!(input.value(), "甲");
    input.set_value("1540000");
    text.set("乙");
    after_effects().await;
    assert_eq!(input.value(), "乙");
    assert!(!input.has_attribute("value"));
}

#[wasm_bindgen_test]
fn what_is_chosen_in_a_list_is_set_when_its_options_are_there() {
    let place = place();
    let choice = view! { <select prop:value="b"><option value="a"></option><option value="b"></option></select> };
    choice.build().mount(&place, None);
    let select: web_sys::HtmlSelectElement = first(&place, "select").unchecked_into();
    assert_eq!(select.value(), "b");
}

#[wasm_bindgen_test]
fn an_element_that_stays_has_the_attributes_and_the_handler_of_its_new_markup() {
    let place = place();
    let pressed = StoredValue::new(Vec::new());
    let button = |name: &'static str| {
        view! { <button class=name on:click=move |_| pressed.update_value(|all| all.push(name))></button> }
    };
    let mut shown = button("old").build();
    shown.mount(&place, None);
    let before = first(&place, "button");
    button("new").rebuild(&mut shown);
    let now: HtmlElement = first(&place, "button").unchecked_into();
    assert!(now.is_same_node(Some(&before)));
    assert_eq!(now.class_name(), "new");
    now.click();
    assert_eq!(pressed.get_value(), ["new"]);
}

#[wasm_bindgen_test]
fn nothing_of_other_markup_stays() {
    let place = place();
    let pressed = StoredValue::new(0_usize);
    let press = move |_| pressed.update_value(|pressed| *pressed += 1);
    let mut shown = view! { <button title="甲" on:click=press></button> }.build();
    shown.mount(&place, None);
    view! { <button class="plain"></button> }.rebuild(&mut shown);
    let now: HtmlElement = first(&place, "button").unchecked_into();
    assert_eq!(place.child_element_count(), 1);
    assert!(!now.has_attribute("title"));
    now.click();
    assert_eq!(pressed.get_value(), 0);
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
