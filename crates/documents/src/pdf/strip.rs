//! What is put on paper, before it is known on which page.

use super::tags::Leaf;

/// A piece over the whole width that is never cut; positions are relative to its left upper corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Room above, but not at the top of a page.
    pub(super) before: f32,
    pub(super) height: f32,
    /// Must stand on one page with the next one.
    pub(super) keep: bool,
    pub(super) marks: Vec<Mark>,
    /// Repeated at the top of the next page if the table is continued there.
    pub(super) repeat: Option<Box<Strip>>,
    /// Text and level of a heading that begins here, for the outline.
    pub(super) outline: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) owner: Owner,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) ink: Drawing,
    pub(super) colour: Colour,
}

/// What a mark means to somebody who cannot see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nothing: rules and repetitions.
    Artifact,
    Content(Leaf),
    /// Something that is read aloud as other words.
    Spoken(Leaf, String),
}

#[derive(Debug, Clone)]
pub(super) enum Drawing {
    /// Glyphs of one face from a baseline at `y`, with the text they stand for.
    Glyphs {
        face: usize,
        size: f32,
        text: String,
        glyphs: Vec<Glyph>,
    },
    /// Glyphs without text: their shapes belong to a picture that has words of its own. Turned by degrees.
    Shapes {
        face: usize,
        size: f32,
        glyph: u32,
        degrees: f32,
    },
    /// To a point so far away.
    Rule {
        right: f32,
        down: f32,
        width: f32,
    },
    Fill(Vec<Rectangle>),
    Lines {
        lines: Vec<Vec<(f32, f32)>>,
        width: f32,
    },
    Circle {
        radius: f32,
        width: f32,
    },
    /// No ink: an empty cell is a cell all the same.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) glyph: u32,
    /// In ems.
    pub(super) advance: f32,
    /// The bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rectangle {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    Black,
    /// Of seals.
    Red,
}

impl Strip {
    pub(super) fn of(height: f32) -> Self {
        Self {
            height,
            ..Self::default()
        }
    }

    pub(super) fn below(mut self, before: f32) -> Self {
        self.before = before;
        self
    }

    pub(super) fn keep(mut self) -> Self {
        self.keep = true;
        self
    }

    pub(super) fn black(&mut self, owner: Owner, x: f32, y: f32, ink: Drawing) {
        self.marks.push(Mark {
            owner,
            x,
            y,
            ink,
            colour: Colour::Black,
        });
    }

    /// The same for eyes, and nothing for ears, which heard it on the page before.
    pub(super) fn repetition(&self) -> Self {
        let mut again = self.clone();
        for mark in &mut again.marks {
            mark.owner = Owner::Artifact;
        }
        again
    }
}
