//! Lists that are matched by key.

use super::*;
use crate::dom::{each, keyed};

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
