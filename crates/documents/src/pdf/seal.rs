//! Seals: where one is put, and the drawn one of an office that does not exist.

use super::face::Weight;
use super::gather::Layout;
use super::marks::{CODE, put_code, split};
use super::measures::{BODY, LEFT, WIDTH, mm};
use super::set::{baseline, glyphs, measure};
use super::strip::{Colour, Drawing, Mark, Owner, Strip};
use super::tags::{Leaf, Role, Tags};
use crate::error::Error;
use crate::model::{Code, Seal, Text};
use crate::words::words;

/// Of a municipal office's seal (国发〔1999〕25号: 4.2 cm).
const SEAL: f32 = mm(42.0);
const SEAL_RIM: f32 = mm(1.1);

/// A seal on the right, and the code that verifies it on the left.
pub(super) fn seal(layout: &mut Layout, seal: &Seal, code: Option<&Code>) -> Result<(), Error> {
    let middle = WIDTH - SEAL / 2.0 - mm(10.0);
    let mut strip = Strip::of(SEAL + 8.0).below(8.0);
    let office_leaf = layout.tags.leaf(Tags::ROOT, Role::Paragraph);
    let day_leaf = layout.tags.leaf(Tags::ROOT, Role::Paragraph);
    // Under the words, as a stamp on printed paper; its own words are over them.
    if let Some(mark) = &seal.demo {
        let figure = Role::Figure(words().seal(&seal.office, mark));
        let leaf = layout.tags.leaf(Tags::ROOT, figure);
        stamp(
            layout,
            &mut strip,
            leaf,
            (LEFT + middle, SEAL / 2.0),
            &seal.office,
            mark,
        );
    }
    let place = Text::words(words().seal_place.clone());
    let office = if seal.office.is_empty() {
        place
    } else {
        Text::words(seal.office.clone())
    };
    let mut y = SEAL * 0.56;
    for (text, leaf) in [(&office, office_leaf), (&seal.day, day_leaf)] {
        for line in layout.lines(
            text,
            measure(BODY, WIDTH / 2.0, 0.0, false),
            Weight::Regular,
        ) {
            let half = line.width * BODY.size / 2.0;
            let left = (middle - half).min(WIDTH - 2.0 * half).max(0.0);
            glyphs(
                &line,
                Owner::Content(leaf),
                (left, y + baseline(BODY)),
                BODY.size,
                &mut strip.marks,
            );
            y += BODY.leading;
        }
    }
    strip.height = strip.height.max(y);
    if let Some(code) = code {
        put_code(layout, &mut strip, code, WIDTH * 0.58, (SEAL - CODE) / 2.0)?;
    }
    split(layout, strip);
    Ok(())
}

/// The name of the office along the rim, from the lower left over the top, as on real ones; in the middle, where those
/// have a star, the word that tells that this is none.
fn stamp(
    layout: &mut Layout,
    strip: &mut Strip,
    leaf: Leaf,
    (x, y): (f32, f32),
    office: &str,
    mark: &str,
) {
    let owner = Owner::Content(leaf);
    let mut red = |x, y, ink| {
        strip.marks.push(Mark {
            owner: owner.clone(),
            x,
            y,
            ink,
            colour: Colour::Red,
        });
    };
    let circle = Drawing::Circle {
        radius: (SEAL - SEAL_RIM) / 2.0,
        width: SEAL_RIM,
    };
    red(x, y, circle);
    let name: Vec<char> = office.chars().take(MOST_ON_SEAL).collect();
    let degrees_each = (SEAL_ARC / name.len().max(1) as f32).min(26.0);
    let size = (degrees_each.to_radians() * SEAL_TEXT * 0.86).min(15.0);
    let begin = -degrees_each * (name.len() as f32 - 1.0) / 2.0;
    for (index, c) in name.into_iter().enumerate() {
        let Some(found) = layout.faces.find(c, None, Weight::Bold) else {
            continue;
        };
        let degrees = begin + degrees_each * index as f32;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let shape = |degrees| Drawing::Shapes {
            face: found.face,
            size,
            glyph: found.glyph,
            degrees,
        };
        // From the middle of the glyph's foot, which looks to the middle of the seal.
        let (foot_x, foot_y) = (x + SEAL_TEXT * sin, y - SEAL_TEXT * cos);
        let half = found.advance * size / 2.0;
        red(foot_x - half * cos, foot_y - half * sin, shape(degrees));
    }
    let size = 22.0;
    let glyphs: Vec<_> = mark
        .chars()
        .filter_map(|c| layout.faces.find(c, None, Weight::Bold))
        .collect();
    let mut left = x - glyphs.iter().map(|found| found.advance * size).sum::<f32>() / 2.0;
    for found in glyphs {
        let shape = Drawing::Shapes {
            face: found.face,
            size,
            glyph: found.glyph,
            degrees: 0.0,
        };
        red(left, y + 2.0, shape);
        left += found.advance * size;
    }
}

const MOST_ON_SEAL: usize = 30;
/// How far the name goes around, and where its feet stand.
const SEAL_ARC: f32 = 230.0;
const SEAL_TEXT: f32 = SEAL / 2.0 - mm(6.2);
