//! Names to choose from below a line that is typed: the banks. What is typed narrows them, and what is not among them
//! is taken as it stands. Buttons of the page itself, for the lists of browsers do not open in every web-view.

use catalog::Value;
use leptos::prelude::*;
use markup::view;

use super::entry::Entry;
use crate::components::focus;
use crate::dom::{IntoNode, Node};
use crate::messages::form as words;

/// So many names are offered while one types.
const FEW: usize = 4;

pub(super) fn names(
    entry: StoredValue<Entry>,
    text: RwSignal<Option<Value>>,
    anew: RwSignal<()>,
) -> Node {
    let is_open = RwSignal::new(false);
    let choose = move |name: String| {
        let value = Some(Value::Text(name));
        is_open.set(false);
        text.set(value.clone());
        entry.with_value(|entry| entry.enter(value));
        anew.set(());
        let id = entry.with_value(Entry::id);
        request_animation_frame(move || focus(&id));
    };
    let view = move || {
        let typed = text.get();
        let typed = typed.as_ref().and_then(Value::text).unwrap_or_default();
        let is_blank = typed.trim().is_empty();
        let most = match (is_open.get(), is_blank) {
            (true, _) => usize::MAX,
            (false, true) => 0,
            (false, false) => FEW,
        };
        let found: Vec<String> = entry.with_value(|entry| {
            let found = entry.field.names_like(typed);
            found.take(most).map(str::to_owned).collect()
        });
        if found.iter().any(|name| name == typed) {
            return ().into_node();
        }
        let buttons = found.into_iter().map(|name| {
            let chosen = name.clone();
            view! {
                <button
                    class="button button--secondary"
                    type="button"
                    on:click=move |_| choose(chosen.clone())
                >
                    {name}
                </button>
            }
        });
        let all = (is_blank && !is_open.get()).then(|| {
            view! {
                <button
                    class="button button--quiet button--flush"
                    type="button"
                    on:click=move |_| is_open.set(true)
                >
                    {words::from_list()}
                </button>
            }
        });
        view! { <div class="names">{buttons.collect::<Vec<_>>()} {all}</div> }.into_node()
    };
    view.into_node()
}
