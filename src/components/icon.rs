//! An icon of the sprite `public/icons.svg`, which stands in the page and needs no network. It says nothing to a screen
//! reader: the words beside it do.

use markup::view;

use crate::dom::{IntoNode, Node};

/// `name` is the symbol's id; `class` adds modifiers such as `icon--large`.
pub(crate) fn icon(name: &str, class: &str) -> Node {
    let href = ["#i-", name].concat();
    let class = ["icon ", class].concat();
    view! {
        <svg class=class aria-hidden="true">
            <use href=href></use>
        </svg>
    }
    .into_node()
}
