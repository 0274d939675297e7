//! A keyed list as it is shown, and how it changes into another one.

use leptos::prelude::{Owner, document};
use leptos::tachys::renderer::types::{Element as DomElement, Node as DomNode, Placeholder};
use leptos::tachys::view::{Mountable, Render};

use super::Shown;
use crate::dom::keyed::{Content, Item};

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

impl Piece {
    fn build(item: Item) -> Self {
        let (shown, owner) = match item.content {
            Content::Made(node) => ((*node).build(), None),
            Content::ToMake(make, parent) => {
                let owner = parent.child();
                let shown = owner.with(|| (make.take())().build());
                (shown, Some(owner))
            }
        };
        Self {
            key: item.key,
            shown,
            owner,
        }
    }

    fn change_into(&mut self, item: Item) {
        if let Content::Made(node) = item.content {
            (*node).rebuild(&mut self.shown);
        }
    }
}

impl ShownKeyed {
    pub(super) fn build(items: Vec<Item>) -> Self {
        Self {
            pieces: items.into_iter().map(Piece::build).collect(),
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
                    piece.change_into(item);
                    expected = at + 1;
                    let in_place = at >= settled;
                    settled = settled.max(at + 1);
                    (piece, in_place)
                }
                None => (Piece::build(item), false),
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
