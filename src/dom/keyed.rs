//! Lists whose pieces are matched by key: a piece that stays keeps its elements, and with them focus, what was typed
//! and what is unfolded, whatever is added, removed or moved around it.

use leptos::prelude::{Owner, document};
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Placeholder};
use leptos::tachys::view::{Mountable, Render};
use send_wrapper::SendWrapper;

use super::render::Shown;
use super::{IntoNode, Node};

/// A piece of a keyed list.
pub(crate) struct Item {
    key: String,
    content: Content,
}

enum Content {
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

/// A keyed list that is shown. The placeholder marks its end.
pub(crate) struct ShownKeyed {
    pieces: Vec<Piece>,
    end: Placeholder,
}

struct Piece {
    key: String,
    shown: Shown,
    /// Behind `shown`, so that it is dropped last: effects end before the signals they read.
    #[expect(dead_code, reason = "held for as long as the piece is shown")]
    owner: Option<Owner>,
}

impl Item {
    fn build(self) -> Piece {
        let (shown, owner) = match self.content {
            Content::Made(node) => ((*node).build(), None),
            Content::ToMake(make, parent) => {
                let owner = parent.child();
                let shown = owner.with(|| (make.take())().build());
                (shown, Some(owner))
            }
        };
        Piece {
            key: self.key,
            shown,
            owner,
        }
    }

    fn renew(self, piece: &mut Piece) {
        if let Content::Made(node) = self.content {
            (*node).rebuild(&mut piece.shown);
        }
    }
}

impl ShownKeyed {
    pub(super) fn build(items: Vec<Item>) -> Self {
        Self {
            pieces: items.into_iter().map(Item::build).collect(),
            end: document().create_comment(""),
        }
    }

    pub(super) fn change_into(&mut self, items: Vec<Item>) {
        let mut old: Vec<Option<Piece>> = self.pieces.drain(..).map(Some).collect();
        // Lists mostly stay as they are but for one piece: the search begins where the last one ended.
        let mut expected = 0;
        // Of the pieces that stay, those that follow each other in the old order are not touched: an element that is
        // put elsewhere loses the focus.
        let mut settled = 0;
        let mut is_placed = Vec::with_capacity(items.len());
        for item in items {
            let is_it = |piece: &Option<Piece>| piece.as_ref().is_some_and(|it| it.key == item.key);
            let after = old.iter().skip(expected).position(is_it);
            let found = after
                .map(|at| at + expected)
                .or_else(|| old.iter().take(expected).position(is_it));
            let stays = found.and_then(|at| Some((at, old.get_mut(at)?.take()?)));
            let (piece, in_place) = match stays {
                Some((at, mut piece)) => {
                    item.renew(&mut piece);
                    expected = at + 1;
                    let in_place = at >= settled;
                    settled = settled.max(at + 1);
                    (piece, in_place)
                }
                None => (item.build(), false),
            };
            self.pieces.push(piece);
            is_placed.push(in_place);
        }
        for mut gone in old.into_iter().flatten() {
            gone.shown.unmount();
        }
        // From the end, so that what each is put before stands already.
        for at in (0..self.pieces.len()).rev() {
            if is_placed.get(at) == Some(&true) {
                continue;
            }
            let (before, after) = self.pieces.split_at_mut(at + 1);
            let Some(piece) = before.last_mut() else {
                continue;
            };
            // A piece without any node of its own marks no place: the next one does.
            let put = after
                .iter()
                .any(|next| next.shown.insert_before_this(&mut piece.shown));
            if !put {
                self.end.insert_before_this(&mut piece.shown);
            }
        }
    }
}

impl Mountable for ShownKeyed {
    fn unmount(&mut self) {
        for piece in &mut self.pieces {
            piece.shown.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&DomNode>) {
        for piece in &mut self.pieces {
            piece.shown.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.pieces.first();
        first.is_some_and(|first| first.shown.insert_before_this(child))
            || self.end.insert_before_this(child)
    }

    fn elements(&self) -> Vec<DomElement> {
        let pieces = self.pieces.iter();
        pieces.flat_map(|piece| piece.shown.elements()).collect()
    }
}
