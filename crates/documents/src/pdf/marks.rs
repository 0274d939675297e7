//! Signatures, seals and codes.

use super::face::Weight;
use super::layout::{Layout, baseline, glyphs, measure};
use super::measures::{BODY, CELL, LEFT, WIDTH, mm};
use super::strip::{Colour, Drawing, Mark, Owner, Rectangle, Strip};
use super::tags::{Leaf, Role, Tags};
use crate::code::Modules;
use crate::error::Error;
use crate::ink::Ink;
use crate::model::{Code, Run, Seal, SignatureLine, Text};
use crate::words::words;

/// Room to sign, and where the day begins; relative to the left margin.
const SIGN: (f32, f32) = (13.0 * BODY.size, 8.5 * BODY.size);
const DAY: f32 = 22.0 * BODY.size;
const SIGN_HEIGHT: f32 = 38.0;

pub(super) fn signatures(layout: &mut Layout, lines: &[SignatureLine]) {
    keep_with_text(layout);
    for (index, line) in lines.iter().enumerate() {
        let label_leaf = layout.tags.leaf(Tags::ROOT, Role::Paragraph);
        let room = measure(BODY, SIGN.0 - 4.0, 0.0, false);
        let label = layout.lines(&line.label, room, Weight::Regular);
        let day = layout.lines(
            &line.on,
            measure(BODY, WIDTH - DAY, 0.0, false),
            Weight::Regular,
        );
        let above = label.len().saturating_sub(1) as f32 * BODY.leading;
        let first_baseline = SIGN_HEIGHT - BODY.leading + baseline(BODY);
        let mut strip = Strip::of(above + SIGN_HEIGHT).below(if index == 0 { 18.0 } else { 4.0 });
        for (index, part) in label.iter().enumerate() {
            let at = (0.0, first_baseline + index as f32 * BODY.leading);
            glyphs(
                part,
                Owner::Content(label_leaf),
                at,
                BODY.size,
                &mut strip.marks,
            );
        }
        match &line.ink {
            Some(ink) => {
                let figure = Role::Figure(words().signature.clone());
                let leaf = layout.tags.leaf(Tags::ROOT, figure);
                signed(&mut strip, leaf, ink);
            }
            None => {
                let blank = layout.lines(
                    &Text(vec![Run::Blank(8)]),
                    measure(BODY, SIGN.1, 0.0, false),
                    Weight::Regular,
                );
                for part in &blank {
                    let at = (SIGN.0, first_baseline);
                    glyphs(
                        part,
                        Owner::Content(label_leaf),
                        at,
                        BODY.size,
                        &mut strip.marks,
                    );
                }
            }
        }
        let day_leaf = layout.tags.leaf(Tags::ROOT, Role::Paragraph);
        for (index, part) in day.iter().enumerate() {
            let at = (DAY, first_baseline + index as f32 * BODY.leading);
            glyphs(
                part,
                Owner::Content(day_leaf),
                at,
                BODY.size,
                &mut strip.marks,
            );
        }
        strip.height = strip
            .height
            .max(SIGN_HEIGHT + day.len().saturating_sub(1) as f32 * BODY.leading);
        split(layout, strip);
    }
    layout.gap();
}

/// Nobody should sign a page that says nothing: the end of the text comes with the first signature.
fn keep_with_text(layout: &mut Layout) {
    if let Some(end) = layout.strips.iter_mut().rev().find(|strip| !strip.keep) {
        end.keep = true;
    }
}

/// A label of hundreds of characters must not run over the edge of a page.
fn split(layout: &mut Layout, strip: Strip) {
    const HIGHEST: f32 = 600.0;
    if strip.height <= HIGHEST {
        layout.strips.push(strip);
        return;
    }
    let parts = (strip.height / HIGHEST).ceil() as usize;
    let mut strips: Vec<_> = (0..parts).map(|_| Strip::of(HIGHEST)).collect();
    for mut mark in strip.marks {
        let part = ((mark.y / HIGHEST) as usize).min(parts - 1);
        mark.y -= part as f32 * HIGHEST;
        strips[part].marks.push(mark);
    }
    layout.strips.append(&mut strips);
}

/// The lines of the finger, as large as the room allows.
fn signed(strip: &mut Strip, leaf: Leaf, ink: &Ink) {
    let (width, height) = (f32::from(ink.width()), f32::from(ink.height()));
    let scale = (SIGN.1 / width).min((SIGN_HEIGHT - 2.0) / height);
    let point = |(x, y): &(u16, u16)| (f32::from(*x) * scale, f32::from(*y) * scale);
    let lines = ink
        .strokes()
        .iter()
        .map(|stroke| stroke.iter().map(point).collect())
        .collect();
    strip.black(
        Owner::Content(leaf),
        LEFT + SIGN.0,
        SIGN_HEIGHT - height * scale,
        Drawing::Lines { lines, width: 1.1 },
    );
}

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

const CODE: f32 = mm(26.0);

pub(super) fn code(layout: &mut Layout, code: &Code) -> Result<(), Error> {
    let mut strip = Strip::of(CODE + 8.0).below(12.0);
    put_code(layout, &mut strip, code, WIDTH, 2.0)?;
    split(layout, strip);
    Ok(())
}

/// The code at the left margin, its words beside it.
fn put_code(
    layout: &mut Layout,
    strip: &mut Strip,
    code: &Code,
    width: f32,
    top: f32,
) -> Result<(), Error> {
    let modules = Modules::of(&code.link)?;
    let leaf = layout
        .tags
        .leaf(Tags::ROOT, Role::Figure(words().code(&code.link)));
    let caption_leaf = layout.tags.leaf(Tags::ROOT, Role::Paragraph);
    let unit = CODE / modules.side as f32;
    let runs = modules
        .runs()
        .into_iter()
        .map(|(column, row, length)| Rectangle {
            x: column as f32 * unit,
            y: row as f32 * unit,
            width: length as f32 * unit,
            height: unit,
        });
    // Around it is paper: its quiet zone of four modules.
    strip.black(
        Owner::Content(leaf),
        LEFT,
        top,
        Drawing::Fill(runs.collect()),
    );
    let left = CODE + 5.0 * unit;
    let caption = layout.lines(
        &code.caption,
        measure(CELL, width - left, 0.0, false),
        Weight::Regular,
    );
    let mut y = (top + (CODE - caption.len() as f32 * CELL.leading) / 2.0).max(0.0);
    for line in &caption {
        glyphs(
            line,
            Owner::Content(caption_leaf),
            (left, y + baseline(CELL)),
            CELL.size,
            &mut strip.marks,
        );
        y += CELL.leading;
    }
    strip.height = strip.height.max(y);
    Ok(())
}
