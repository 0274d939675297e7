//! Lists whose pieces are matched by key: a piece that stays keeps its elements, and with them focus, what was typed
//! and what is unfolded, whatever is added, removed or moved around it.

use leptos::prelude::Owner;
use send_wrapper::SendWrapper;

use super::{IntoNode, Node};

/// A piece of a keyed list.
pub(crate) struct Item {
    pub(super) key: String,
    pub(super) content: Content,
}

pub(super) enum Content {
    /// Changes the shown piece of its key into this.
    Made(Box<Node>),
    /// Made where no piece of its key is shown, under an owner of its own; a shown one is left to its signals.
    ToMake(SendWrapper<Box<dyn FnOnce() -> Node>>, Owner),
}

/// A list that is made again as a whole: each piece changes into the new one of its key.
/// Keys are unique within the list.
pub(crate) fn keyed(items: impl IntoIterator<Item = (String, Node)>) -> Node {
    let item = |(key, node)| Item {
        key,
        content: Content::Made(Box::new(node)),
    };
    Node::Keyed(items.into_iter().map(item).collect())
}

/// A list that follows `keys`: `view` is called once for each key, and what it makes lives as long as the key stays in
/// the list. What changes within a piece is told by signals.
pub(crate) fn each(
    keys: impl Fn() -> Vec<String> + 'static,
    view: impl Fn(&str) -> Node + Clone + 'static,
) -> Node {
    // Signals of a piece must outlive the effect that adds or removes others: the owner of the whole list keeps them.
    let parent = Owner::current().unwrap_or_default();
    let list = move || {
        let item = |key: String| {
            let (view, made_of) = (view.clone(), key.clone());
            let make: Box<dyn FnOnce() -> Node> = Box::new(move || view(&made_of));
            Item {
                key,
                content: Content::ToMake(SendWrapper::new(make), parent.clone()),
            }
        };
        Node::Keyed(keys().into_iter().map(item).collect())
    };
    list.into_node()
}
