//! Pages as PDF.

use chrono::Datelike;
use civic::Day;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};

use super::face::{Faces, Weight};

use super::lines::lines;
use super::measures::{FOOT, LEFT, NOTE, PAGE, WIDTH};
use super::pages::Page;
use super::set::{glyphs, measure};
use super::strip::{Colour, Drawing, Glyph, Mark, Owner};
use super::tags::Tags;
use crate::error::Error;
use crate::model::{Document, Text};
use crate::words::words;

const LANGUAGE: &str = "zh-Hans";

pub(super) fn paint(
    document: &Document,
    pages: Vec<Page>,
    mut tags: Tags,
    faces: &Faces,
) -> Result<Vec<u8>, Error> {
    let mut pdf = Pdf::new_with(settings()?);
    pdf.set_metadata(metadata(document));
    let mut outline = Outline::new();
    let count = pages.len();
    for (index, page) in pages.into_iter().enumerate() {
        for (title, y) in page.outline {
            let place = XyzDestination::new(index, Point::from_xy(LEFT, y));
            outline.push_child(OutlineNode::new(title, place));
        }
        let size = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| Error::Pdf("page size".to_owned()))?;
        let mut sheet = pdf.start_page_with(size);
        let mut surface = sheet.surface();
        let mut marks = page.marks;
        marks.extend(page_number(index + 1, count, faces));
        for run in marks.chunk_by(|before, after| before.owner == after.owner) {
            tagged(&mut surface, run, &mut tags, faces);
        }
        surface.finish();
        sheet.finish();
    }
    pdf.set_outline(outline);
    pdf.set_tag_tree(tags.tree(LANGUAGE));
    pdf.finish().map_err(|error| Error::Pdf(named(&error)))
}

/// What the library found wrong, by name: its own words for some of it repeat the text.
fn named(error: &KrillaError) -> String {
    let KrillaError::Validation(found) = error else {
        return error.to_string();
    };
    let names = found.iter().map(|(fault, _)| {
        let words = format!("{fault:?}");
        words.split('(').next().unwrap_or_default().to_owned()
    });
    names.collect::<Vec<_>>().join(", ")
}

/// PDF/A-2a for the archive, PDF/UA-1 for readers who listen; PDF 1.7, which has both.
fn settings() -> Result<SerializeSettings, Error> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Error::Pdf(format!("{error:?}")))?;
    Ok(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    })
}

/// The day of the document, not of its printing; PDF/A wants one, so that a blank has the first day of the era.
fn metadata(document: &Document) -> Metadata {
    let day = document.day.unwrap_or(Day::MIN);
    let year = u16::try_from(day.year()).unwrap_or(1970);
    let (month, day) = (day.month().min(12), day.day().min(31));
    let date = DateTime::new(year).month(month as u8).day(day as u8);
    Metadata::new()
        .title(document.title.clone())
        .language(LANGUAGE.to_owned())
        .creation_date(date)
}

fn page_number(page: usize, pages: usize, faces: &Faces) -> Vec<Mark> {
    let text = Text::words(words().page(page, pages));
    let room = measure(NOTE, WIDTH, 0.0, false);
    let mut marks = Vec::new();
    // Figures and these few characters are in every font for Chinese.
    for line in lines(&text, room, faces, Weight::Regular, &mut Default::default()) {
        let x = (WIDTH - line.width * NOTE.size) / 2.0;
        glyphs(
            &line,
            Owner::Artifact,
            (x, PAGE.1 - FOOT),
            NOTE.size,
            &mut marks,
        );
    }
    marks
}

/// Marks of one owner.
fn tagged(surface: &mut Surface, marks: &[Mark], tags: &mut Tags, faces: &Faces) {
    let Some(first) = marks.first() else { return };
    match &first.owner {
        Owner::Artifact => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Other,
            )));
        }
        Owner::Content(leaf) => {
            let content = surface.start_tagged(ContentTag::Other);
            tags.put(*leaf, content);
        }
        Owner::Spoken(leaf, spoken) => {
            let span = SpanTag::empty().with_actual_text(Some(spoken));
            let content = surface.start_tagged(ContentTag::Span(span));
            tags.put(*leaf, content);
        }
    }
    for mark in marks {
        draw(surface, mark, faces);
    }
    surface.end_tagged();
}

fn draw(surface: &mut Surface, mark: &Mark, faces: &Faces) {
    let colour = match mark.colour {
        Colour::Black => rgb::Color::new(0, 0, 0),
        Colour::Red => rgb::Color::new(0xc8, 0x1e, 0x1e),
    };
    let at = Point::from_xy(mark.x, mark.y);
    match &mark.ink {
        Drawing::Nothing => {}
        Drawing::Glyphs {
            face,
            size,
            text,
            glyphs,
        } => {
            filled(surface, colour);
            let glyphs: Vec<_> = glyphs.iter().map(glyph).collect();
            surface.draw_glyphs(at, &glyphs, faces.font(*face), text, *size, false);
        }
        Drawing::Shapes {
            face,
            size,
            glyph,
            degrees,
        } => {
            filled(surface, colour);
            surface.push_transform(&Transform::from_rotate_at(*degrees, mark.x, mark.y));
            let shape = KrillaGlyph::new(GlyphId::new(*glyph), 0.0, 0.0, 0.0, 0.0, 0..0, None);
            surface.draw_glyphs(at, &[shape], faces.font(*face), "", *size, true);
            surface.pop();
        }
        Drawing::Rule { right, down, width } => {
            stroked(surface, colour, *width);
            lines_of(
                surface,
                &[vec![(mark.x, mark.y), (mark.x + right, mark.y + down)]],
            );
        }
        Drawing::Lines { lines, width } => {
            stroked(surface, colour, *width);
            let moved = |(x, y): &(f32, f32)| (mark.x + x, mark.y + y);
            let lines: Vec<Vec<_>> = lines
                .iter()
                .map(|line| line.iter().map(moved).collect())
                .collect();
            lines_of(surface, &lines);
        }
        Drawing::Fill(rectangles) => {
            filled(surface, colour);
            let mut path = PathBuilder::new();
            for part in rectangles {
                if let Some(rect) =
                    Rect::from_xywh(mark.x + part.x, mark.y + part.y, part.width, part.height)
                {
                    path.push_rect(rect);
                }
            }
            drawn(surface, path.finish());
        }
        Drawing::Circle { radius, width } => {
            stroked(surface, colour, *width);
            drawn(surface, circle(mark.x, mark.y, *radius));
        }
    }
}

fn glyph(glyph: &Glyph) -> KrillaGlyph {
    KrillaGlyph::new(
        GlyphId::new(glyph.glyph),
        glyph.advance,
        0.0,
        0.0,
        0.0,
        glyph.start..glyph.end,
        None,
    )
}

fn filled(surface: &mut Surface, colour: rgb::Color) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: colour.into(),
        ..Fill::default()
    }));
}

fn stroked(surface: &mut Surface, colour: rgb::Color, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: colour.into(),
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    }));
}

fn lines_of(surface: &mut Surface, lines: &[Vec<(f32, f32)>]) {
    let mut path = PathBuilder::new();
    for line in lines {
        for (index, (x, y)) in line.iter().enumerate() {
            if index == 0 {
                path.move_to(*x, *y);
            }
            if index > 0 || line.len() == 1 {
                // A dot is a line of no length with round ends; a little length, since some printers leave it out.
                path.line_to(*x + if line.len() == 1 { 0.1 } else { 0.0 }, *y);
            }
        }
    }
    drawn(surface, path.finish());
}

/// Four curves; the constant makes them a circle within a thousandth.
fn circle(x: f32, y: f32, r: f32) -> Option<Path> {
    let k = 0.552_285 * r;
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

fn drawn(surface: &mut Surface, path: Option<Path>) {
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}
