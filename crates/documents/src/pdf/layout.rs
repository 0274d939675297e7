//! Blocks as strips.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use super::face::{Faces, Weight};
use super::gather::Layout;
use super::lines::Line;
use super::measures::{BODY, HEADING, NOTE, SUBTITLE, Size, TITLE, WIDTH};
use super::set::{baseline, glyphs, measure};
use super::strip::{Owner, Strip};
use super::tags::{Branch, Leaf, Role, Tags};
use super::{marks, seal, table};
use crate::error::Error;
use crate::model::{Block, Document, List, Text};
use crate::words::words;

pub(super) struct Laid {
    pub(super) strips: Vec<Strip>,
    pub(super) tags: Tags,
    pub(super) missing: BTreeSet<char>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Centre,
}

pub(super) fn lay(document: &Document, faces: &Faces) -> Result<Laid, Error> {
    let mut layout = Layout {
        faces,
        strips: Vec::new(),
        tags: Tags::default(),
        missing: BTreeSet::new(),
    };
    layout.title(&document.title);
    let mut blocks = document.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        match (block, blocks.peek()) {
            // Side by side: neither needs the width, and a result should be one page.
            (Block::Seal(seal), Some(Block::Code(code))) => {
                seal::seal(&mut layout, seal, Some(code))?;
                blocks.next();
            }
            _ => layout.block(block)?,
        }
    }
    Ok(Laid {
        strips: layout.strips,
        tags: layout.tags,
        missing: layout.missing,
    })
}

impl Layout<'_> {
    fn block(&mut self, block: &Block) -> Result<(), Error> {
        match block {
            Block::Subtitle(text) => self.centred(text),
            Block::Heading(text) => self.heading(text),
            Block::Paragraph(text) => self.paragraph(text),
            Block::Note(text) => self.note(text),
            Block::Facts(rows) => table::facts(self, rows),
            Block::List(list) => self.list(list),
            Block::Table(table) => table::table(self, table),
            Block::Signatures(lines) => marks::signatures(self, lines),
            Block::Seal(seal) => seal::seal(self, seal, None)?,
            Block::Code(code) => marks::code(self, code)?,
        }
        Ok(())
    }

    fn title(&mut self, title: &str) {
        let role = Role::Heading(NonZeroU16::MIN, title.to_owned());
        let leaf = self.tags.leaf(Tags::ROOT, role);
        let measure = measure(TITLE, WIDTH, 0.0, false);
        let lines = self.lines(&Text::words(title), measure, Weight::Bold);
        let count = lines.len();
        for (index, line) in lines.iter().enumerate() {
            let mut strip = self
                .strip(line, leaf, TITLE, 0.0, WIDTH, Align::Centre)
                .keep();
            if index == 0 {
                strip.outline = Some(title.to_owned());
            }
            if index + 1 == count {
                strip.height += 8.0;
            }
            self.strips.push(strip);
        }
    }

    fn centred(&mut self, text: &Text) {
        let leaf = self.tags.leaf(Tags::ROOT, Role::Paragraph);
        for line in self.lines(text, measure(SUBTITLE, WIDTH, 0.0, false), Weight::Regular) {
            let mut strip = self
                .strip(&line, leaf, SUBTITLE, 0.0, WIDTH, Align::Centre)
                .keep();
            strip.height += 6.0;
            self.strips.push(strip);
        }
    }

    fn heading(&mut self, text: &Text) {
        let level = NonZeroU16::MIN.saturating_add(1);
        let leaf = self
            .tags
            .leaf(Tags::ROOT, Role::Heading(level, text.plain()));
        let lines = self.lines(text, measure(HEADING, WIDTH, 0.0, false), Weight::Bold);
        for (index, line) in lines.iter().enumerate() {
            let mut strip = self
                .strip(line, leaf, HEADING, 0.0, WIDTH, Align::Left)
                .keep();
            if index == 0 {
                strip.before = 10.0;
                strip.outline = Some(text.plain());
            }
            self.strips.push(strip);
        }
    }

    fn paragraph(&mut self, text: &Text) {
        let leaf = self.tags.leaf(Tags::ROOT, Role::Paragraph);
        let lines = self.lines(text, measure(BODY, WIDTH, 2.0, true), Weight::Regular);
        self.flow(
            &lines,
            leaf,
            BODY,
            |index| if index == 0 { 2.0 * BODY.size } else { 0.0 },
            0.0,
        );
    }

    fn note(&mut self, text: &Text) {
        let leaf = self.tags.leaf(Tags::ROOT, Role::Paragraph);
        let lines = self.lines(text, measure(NOTE, WIDTH, 0.0, true), Weight::Regular);
        self.flow(&lines, leaf, NOTE, |_| 0.0, 4.0);
    }

    fn list(&mut self, list: &List) {
        let branch = self.tags.branch(
            Tags::ROOT,
            Role::List {
                ordered: list.ordered,
            },
        );
        for (index, item) in list.items.iter().enumerate() {
            self.item(branch, list.ordered.then_some(index + 1), item);
        }
    }

    fn item(&mut self, list: Branch, number: Option<usize>, item: &Text) {
        let branch = self.tags.branch(list, Role::Item);
        let label = self.tags.leaf(branch, Role::Label);
        let body = self.tags.leaf(branch, Role::Body);
        let label_words = number.map_or_else(
            || words().unordered.clone(),
            |number| words().ordered(number),
        );
        let indent = 2.0 * BODY.size;
        let hang = if number.is_some() {
            1.5 * BODY.size
        } else {
            BODY.size
        };
        let room = measure(BODY, WIDTH - indent - hang, 0.0, true);
        let lines = self.lines(item, room, Weight::Regular);
        let begin = self.strips.len();
        self.flow(&lines, body, BODY, |_| indent + hang, 0.0);
        let label_line = self.lines(
            &Text::words(label_words),
            measure(BODY, WIDTH, 0.0, false),
            Weight::Regular,
        );
        if let (Some(strip), Some(line)) = (self.strips.get_mut(begin), label_line.first()) {
            let mut marks = Vec::new();
            glyphs(
                line,
                Owner::Content(label),
                (indent, baseline(BODY)),
                BODY.size,
                &mut marks,
            );
            marks.append(&mut strip.marks);
            strip.marks = marks;
        }
    }

    /// Lines below each other; neither the first nor the last stands alone on a page.
    fn flow(
        &mut self,
        lines: &[Line],
        leaf: Leaf,
        size: Size,
        left: impl Fn(usize) -> f32,
        before: f32,
    ) {
        let count = lines.len();
        for (index, line) in lines.iter().enumerate() {
            let mut strip = self.strip(line, leaf, size, left(index), WIDTH, Align::Left);
            strip.keep = index + 1 < count && (index == 0 || index + 2 == count);
            if index == 0 {
                strip.before = before;
            }
            self.strips.push(strip);
        }
    }

    fn strip(
        &self,
        line: &Line,
        leaf: Leaf,
        size: Size,
        left: f32,
        width: f32,
        align: Align,
    ) -> Strip {
        let mut strip = Strip::of(size.leading);
        let x = match align {
            Align::Left => left,
            Align::Centre => ((width - line.width * size.size) / 2.0).max(0.0),
        };
        glyphs(
            line,
            Owner::Content(leaf),
            (x, baseline(size)),
            size.size,
            &mut strip.marks,
        );
        strip
    }
}
