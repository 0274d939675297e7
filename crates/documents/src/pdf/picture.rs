//! The pages as one picture, for web-views that download nothing: what is shown there is kept by a long press.

use skrifa::outline::OutlinePen;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

use super::face::Faces;
use super::laid;
use super::measures::{LEFT, PAGE, TOP};
use super::pages::{Page, paginate};
use super::strip::{Colour, Drawing, Mark, Rectangle};
use crate::error::Error;
use crate::model::Document;
use crate::pdf::Fonts;

/// A picture is kept whole in memory, 6 MB a page where it is 1080 wide.
pub const MOST_PAGES: usize = 4;
/// The margin around words, in points: narrower than on paper, so that they are larger on a phone.
const MARGIN: f32 = 28.0;
const TRIM: f32 = LEFT - MARGIN;
const TRIM_TOP: f32 = TOP - MARGIN;

/// Draws the document as a PNG so many pixels wide, its pages below one another.
///
/// # Errors
/// Where there are more than [`MOST_PAGES`], and as with [`super::print`].
pub fn picture(document: &Document, fonts: &Fonts, width: u32) -> Result<Vec<u8>, Error> {
    let faces = Faces::of(fonts);
    let pages = paginate(laid(document, &faces)?.strips);
    if pages.len() > MOST_PAGES {
        return Err(Error::TooManyPages { pages: pages.len() });
    }
    let scale = width as f32 / (PAGE.0 - 2.0 * TRIM);
    let height_of = |page: &Page| page.end - TRIM_TOP + MARGIN;
    let height: f32 = pages.iter().map(height_of).sum();
    let refused = || Error::Picture("no such size".to_owned());
    let mut sheet = Pixmap::new(width, (height * scale).ceil() as u32).ok_or_else(refused)?;
    sheet.fill(Color::WHITE);
    let mut top = 0.0;
    for page in &pages {
        let place = Transform::from_translate(-TRIM, top - TRIM_TOP).post_scale(scale, scale);
        draw_page(&mut sheet, page, place, &faces);
        top += height_of(page);
    }
    sheet
        .encode_png()
        .map_err(|error| Error::Picture(error.to_string()))
}

fn draw_page(sheet: &mut Pixmap, page: &Page, place: Transform, faces: &Faces) {
    for mark in &page.marks {
        draw(sheet, mark, place.pre_translate(mark.x, mark.y), faces);
    }
}

/// `place` has its origin at the mark.
fn draw(sheet: &mut Pixmap, mark: &Mark, place: Transform, faces: &Faces) {
    let paint = paint(mark.colour);
    let mut fill = |path: Option<Path>, place: Transform| {
        if let Some(path) = path {
            sheet.fill_path(&path, &paint, FillRule::Winding, place, None);
        }
    };
    match &mark.ink {
        Drawing::Nothing => {}
        Drawing::Glyphs {
            face, size, glyphs, ..
        } => {
            let mut at = 0.0;
            for glyph in glyphs {
                let outline = outline(faces, *face, glyph.glyph, *size);
                fill(outline, place.pre_translate(at, 0.0));
                at += glyph.advance * size;
            }
        }
        Drawing::Shapes {
            face,
            size,
            glyph,
            degrees,
        } => {
            let turned = place.pre_rotate(*degrees);
            fill(outline(faces, *face, *glyph, *size), turned);
        }
        Drawing::Fill(rectangles) => fill(rectangles_of(rectangles), place),
        Drawing::Rule { right, down, width } => {
            let line = vec![(0.0, 0.0), (*right, *down)];
            stroke(sheet, lines_of(&[line]), &paint, *width, place);
        }
        Drawing::Lines { lines, width } => {
            stroke(sheet, lines_of(lines), &paint, *width, place);
        }
        Drawing::Circle { radius, width } => {
            let circle = PathBuilder::from_circle(0.0, 0.0, *radius);
            stroke(sheet, circle, &paint, *width, place);
        }
    }
}

fn paint(colour: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    match colour {
        Colour::Black => paint.set_color_rgba8(0, 0, 0, 0xff),
        Colour::Red => paint.set_color_rgba8(0xc8, 0x1e, 0x1e, 0xff),
    }
    paint
}

fn stroke(sheet: &mut Pixmap, path: Option<Path>, paint: &Paint, width: f32, place: Transform) {
    let stroke = Stroke {
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    };
    if let Some(path) = path {
        sheet.stroke_path(&path, paint, &stroke, place, None);
    }
}

fn lines_of(lines: &[Vec<(f32, f32)>]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for line in lines {
        for (index, (x, y)) in line.iter().enumerate() {
            match index {
                0 => path.move_to(*x, *y),
                _ => path.line_to(*x, *y),
            }
        }
        if let [(x, y)] = line.as_slice() {
            path.line_to(*x + 0.1, *y);
        }
    }
    path.finish()
}

fn rectangles_of(rectangles: &[Rectangle]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for part in rectangles {
        if let Some(rect) = Rect::from_xywh(part.x, part.y, part.width, part.height) {
            path.push_rect(rect);
        }
    }
    path.finish()
}

fn outline(faces: &Faces, face: usize, glyph: u32, size: f32) -> Option<Path> {
    let mut pen = Pen(PathBuilder::new());
    faces.outline(face, glyph, size, &mut pen);
    pen.0.finish()
}

/// Fonts count upwards, pages downwards.
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, -cy, x, -y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, -ay, bx, -by, x, -y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
