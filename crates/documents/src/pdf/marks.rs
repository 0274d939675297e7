//! Signatures and codes.

use super::face::Weight;
use super::gather::Layout;
use super::measures::{BODY, CELL, LEFT, WIDTH, mm};
use super::set::{baseline, glyphs, measure};
use super::strip::{Drawing, Owner, Rectangle, Strip};
use super::tags::{Leaf, Role, Tags};
use crate::code::Modules;
use crate::error::Error;
use crate::ink::Ink;
use crate::model::{Code, Run, SignatureLine, Text};
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
pub(super) fn split(layout: &mut Layout, strip: Strip) {
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

pub(super) const CODE: f32 = mm(26.0);

pub(super) fn code(layout: &mut Layout, code: &Code) -> Result<(), Error> {
    let mut strip = Strip::of(CODE + 8.0).below(12.0);
    put_code(layout, &mut strip, code, WIDTH, 2.0)?;
    split(layout, strip);
    Ok(())
}

/// The code at the left margin, its words beside it.
pub(super) fn put_code(
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
