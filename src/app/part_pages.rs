//! Which pages lie in which part, and how a page is shown whose part is still under way.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Frame, failed, frame, waiting};
use crate::dom::{IntoNode, Node};
use crate::pages;
use crate::parts::{Pages, Parts, in_part};
use crate::route::{Page, Part};
use crate::state::{Loaded, app_state};

in_part! {
    first,
    fn first_pages() -> Pages {
        |page| match page {
            Page::Scenario => pages::scenario(),
            Page::Guide => pages::guide(),
            Page::Plan => pages::plan(),
            Page::Handbook => pages::handbook(),
            Page::HandbookEntry(id) => pages::handbook_entry(id),
            Page::Place => pages::place(),
            Page::Verify => pages::verify(),
            _ => pages::search(),
        }
    }
}

in_part! {
    apply,
    fn apply_pages() -> Pages {
        |page| match page {
            Page::Form => pages::form(),
            Page::Materials => pages::materials(),
            Page::Material(id) => pages::material(&id),
            Page::Review => pages::review(),
            Page::SignIn => pages::sign_in(),
            Page::Receipt(number) => pages::receipt(number),
            Page::InHand => pages::in_hand(),
            _ => pages::cases(),
        }
    }
}

in_part! {
    follow,
    fn follow_pages() -> Pages {
        |page| match page {
            Page::Follow(address) => pages::follow(&address),
            _ => pages::not_found(),
        }
    }
}

/// Brings a part, or learns why it does not come.
pub(super) async fn bring(parts: Parts, part: Part) {
    let slot = parts.slot(part);
    slot.try_set(Some(Loaded::Loading));
    let pages = match part {
        Part::First => first_pages().await,
        Part::Apply => apply_pages().await,
        Part::Follow => follow_pages().await,
    };
    slot.try_set(Some(pages.into()));
}

/// A page of a part, as soon as the part is here.
pub(super) fn page(part: Part, page: Page) -> Node {
    let parts = app_state().parts;
    let slot = parts.slot(part);
    let bring = move || spawn_local(bring(parts, part));
    if slot.with_untracked(Option::is_none) {
        bring();
    }
    let around = || Frame {
        bar: " ".to_owned(),
        back: "/".to_owned(),
        ..Frame::default()
    };
    (move || match slot.get() {
        Some(Loaded::Ready(pages)) => pages(page.clone()),
        Some(Loaded::Failed(error)) => frame(around(), failed(&error, bring)),
        Some(Loaded::Loading) | None => frame(around(), waiting()),
    })
    .into_node()
}
