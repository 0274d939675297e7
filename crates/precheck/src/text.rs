//! Whether the print has enough pixels to be read, measured on the print itself: a large picture may show a small page.
//! In parts of the picture with most print, ink is summed along lines at every angle in question, both across and down;
//! the angle with the sharpest profile is that of the lines, and its bands are as high as the characters.
//!
//! Projection profiles for skew and lines: Postl 1986 (US 4,723,297); Bloomberg, Kopec, Dasari, SPIE 2422 (1995), 302–316.

use crate::look::CloseUp;
use crate::luma::Histogram;
use crate::policy::{self, Policy};
use crate::raster::Raster;
use crate::{Code, Finding};

/// Height of a character in tenths of a pixel from which Chinese print is read.
const READ: u16 = 95;

/// Side of the blocks in which ink is told from paper.
const BLOCK: usize = 32;
/// Grey levels between ink and paper at least.
const CONTRAST: u8 = 30;
/// Slopes tried to each side, in 64ths: 14°.
const SLOPES: i32 = 16;
/// Pixels of ink without which a part holds no print.
const PRINT: usize = 250;
/// Lines without which nothing is said.
const LINES: usize = 3;
/// Height of a character in tenths at most; larger ones are never too small.
const TALLEST: u32 = 640;

/// Measures the height of the characters in tenths of a pixel; nothing where no print is made out.
pub(crate) fn measure(close_ups: &[CloseUp]) -> Option<u16> {
    let mut heights: Vec<u32> = Vec::new();
    for part in close_ups {
        lines(part, &mut heights);
    }
    if heights.len() < LINES {
        return None;
    }
    // The middle one, by counting: there are a few dozen.
    let at_most = |height: u32| heights.iter().filter(|it| **it <= height).count() * 2;
    let middle = heights.iter().filter(|it| at_most(**it) >= heights.len());
    middle.min().and_then(|height| u16::try_from(*height).ok())
}

/// What the measurement means under this policy: never more than a warning, for the strokes of large print in a ruled
/// table are now and then taken for lines of small print.
pub(crate) fn finding(height: Option<u16>, policy: &Policy) -> Option<Finding> {
    let height = height.filter(|height| *height < READ)?;
    policy::finding(Code::TextTooSmall, policy.text.of_doubtful())
        .map(|finding| finding.measured(height.into(), READ.into()))
}

/// Adds the heights of the lines of one part, in tenths of a pixel.
fn lines(part: &CloseUp, heights: &mut Vec<u32>) {
    let ink = ink(&part.grey);
    if ink.len() < PRINT {
        return;
    }
    let side = part.grey.width.max(part.grey.height);
    let mut sharpest = (0, Vec::new(), false);
    for is_down in [false, true] {
        for slope in -SLOPES..=SLOPES {
            let profile = profile(&ink, slope, is_down, side);
            let steps = profile.windows(2).map(|pair| pair[0].abs_diff(pair[1]));
            let sharpness: u64 = steps.map(|step| u64::from(step) * u64::from(step)).sum();
            if sharpness > sharpest.0 {
                sharpest = (sharpness, profile, is_down);
            }
        }
    }
    let (_, profile, is_down) = sharpest;
    let stroke = stroke(&part.grey, &ink, is_down);
    for band in bands(&profile) {
        // Grain and rules are longer than they are high; strokes of print are not.
        if stroke <= band && band <= TALLEST {
            heights.push(band);
        }
    }
}

/// The places of ink: darker than the middle between the paper and the darkest of a block.
fn ink(grey: &Raster) -> Vec<(u8, u8)> {
    let mut ink = Vec::new();
    for top in (0..grey.height).step_by(BLOCK) {
        for left in (0..grey.width).step_by(BLOCK) {
            let right = (left + BLOCK).min(grey.width);
            let rows = top..(top + BLOCK).min(grey.height);
            let levels = rows.clone();
            let levels = levels.flat_map(|y| &grey.levels[y * grey.width..][left..right]);
            let levels = Histogram::of(levels);
            let (low, high) = (levels.percentile(2), levels.percentile(85));
            if high.saturating_sub(low) < CONTRAST {
                continue;
            }
            let middle = low + (high - low) / 2;
            for y in rows {
                for x in left..right {
                    if grey.levels[y * grey.width + x] < middle
                        && let (Ok(x), Ok(y)) = (u8::try_from(x), u8::try_from(y))
                    {
                        ink.push((x, y));
                    }
                }
            }
        }
    }
    ink
}

/// Ink summed along lines of a slope, across or down.
fn profile(ink: &[(u8, u8)], slope: i32, is_down: bool, side: usize) -> Vec<u32> {
    let margin = side as i32 / 4;
    // Where the line through each pixel begins; once, for there are thousands of pixels.
    let starts: [i32; 256] = std::array::from_fn(|along| margin + along as i32 * slope / 64);
    let mut profile = vec![0; side + 2 * side.div_ceil(4)];
    for (x, y) in ink {
        let (along, across) = if is_down { (*y, *x) } else { (*x, *y) };
        let at = i32::from(across) + starts[usize::from(along)];
        // Before the first is behind the last.
        if let Some(sum) = profile.get_mut(at as usize) {
            *sum += 1;
        }
    }
    profile
}

/// Mean length of the strokes along the lines, in tenths of a pixel.
fn stroke(grey: &Raster, ink: &[(u8, u8)], is_down: bool) -> u32 {
    let mut is_ink = vec![false; grey.width * grey.height];
    let at = |x: u8, y: u8| usize::from(y) * grey.width + usize::from(x);
    for (x, y) in ink {
        is_ink[at(*x, *y)] = true;
    }
    let begins = |(x, y): &&(u8, u8)| {
        let before = if is_down {
            y.checked_sub(1).map(|y| at(*x, y))
        } else {
            x.checked_sub(1).map(|x| at(x, *y))
        };
        before.is_none_or(|before| !is_ink[before])
    };
    let strokes = ink.iter().filter(begins).count().max(1);
    (ink.len() * 10 / strokes) as u32
}

/// Heights of the bands of a profile in tenths of a pixel, those cut at its ends left out.
fn bands(profile: &[u32]) -> Vec<u32> {
    let filled = profile.iter().filter(|sum| **sum > 0).count() as u32;
    let highest = profile.iter().copied().max().unwrap_or(0);
    if filled == 0 || highest == 0 {
        return Vec::new();
    }
    // A tenth of the rows with ink has more than this: single rules do not count.
    let mut top = highest;
    while top > 0 && (profile.iter().filter(|sum| **sum >= top).count() as u32) * 10 < filled {
        top -= 1;
    }
    let edge = (top * 3 / 20).max(1);
    let mut bands = Vec::new();
    let mut start = None;
    for (at, pair) in profile.windows(2).enumerate() {
        let (before, after) = (pair[0], pair[1]);
        let at = at as u32 * 10;
        if before < edge && after >= edge {
            // Between two rows, where the profile crosses the edge.
            start = Some(at + (edge - before) * 10 / (after - before).max(1));
        } else if before >= edge && after < edge {
            let end = at + (before - edge) * 10 / (before - after).max(1);
            if let Some(start) = start.take() {
                bands.push(end.saturating_sub(start));
            }
        }
    }
    bands.retain(|band| *band >= 30);
    bands
}
