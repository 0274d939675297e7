//! Lines of text: where they break, and where each glyph stands.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::face::{Faces, Found, GETA, Weight, is_private};
use super::punctuation::{overhang, squeeze};
use crate::clean::is_variation_selector;
use crate::model::{Run, Text};

/// A line of atoms, and how much is added between them so that it ends where others do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) atoms: Vec<Atom>,
    /// In ems.
    pub(super) width: f32,
    pub(super) stretch: f32,
}

/// A glyph or a blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Atom {
    pub(super) found: Found,
    /// A line to be filled in by hand; its glyph is a space.
    pub(super) blank: bool,
    /// What is copied or read aloud for it.
    pub(super) text: String,
    /// In ems, less what punctuation gives back.
    pub(super) advance: f32,
    last: char,
    /// A line may end after it.
    breaks: bool,
}

/// How wide lines may be, in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    pub(super) width: f32,
    /// Of the first line.
    pub(super) indent: f32,
    /// Lines but the last end flush.
    pub(super) flush: bool,
}

/// Object replacement character: a line may break before and after it.
const BLANK: char = '\u{fffc}';

/// A reader of PDF takes wider gaps for spaces, so that copied text would be full of them. Poppler's limit is a tenth.
const MOST_STRETCH: f32 = 0.08;

/// Text in lines; characters that no font has are added to `missing`.
pub(super) fn lines(
    text: &Text,
    measure: Measure,
    faces: &Faces,
    weight: Weight,
    missing: &mut BTreeSet<char>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = atoms(text, faces, weight, missing);
    let mut room = measure.width - measure.indent;
    while !rest.is_empty() {
        let end = first_line(&rest, room);
        let after = rest.split_off(end);
        lines.push(line(rest, room, measure.flush && !after.is_empty()));
        rest = after;
        room = measure.width;
    }
    lines
}

fn line(mut atoms: Vec<Atom>, room: f32, flush: bool) -> Line {
    // A space at the end is kept, for it is part of the text, and takes no room.
    if let Some(last) = atoms.last_mut()
        && last.last == ' '
    {
        last.advance = 0.0;
    }
    let width: f32 = atoms.iter().map(|atom| atom.advance).sum();
    let hangs = atoms.last().map_or(0.0, |atom| overhang(atom.last));
    let gaps = atoms.len().saturating_sub(1).max(1) as f32;
    // The half of a mark at the end counts as margin only where the line would not be full otherwise.
    let missing = if width > room {
        room - (width - hangs)
    } else {
        room - width
    };
    let stretch = if flush {
        (missing / gaps).max(0.0)
    } else {
        0.0
    };
    Line {
        atoms,
        width,
        stretch: if stretch > MOST_STRETCH { 0.0 } else { stretch },
    }
}

/// How many atoms go on a line: to the last break that fits, else as many as fit, and one at least.
fn first_line(atoms: &[Atom], room: f32) -> usize {
    let mut width = 0.0;
    let mut fits = 0;
    for (index, atom) in atoms.iter().enumerate() {
        let end = if atom.last == ' ' {
            0.0
        } else {
            atom.advance - overhang(atom.last)
        };
        if width + end > room + 0.001 {
            return if fits > 0 { fits } else { index.max(1) };
        }
        width += atom.advance;
        if atom.breaks {
            fits = index + 1;
        }
    }
    atoms.len()
}

fn atoms(text: &Text, faces: &Faces, weight: Weight, missing: &mut BTreeSet<char>) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    for run in &text.0 {
        match run {
            Run::Words(words) => set(words, faces, weight, &mut atoms, missing),
            Run::Strong(words) => set(words, faces, Weight::Bold, &mut atoms, missing),
            Run::Blank(width) => atoms.push(Atom {
                found: faces
                    .find(' ', None, weight)
                    .unwrap_or_else(|| faces.geta(weight)),
                blank: true,
                text: BLANK.to_string(),
                advance: f32::from(*width),
                last: BLANK,
                breaks: true,
            }),
        }
    }
    allow_breaks(&mut atoms);
    for index in 1..atoms.len() {
        let less = squeeze(atoms[index - 1].last, atoms[index].last);
        atoms[index - 1].advance -= less;
    }
    atoms
}

fn set(
    words: &str,
    faces: &Faces,
    weight: Weight,
    atoms: &mut Vec<Atom>,
    missing: &mut BTreeSet<char>,
) {
    let mut characters = words.chars().peekable();
    while let Some(c) = characters.next() {
        // Words of templates are as they were written; values were cleaned.
        if is_variation_selector(c) {
            continue;
        }
        let selector = characters.next_if(|next| is_variation_selector(*next));
        let mut text = c.to_string();
        text.extend(selector);
        let found = faces.find(c, selector, weight).unwrap_or_else(|| {
            missing.insert(c);
            faces.geta(weight)
        });
        // What is copied is the character itself, where that means something elsewhere.
        if is_private(c) || is_no_character(c) {
            text = GETA.to_string();
        }
        atoms.push(Atom {
            found,
            blank: false,
            text,
            advance: found.advance,
            last: c,
            breaks: false,
        });
    }
}

/// U+FFFE, U+FFFF of every plane, and U+FDD0 to U+FDEF.
fn is_no_character(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

fn allow_breaks(atoms: &mut [Atom]) {
    let text: String = atoms.iter().map(|atom| atom.text.as_str()).collect();
    let mut breaks = segmenter()
        .segment_str(&text)
        .skip_while(|at| *at == 0)
        .peekable();
    let mut end = 0;
    for atom in atoms.iter_mut() {
        end += atom.text.len();
        while breaks.next_if(|at| *at < end).is_some() {}
        atom.breaks = breaks.peek() == Some(&end);
    }
    // A number of a case or a code is copied by hand: it is not torn at its hyphens where it fits on a line.
    let plain = |atom: &Atom| atom.last.is_ascii_alphanumeric();
    for index in 1..atoms.len().saturating_sub(1) {
        if atoms[index].last == '-' && plain(&atoms[index - 1]) && plain(&atoms[index + 1]) {
            atoms[index].breaks = false;
        }
    }
}

fn segmenter() -> LineSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    *SEGMENTER.get_or_init(|| {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        LineSegmenter::new_for_non_complex_scripts(options)
    })
}
