//! Which glyph of which font stands for a character.

use krilla::text::Font;
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::fonts::{FontData, Fonts};

/// 〓, which printers set where a sort is missing.
pub(super) const GETA: char = '〓';

/// All faces: the regular one, the bold one, and those for what these lack.
pub(super) struct Faces<'a> {
    faces: Vec<Face<'a>>,
}

struct Face<'a> {
    font: &'a Font,
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    outlines: OutlineGlyphCollection<'a>,
    units: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A glyph, and how wide it is in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) face: usize,
    pub(super) glyph: u32,
    pub(super) advance: f32,
}

impl<'a> Faces<'a> {
    pub(super) fn of(fonts: &'a Fonts) -> Self {
        let all = [&fonts.regular, &fonts.bold]
            .into_iter()
            .chain(&fonts.others);
        Self {
            faces: all.filter_map(Face::of).collect(),
        }
    }

    pub(super) fn font(&self, face: usize) -> Font {
        self.faces[face].font.clone()
    }

    /// Draws the outline of a glyph at this size, y upwards from its baseline.
    pub(super) fn outline(&self, face: usize, glyph: u32, size: f32, pen: &mut impl OutlinePen) {
        let outlines = self.faces.get(face).map(|face| &face.outlines);
        if let Some(outline) = outlines.and_then(|outlines| outlines.get(GlyphId::new(glyph))) {
            let plain = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            // A glyph that is broken in the font is a blank, as it is in a PDF reader.
            let _ = outline.draw(plain, pen);
        }
    }

    /// The glyph of a character in the form that `selector` chooses; `None` where no font has it.
    pub(super) fn find(&self, c: char, selector: Option<char>, weight: Weight) -> Option<Found> {
        if is_private(c) {
            return None;
        }
        let first = match weight {
            Weight::Regular => [0, 1],
            Weight::Bold => [1, 0],
        };
        let others = 2..self.faces.len();
        first.into_iter().chain(others).find_map(|face| {
            self.faces
                .get(face)?
                .find(c, selector)
                .map(|(glyph, advance)| Found {
                    face,
                    glyph,
                    advance,
                })
        })
    }

    /// What is set for a character that no font has.
    pub(super) fn geta(&self, weight: Weight) -> Found {
        self.find(GETA, None, weight).unwrap_or(Found {
            face: 0,
            glyph: 0,
            advance: 1.0,
        })
    }
}

impl<'a> Face<'a> {
    fn of(data: &'a FontData) -> Option<Self> {
        let font = FontRef::from_index(&data.bytes, data.index).ok()?;
        Some(Self {
            font: &data.font,
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            outlines: font.outline_glyphs(),
            units: data.font.units_per_em(),
        })
    }

    fn find(&self, c: char, selector: Option<char>) -> Option<(u32, f32)> {
        let plain = || self.charmap.map(c);
        let glyph = match selector.and_then(|selector| self.charmap.map_variant(c, selector)) {
            Some(MapVariant::Variant(glyph)) => glyph,
            Some(MapVariant::UseDefault) | None => plain()?,
        };
        let advance = self.metrics.advance_width(glyph).unwrap_or(self.units);
        (glyph != GlyphId::NOTDEF).then_some((glyph.to_u32(), advance / self.units))
    }
}

/// What a code for private use looks like is agreed upon nowhere, so that PDF/A forbids it. Old registers do hold names
/// in such codes.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}
