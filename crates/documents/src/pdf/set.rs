//! Type set from a baseline: glyphs, and lines to write on.

use super::face::Found;
use super::lines::{Atom, Line, Measure};
use super::measures::{BASELINE, HAIRLINE, LEFT, Size};
use super::strip::{Colour, Drawing, Glyph, Mark, Owner};
use crate::words::words;

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
