//! Blocks as strips.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use super::face::{Faces, Found, Weight};
use super::lines::{Atom, Line, Measure, lines};
use super::measures::{
    BASELINE, BODY, HAIRLINE, HEADING, LEFT, NOTE, SUBTITLE, Size, TITLE, WIDTH,
};
use super::strip::{Colour, Drawing, Glyph, Mark, Owner, Strip};
use super::tags::{Branch, Leaf, Role, Tags};
use super::{marks, table};
use crate::error::Error;
use crate::model::{Block, Document, List, Text};
use crate::words::words;

pub(super) struct Laid {
    pub(super) strips: Vec<Strip>,
    pub(super) tags: Tags,
    pub(super) missing: BTreeSet<char>,
}

/// Where strips, structure and missing characters are gathered.
pub(super) struct Layout<'a> {
    pub(super) faces: &'a Faces<'a>,
    pub(super) strips: Vec<Strip>,
    pub(super) tags: Tags,
    pub(super) missing: BTreeSet<char>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
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
                marks::seal(&mut layout, seal, Some(code))?;
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
            Block::Seal(seal) => marks::seal(self, seal, None)?,
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

    /// Room below a table or signatures, which is not needed at the end of a page.
    pub(super) fn gap(&mut self) {
        self.strips.push(Strip::of(0.0).below(8.0));
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

    pub(super) fn lines(&mut self, text: &Text, measure: Measure, weight: Weight) -> Vec<Line> {
        lines(text, measure, self.faces, weight, &mut self.missing)
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

pub(super) fn measure(size: Size, width: f32, indent: f32, flush: bool) -> Measure {
    Measure {
        width: width / size.size,
        indent,
        flush,
    }
}

/// Where the baseline of a line lies below its upper edge.
pub(super) fn baseline(size: Size) -> f32 {
    size.leading / 2.0 + BASELINE * size.size
}

/// A line from a point on its baseline, `x` relative to the left margin. Glyphs of one face are one mark.
pub(super) fn glyphs(line: &Line, owner: Owner, at: (f32, f32), size: f32, marks: &mut Vec<Mark>) {
    let (mut x, y) = (at.0 + LEFT, at.1);
    let begin = marks.len();
    for atom in &line.atoms {
        let advance = atom.advance + line.stretch;
        if atom.blank {
            blank(atom, &owner, (x, y), size, marks);
            x += advance * size;
            continue;
        }
        let continues = match marks[begin..].last_mut() {
            Some(Mark {
                owner: Owner::Spoken(..),
                ..
            }) => None,
            Some(Mark {
                ink: Drawing::Glyphs {
                    face, text, glyphs, ..
                },
                ..
            }) if *face == atom.found.face => Some((text, glyphs)),
            _ => None,
        };
        match continues {
            Some((text, glyphs)) => push(text, glyphs, &atom.text, atom.found.glyph, advance),
            None => {
                let ink = started(&atom.text, atom.found, size, advance);
                marks.push(Mark {
                    owner: owner.clone(),
                    x,
                    y,
                    ink,
                    colour: Colour::Black,
                });
            }
        }
        x += advance * size;
    }
}

fn started(words: &str, found: Found, size: f32, advance: f32) -> Drawing {
    let (mut text, mut glyphs) = (String::new(), Vec::new());
    push(&mut text, &mut glyphs, words, found.glyph, advance);
    Drawing::Glyphs {
        face: found.face,
        size,
        text,
        glyphs,
    }
}

fn push(text: &mut String, glyphs: &mut Vec<Glyph>, words: &str, glyph: u32, advance: f32) {
    let start = text.len();
    text.push_str(words);
    glyphs.push(Glyph {
        glyph,
        advance,
        start,
        end: text.len(),
    });
}

/// A line to write on, read aloud as such: some readers pass over what has no glyph, so that it has a space.
fn blank(atom: &Atom, owner: &Owner, (x, y): (f32, f32), size: f32, marks: &mut Vec<Mark>) {
    let owner = match owner {
        Owner::Content(leaf) => Owner::Spoken(*leaf, words().blank.clone()),
        other => other.clone(),
    };
    let rule = Drawing::Rule {
        right: atom.advance * size - 2.0,
        down: 0.0,
        width: HAIRLINE,
    };
    let space = started(" ", atom.found, size, atom.advance);
    for (x, y, ink) in [(x, y, space), (x + 1.0, y + 0.18 * size, rule)] {
        marks.push(Mark {
            owner: owner.clone(),
            x,
            y,
            ink,
            colour: Colour::Black,
        });
    }
}
