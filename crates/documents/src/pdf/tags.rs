//! The structure of the document, which readers for the blind follow.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// A branch of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Branch(Option<usize>);

/// An element that has content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaf(usize);

#[derive(Debug, Default)]
pub(super) struct Tags {
    elements: Vec<Element>,
}

#[derive(Debug)]
struct Element {
    role: Role,
    parent: Option<usize>,
    content: Vec<Identifier>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// With its text.
    Heading(NonZeroU16, String),
    Paragraph,
    List {
        ordered: bool,
    },
    Item,
    Label,
    Body,
    Table,
    Head,
    Rows,
    Row,
    ColumnHeader,
    RowHeader,
    /// Over so many columns.
    Cell(NonZeroU32),
    /// With what it shows.
    Figure(String),
}

impl Tags {
    pub(super) const ROOT: Branch = Branch(None);

    pub(super) fn branch(&mut self, parent: Branch, role: Role) -> Branch {
        Branch(Some(self.element(parent, role)))
    }

    pub(super) fn leaf(&mut self, parent: Branch, role: Role) -> Leaf {
        Leaf(self.element(parent, role))
    }

    fn element(&mut self, parent: Branch, role: Role) -> usize {
        self.elements.push(Element {
            role,
            parent: parent.0,
            content: Vec::new(),
        });
        self.elements.len() - 1
    }

    /// Content was put on a page.
    pub(super) fn put(&mut self, leaf: Leaf, content: Identifier) {
        self.elements[leaf.0].content.push(content);
    }

    /// The tree; elements come in the order in which they were made.
    pub(super) fn tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        let mut groups: Vec<_> = Vec::new();
        for element in self.elements {
            let mut group = TagGroup::new(element.role.tag());
            for content in element.content {
                group.push(content);
            }
            groups.push((element.parent, Some(group)));
        }
        // Children stand behind their parents: from the back, each is whole when it is moved. What is moved to the
        // same parent comes in reverse order, which is put right at the end.
        let mut children: Vec<Vec<TagGroup>> = groups.iter().map(|_| Vec::new()).collect();
        let mut roots = Vec::new();
        for index in (0..groups.len()).rev() {
            let (parent, group) = &mut groups[index];
            let Some(mut group) = group.take() else {
                continue;
            };
            for child in children[index].drain(..).rev() {
                group.push(Node::Group(child));
            }
            match parent {
                Some(parent) => children[*parent].push(group),
                None => roots.push(group),
            }
        }
        for root in roots.into_iter().rev() {
            tree.push(Node::Group(root));
        }
        tree
    }
}

impl Role {
    fn tag(self) -> TagKind {
        match self {
            Self::Heading(level, title) => Tag::Hn(level, Some(title)).into(),
            Self::Paragraph => Tag::P.into(),
            Self::List { ordered } => {
                let numbering = if ordered {
                    ListNumbering::Decimal
                } else {
                    ListNumbering::Disc
                };
                Tag::L(numbering).into()
            }
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Body => Tag::LBody.into(),
            Self::Table => Tag::Table.into(),
            Self::Head => Tag::THead.into(),
            Self::Rows => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell(columns) => Tag::TD
                .with_col_span(Some(columns).filter(|columns| columns.get() > 1))
                .into(),
            Self::Figure(words) => Tag::Figure(Some(words)).into(),
        }
    }
}
