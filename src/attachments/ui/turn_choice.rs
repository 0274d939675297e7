//! A picture that may lie on its side or on its head, as it is and turned: the resident says which one is upright.

use markup::view;
use precheck_types::Rotation;

use super::super::slot::PageSlot;
use super::photo::photo;
use crate::components::focus;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::image_editor::turned;
use crate::messages::finding as words;

/// Both are buttons; whichever is pressed is used. `heading` takes the focus.
pub(super) fn turn_choice(slot: &PageSlot, picture: &Picture, by: Rotation, heading: &str) -> Node {
    let attachments = slot.attachments;
    let one = |class: &'static str, label: &'static str, act: Box<dyn Fn()>| {
        let heading = heading.to_owned();
        let choose = move |_| {
            // This button is about to be removed; the focus must not go with it.
            focus(&heading);
            act();
        };
        view! {
            <button class="turn__one" type="button" on:click=choose>
                <span class="turn__box">{photo(attachments, picture, class, String::new())}</span>
                <span class="turn__name">{label}</span>
            </button>
        }
    };
    let id = picture.id.clone();
    let keep = move || attachments.stands_upright(&id);
    let turn = {
        let (slot, picture) = (slot.clone(), picture.clone());
        move || slot.apply(&picture, turned(picture.edit, by))
    };
    let (class, none) = match by {
        Rotation::Half => ("turn__picture turn__picture--half", words::turn_none_half()),
        Rotation::Left => ("turn__picture turn__picture--left", words::turn_none()),
        _ => ("turn__picture turn__picture--right", words::turn_none()),
    };
    view! {
        <div class="turn" role="group" aria-label=words::turn_ask()>
            <p class="turn__ask">{words::turn_ask()}</p>
            <div class="turn__both">
                {one("turn__picture", none, Box::new(keep))}
                {one(class, words::turn_it(), Box::new(turn))}
            </div>
        </div>
    }
    .into_node()
}
