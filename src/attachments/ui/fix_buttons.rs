//! The buttons that put a picture right, under the names that the remedies use.

use leptos::prelude::*;
use markup::view;

use super::super::pictures::Pictures;
use super::super::quick_fix::{QuickFix, quick_fixes};
use super::super::slot::PageSlot;
use crate::components::focus;
use crate::dom::{IntoNode, Node};
use crate::messages::editor as words;

/// Of the picture that is to be decided on. `open` is the picture in the editor; `heading` takes the focus.
pub(super) fn fix_buttons(
    slot: PageSlot,
    pictures: Memo<Pictures>,
    open: RwSignal<Option<String>>,
    what: &str,
    heading: &str,
) -> Node {
    let (what, heading) = (what.to_owned(), heading.to_owned());
    let buttons = move || {
        let candidate = pictures.with(|pictures| pictures.candidate.clone())?;
        let buttons = quick_fixes(&candidate, &slot.material.check)
            .into_iter()
            .map(|(name, fix, advised)| {
                let (slot, candidate) = (slot.clone(), candidate.clone());
                let heading = heading.clone();
                let act = move |_| match fix {
                    QuickFix::OpenEditor => open.set(Some(candidate.id.clone())),
                    QuickFix::Apply(edit) => {
                        focus(&heading);
                        slot.apply(&candidate, edit);
                    }
                };
                let class = if advised {
                    "button"
                } else {
                    "button button--secondary"
                };
                view! {
                    <button
                        class=class
                        type="button"
                        aria-label=words::label_of(name, &what)
                        on:click=act
                    >
                        {name}
                    </button>
                }
            });
        let buttons: Vec<Node> = buttons.collect();
        (!buttons.is_empty()).then(|| view! { <div class="slot__mending">{buttons}</div> })
    };
    buttons.into_node()
}
