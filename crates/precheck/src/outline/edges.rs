//! Where the colour changes: edges in lightness and in both chroma planes, with their direction.
//! Dark print on light paper is filled in first by a grey closing (Serra 1982), so that what is left are sheets and
//! things.

use super::angles::Angles;
use crate::raster::Raster;

/// Half the window of the closing. At the working scale a line of print on A4 is 3 to 5 pixels high.
const PRINT: usize = 3;
/// The least Sobel gradient of an edge: a step of about eight levels; half of it where nothing was found so.
const LEAST: i32 = 24;
const FAINT: i32 = 12;
/// A difference in levels, lightness and chroma together, that is as good as any greater one; for faint edges half of
/// it.
const CLEAR: f32 = 48.0;
const CLEAR_OF_FAINT: f32 = 24.0;
/// Chroma is coded at half the pixels and has half the range; its gradients count this much, in halves.
const CHROMA: i32 = 3;

/// The picture as its outlines are looked for: lightness without print, and two planes of chroma.
pub(super) struct View {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) planes: Vec<Vec<u8>>,
    least: i32,
    /// A difference that is as good as any greater one.
    pub(super) clear: f32,
}

/// A pixel where the colour changes most, looking along the change.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Direction of the change in degrees, 0 to 179.
    pub(super) angle: u8,
}

impl View {
    /// As the planes are.
    pub(super) fn plain(width: usize, height: usize, planes: Vec<Vec<u8>>) -> Self {
        Self {
            width,
            height,
            planes,
            least: LEAST,
            clear: CLEAR,
        }
    }

    /// From now on with faint edges, too.
    pub(super) fn look_closer(&mut self) {
        (self.least, self.clear) = (FAINT, CLEAR_OF_FAINT);
    }

    pub(super) fn of(picture: &Raster) -> Self {
        let (width, height) = (picture.width, picture.height);
        let mut planes = vec![Vec::with_capacity(width * height)];
        if picture.channels == 3 {
            planes.extend([planes[0].clone(), planes[0].clone()]);
        }
        for pixel in picture.levels.chunks_exact(picture.channels.max(1)) {
            if let ([r, g, b], [light, blue, red]) = (pixel, planes.as_mut_slice()) {
                let [r, g, b] = [*r, *g, *b].map(i32::from);
                let grey = (77 * r + 150 * g + 29 * b) >> 8;
                light.push(grey as u8);
                blue.push((128 + (144 * (b - grey)) / 256).clamp(0, 255) as u8);
                red.push((128 + (182 * (r - grey)) / 256).clamp(0, 255) as u8);
            } else if let ([grey], [light, ..]) = (pixel, planes.as_mut_slice()) {
                light.push(*grey);
            }
        }
        let mut view = Self::plain(width, height, planes);
        view.close();
        for plane in &mut view.planes {
            *plane = softened(&softened(plane, 1), width);
        }
        view
    }

    /// The lightest of each window, then the darkest of those.
    fn close(&mut self) {
        let width = self.width;
        let Some(light) = self.planes.first_mut() else {
            return;
        };
        for lightest in [true, false] {
            *light = extreme(light, width, PRINT, lightest, false);
            *light = extreme(light, width, PRINT, lightest, true);
        }
    }

    pub(super) fn edges(&self) -> Vec<Edge> {
        let angles = Angles::new();
        let (width, height) = (self.width, self.height);
        let mut gradients = vec![(0_i16, 0_i16, 0_i32); width * height];
        for (number, plane) in self.planes.iter().enumerate() {
            for y in 1..height.saturating_sub(1) {
                for x in 1..width.saturating_sub(1) {
                    let at = y * width + x;
                    let level = |at: usize| i32::from(plane[at]);
                    let across = level(at - width + 1) + 2 * level(at + 1) + level(at + width + 1)
                        - level(at - width - 1)
                        - 2 * level(at - 1)
                        - level(at + width - 1);
                    let down =
                        level(at + width - 1) + 2 * level(at + width) + level(at + width + 1)
                            - level(at - width - 1)
                            - 2 * level(at - width)
                            - level(at - width + 1);
                    let mut strength = ((across * across + down * down) as u32).isqrt() as i32;
                    if number > 0 {
                        strength = strength * CHROMA / 2;
                    }
                    if strength > gradients[at].2 {
                        gradients[at] = (across as i16, down as i16, strength);
                    }
                }
            }
        }
        let mut edges = Vec::new();
        for y in 2..height.saturating_sub(2) {
            for x in 2..width.saturating_sub(2) {
                let at = y * width + x;
                let (across, down, strength) = gradients[at];
                if strength < self.least {
                    continue;
                }
                // Greatest along its own direction, of which eight are told apart.
                let (a, d) = (i32::from(across).abs(), i32::from(down).abs());
                let step = if a > 2 * d {
                    1
                } else if d > 2 * a {
                    width
                } else if (across > 0) == (down > 0) {
                    width + 1
                } else {
                    width - 1
                };
                let (before, after) = (gradients[at - step].2, gradients[at + step].2);
                if strength > before && strength >= after {
                    // The peak of the parabola through the three.
                    let bend = (2 * strength - before - after).max(1) as f32;
                    let shift = (after - before) as f32 / (2.0 * bend);
                    let (right, below) = match step {
                        1 => (shift, 0.0),
                        step if step == width => (0.0, shift),
                        step if step > width => (shift, shift),
                        _ => (-shift, shift),
                    };
                    edges.push(Edge {
                        x: x as f32 + 0.5 + right,
                        y: y as f32 + 0.5 + below,
                        angle: angles.of(across.into(), down.into()),
                    });
                }
            }
        }
        edges
    }

    /// Lightness and chroma at a place; nothing outside.
    pub(super) fn colour(&self, x: f32, y: f32) -> Option<[i32; 3]> {
        if !(x >= 0.0 && y >= 0.0) || x as usize >= self.width || y as usize >= self.height {
            return None;
        }
        let at = y as usize * self.width + x as usize;
        let mut colour = [128; 3];
        for (colour, plane) in colour.iter_mut().zip(&self.planes) {
            *colour = i32::from(*plane.get(at)?);
        }
        Some(colour)
    }
}

/// The lightest or darkest of a window along rows or columns, so many pixels to either side.
pub(super) fn extreme(
    from: &[u8],
    width: usize,
    half: usize,
    lightest: bool,
    down: bool,
) -> Vec<u8> {
    // Each row, or all of them, with a margin on both sides that is never chosen.
    let (line, step) = if down {
        (from.len(), width)
    } else {
        (width, 1)
    };
    let margin = vec![if lightest { 0 } else { 255 }; half * step];
    let mut most = Vec::with_capacity(from.len() / line.max(1) * (line + 2 * margin.len()));
    for line in from.chunks(line.max(1)) {
        most.extend_from_slice(&margin);
        most.extend_from_slice(line);
        most.extend_from_slice(&margin);
    }
    // Of one pixel, of two, of four, … onwards from each place.
    let (mut reach, window) = (1, 2 * half + 1);
    while reach < window {
        let by = reach.min(window - reach);
        let pairs = most.iter().zip(most.iter().skip(by * step));
        most = if lightest {
            pairs.map(|(one, other)| *one.max(other)).collect()
        } else {
            pairs.map(|(one, other)| *one.min(other)).collect()
        };
        reach += by;
    }
    let mut to = Vec::with_capacity(from.len());
    for wide in most.chunks(line + 2 * margin.len()) {
        to.extend_from_slice(&wide[..line.min(wide.len())]);
    }
    to
}

/// Weights 1, 2, 1 along rows (`step` 1) or columns (`step` a row); the rim stays.
fn softened(from: &[u8], step: usize) -> Vec<u8> {
    let mut to = from.to_vec();
    let end = from.len().saturating_sub(step);
    for at in step..end {
        let sum = u16::from(from[at - step]) + 2 * u16::from(from[at]) + u16::from(from[at + step]);
        to[at] = ((sum + 2) / 4) as u8;
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_where_the_picture_does() {
        let (width, height) = (11, 9);
        let levels: Vec<u8> = (0..width * height)
            .map(|at| (at * 83 % 251) as u8)
            .collect();
        for half in 0..6 {
            let across = |x: usize, y: usize| {
                let row = &levels[y * width..(y + 1) * width];
                let window = &row[x.saturating_sub(half)..(x + half + 1).min(width)];
                window.iter().copied().max()
            };
            let down = |x: usize, y: usize| {
                let window = y.saturating_sub(half)..(y + half + 1).min(height);
                window.map(|y| levels[y * width + x]).min()
            };
            let lightest = extreme(&levels, width, half, true, false);
            let darkest = extreme(&levels, width, half, false, true);
            for at in 0..width * height {
                let (x, y) = (at % width, at / width);
                assert_eq!(Some(lightest[at]), across(x, y), "{half} {x} {y}");
                assert_eq!(Some(darkest[at]), down(x, y), "{half} {x} {y}");
            }
        }
    }
}
