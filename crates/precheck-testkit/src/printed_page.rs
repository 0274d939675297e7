//! A page with strokes that have the density of Chinese print, lying slightly turned on a table.

use crate::Picture;
use crate::rng::hash;

/// Points drawn for each pixel along a side; their mean makes edges as soft as a lens does.
const FINE: usize = 2;
/// Sine and cosine of the turn, about 2°.
const TURN: (f32, f32) = (0.035, 0.9994);
/// Characters in a line of the page, margins included.
const CHARACTERS: f32 = 40.0;
/// Distance of lines in characters.
const LEADING: f32 = 1.6;

impl Picture {
    /// A printed page, slightly turned, on a wooden table.
    #[must_use]
    pub fn document(width: usize, height: usize) -> Self {
        draw(width, height)
    }
}

fn draw(width: usize, height: usize) -> Picture {
    let (across, down) = (width * FINE, height * FINE);
    let mut levels = Vec::with_capacity(across * down * 3);
    for y in 0..down {
        for x in 0..across {
            // From the middle of the picture, in halves of its width.
            let u = (x as f32 * 2.0 - across as f32) / across as f32;
            let v = (y as f32 * 2.0 - down as f32) / across as f32;
            levels.extend(colour(u, v, height as f32 / width as f32));
        }
    }
    let fine = Picture::from_levels(across, down, levels);
    let mut picture = fine.reduced(width.max(height) as u32);
    for (at, level) in picture.levels.iter_mut().enumerate() {
        // A little noise: no sensor is without.
        *level = level.saturating_sub((hash(at as u64) % 4) as u8);
    }
    picture
}

fn colour(u: f32, v: f32, aspect: f32) -> [u8; 3] {
    let (x, y) = (u * TURN.1 + v * TURN.0, v * TURN.1 - u * TURN.0);
    // Daylight from the upper left.
    let light = 1.0 - 0.12 * (u + v + 1.0) / 2.0;
    let colour = if x.abs() < 0.86 && y.abs() < 0.88 * aspect {
        let paper = [238.0, 236.0, 228.0];
        if is_ink(
            (x + 0.86) / 1.72 * CHARACTERS,
            (y + 0.88 * aspect) / 1.72 * CHARACTERS,
            1.76 * aspect / 1.72 * CHARACTERS,
        ) {
            [52.0, 50.0, 56.0]
        } else {
            paper
        }
    } else {
        let grain = ((v * 90.0 + (u * 7.0).sin() * 2.0).sin() * 0.5 + 0.5) * 14.0;
        [126.0 + grain, 92.0 + grain, 62.0 + grain]
    };
    colour.map(|level: f32| (level * light) as u8)
}

/// Whether there is ink at this place of the page, in characters from its upper left corner.
fn is_ink(x: f32, y: f32, bottom: f32) -> bool {
    let line = (y / LEADING).floor();
    let (column, inside) = (x.floor(), (x.fract(), y - line * LEADING));
    let is_margin = !(3.0..CHARACTERS - 3.0).contains(&x) || y < 3.0 || y > bottom - 3.0;
    if is_margin || inside.1 >= 1.0 {
        return false;
    }
    let glyph = hash((line as u64) << 16 | column as u64);
    // One place in eight is blank, as between words and at the end of paragraphs.
    if glyph.is_multiple_of(8) {
        return false;
    }
    let stroke = |at: f32, centre: f32| (at - centre).abs() < 0.055;
    let bars = [0.12, 0.36, 0.6, 0.84];
    let is_bar = |at: f32, shift: u32| {
        bars.iter()
            .zip(0..)
            .any(|(centre, bit)| glyph >> (shift + bit) & 1 == 1 && stroke(at, *centre))
    };
    (is_bar(inside.1, 8) && (0.08..0.88).contains(&inside.0))
        || (is_bar(inside.0, 16) && (0.08..0.88).contains(&inside.1))
        || (glyph >> 24 & 3 == 0 && stroke(inside.0, inside.1))
}
