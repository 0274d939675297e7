//! Straight lines by the Hough transform (Duda and Hart 1972), each edge voting only near its own direction (O'Gorman
//! and Clowes 1976). The line with most votes is taken, its edges take their votes back, and so on: the strongest
//! lines, once each.

use super::angles::Angles;
use super::edges::Edge;

/// Lines that are kept.
const MOST: usize = 30;
/// Degrees by which an edge may differ from its line.
const NEAR: i32 = 4;
/// Pixels by which an edge may lie off its line.
const CLOSE: f32 = 2.0;
/// Edges that a line must have, in hundredths of the short side of the picture.
const LEAST: usize = 12;
/// Places along a line are counted in steps of so many pixels.
pub(super) const STEP: f32 = 2.0;

/// All places at which `normal · place = distance`.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) normal: (f32, f32),
    pub(super) distance: f32,
    /// Of the normal, in degrees.
    pub(super) angle: i32,
    /// How many steps before each one have an edge.
    covered: Vec<u16>,
    /// Where the first step is.
    start: f32,
}

/// The strongest lines of a picture.
pub(super) fn find(edges: &[Edge], width: usize, height: usize) -> Vec<Line> {
    let angles = Angles::new();
    let reach = (width + height) as f32;
    let mut votes = Votes::new(width, height);
    for edge in edges {
        votes.count(&angles, edge, true);
    }
    let mut taken = vec![false; edges.len()];
    let mut lines = Vec::new();
    let least = (width.min(height) * LEAST / 100).max(8);
    while lines.len() < MOST {
        let Some((angle, distance)) = votes.most(least) else {
            break;
        };
        let mut line = Line {
            normal: angles.unit[angle],
            distance,
            angle: angle as i32,
            covered: Vec::new(),
            start: 0.0,
        };
        line.fit(edges, (-reach, reach), CLOSE + 1.0, &angles);
        line.fit(edges, (-reach, reach), CLOSE, &angles);
        line.cover(edges, reach);
        let mut some = false;
        for (edge, taken) in edges.iter().zip(&mut taken) {
            if !*taken && line.has(edge, CLOSE) {
                *taken = true;
                some = true;
                votes.count(&angles, edge, false);
            }
        }
        if !some {
            // All its edges were taken by stronger lines.
            votes.clear(angle, distance);
            continue;
        }
        lines.push(line);
    }
    lines
}

impl Line {
    /// The rim of the picture, which stands for a side that lies outside.
    pub(super) fn rim(normal: (f32, f32), distance: f32) -> Self {
        Self {
            normal,
            distance,
            angle: if normal.0 == 0.0 { 90 } else { 0 },
            covered: Vec::new(),
            start: 0.0,
        }
    }

    /// The line through two places.
    pub(super) fn through(from: (f32, f32), to: (f32, f32)) -> Self {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let length = (across * across + down * down).sqrt().max(1.0);
        let (p, q) = if across < 0.0 {
            (down / length, -across / length)
        } else {
            (-down / length, across / length)
        };
        let angle = Angles::new().of((p * 10_000.0) as i32, (q * 10_000.0) as i32);
        Self {
            normal: (p, q),
            distance: p * from.0 + q * from.1,
            angle: i32::from(angle),
            covered: Vec::new(),
            start: 0.0,
        }
    }

    pub(super) fn is_rim(&self) -> bool {
        self.covered.is_empty()
    }

    pub(super) fn off(&self, x: f32, y: f32) -> f32 {
        self.normal.0 * x + self.normal.1 * y - self.distance
    }

    /// Where along the line the place nearest to this one is.
    pub(super) fn along(&self, x: f32, y: f32) -> f32 {
        self.normal.0 * y - self.normal.1 * x
    }

    fn has(&self, edge: &Edge, close: f32) -> bool {
        apart(self.angle, i32::from(edge.angle)) <= 2 * NEAR
            && self.off(edge.x, edge.y).abs() <= close
    }

    /// Least squares through the edges near to the line, from one place along it to another.
    pub(super) fn fit(
        &mut self,
        edges: &[Edge],
        (from, to): (f32, f32),
        close: f32,
        angles: &Angles,
    ) {
        let steep = self.normal.0.abs() > self.normal.1.abs();
        let (mut n, mut a, mut b, mut aa, mut ab) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
        for edge in edges {
            let along = self.along(edge.x, edge.y);
            if along >= from && along <= to && self.has(edge, close) {
                let (x, y) = (f64::from(edge.x), f64::from(edge.y));
                let (p, q) = if steep { (y, x) } else { (x, y) };
                n += 1.0;
                a += p;
                b += q;
                aa += p * p;
                ab += p * q;
            }
        }
        let spread = n * aa - a * a;
        if n < 8.0 || spread < n * n {
            return;
        }
        let slope = (n * ab - a * b) / spread;
        let offset = (b - slope * a) / n;
        let length = (1.0 + slope * slope).sqrt();
        // q = offset + slope p.
        let (mut p, mut q, mut distance) = (-slope / length, 1.0 / length, offset / length);
        if steep {
            (p, q) = (q, p);
        }
        // As the Hough transform has them: normals point down, or right where they are level.
        if q < 0.0 {
            (p, q, distance) = (-p, -q, -distance);
        }
        self.normal = (p as f32, q as f32);
        self.distance = distance as f32;
        self.angle = i32::from(angles.of((p * 10_000.0) as i32, (q * 10_000.0) as i32));
    }

    pub(super) fn cover(&mut self, edges: &[Edge], reach: f32) {
        self.start = -reach;
        let mut has_edge = vec![false; (2.0 * reach / STEP) as usize + 1];
        for edge in edges {
            if self.has(edge, CLOSE) {
                let step = (self.along(edge.x, edge.y) - self.start) / STEP;
                if let Some(has) = has_edge.get_mut(step as usize) {
                    *has = true;
                }
            }
        }
        let mut sum = 0;
        self.covered.clear();
        self.covered.push(0);
        for has in has_edge {
            sum += u16::from(has);
            self.covered.push(sum);
        }
    }

    /// The share of the way from one place along the line to another that is an edge.
    pub(super) fn covered(&self, from: f32, to: f32) -> f32 {
        let step = |at: f32| {
            (((at - self.start) / STEP) as usize).min(self.covered.len().saturating_sub(1))
        };
        let (from, to) = (step(from.min(to)), step(from.max(to)));
        let sum = |at: usize| self.covered.get(at).copied().unwrap_or(0);
        if to <= from {
            return 0.0;
        }
        f32::from(sum(to) - sum(from)) / (to - from) as f32
    }

    /// Where two lines meet; nothing when they are nearly parallel.
    pub(super) fn meets(&self, other: &Self) -> Option<(f32, f32)> {
        let span = self.normal.0 * other.normal.1 - self.normal.1 * other.normal.0;
        if span.abs() < 0.3 {
            return None;
        }
        Some((
            (self.distance * other.normal.1 - self.normal.1 * other.distance) / span,
            (self.normal.0 * other.distance - self.distance * other.normal.0) / span,
        ))
    }
}

/// Degrees between two lines, 0 to 90.
pub(super) fn apart(a: i32, b: i32) -> i32 {
    let apart = (a - b).abs() % 180;
    apart.min(180 - apart)
}

/// How many edges vote for each line: by direction of its normal, then by distance from the origin.
struct Votes {
    counts: Vec<u16>,
    reach: i32,
    /// For each direction the most votes and where, as long as it holds.
    most: Vec<Option<(u32, usize)>>,
}

impl Votes {
    fn new(width: usize, height: usize) -> Self {
        // Normals point right or down, or up and right: no line through the picture is farther away than its diagonal.
        let reach = ((width * width + height * height) as u32).isqrt() as i32 + 3;
        Self {
            counts: vec![0; 180 * (2 * reach) as usize],
            reach,
            most: vec![None; 180],
        }
    }

    fn cell(&self, angle: usize, distance: f32) -> usize {
        let distance = (distance + self.reach as f32) as i32;
        angle * (2 * self.reach) as usize + distance.clamp(1, 2 * self.reach - 2) as usize
    }

    fn count(&mut self, angles: &Angles, edge: &Edge, add: bool) {
        for offset in -NEAR..=NEAR {
            let angle = i32::from(edge.angle) + offset;
            let at = angle.rem_euclid(180) as usize;
            self.most[at] = None;
            let (cosine, sine) = angles.unit[at];
            let cell = self.cell(at, edge.x * cosine + edge.y * sine);
            if let Some(count) = self.counts.get_mut(cell) {
                *count = if add {
                    count.saturating_add(1)
                } else {
                    count.saturating_sub(1)
                };
            }
        }
    }

    /// The line with most votes, if it has enough. Three neighbouring distances count together.
    fn most(&mut self, least: usize) -> Option<(usize, f32)> {
        let row = (2 * self.reach) as usize;
        let (mut best, mut votes) = (None, least as u32);
        for (angle, counts) in self.counts.chunks_exact(row).enumerate() {
            let (most, at) = *self.most[angle].get_or_insert_with(|| {
                let mut most = (0, 0);
                for (at, three) in counts.windows(3).enumerate() {
                    let sum = u32::from(three[0]) + u32::from(three[1]) + u32::from(three[2]);
                    if sum > most.0 {
                        most = (sum, at + 1);
                    }
                }
                most
            });
            if most > votes {
                votes = most;
                best = Some((angle, at as f32 + 0.5 - self.reach as f32));
            }
        }
        best
    }

    fn clear(&mut self, angle: usize, distance: f32) {
        let cell = self.cell(angle, distance);
        self.most[angle] = None;
        if let Some(counts) = self.counts.get_mut(cell - 1..=cell + 1) {
            counts.fill(0);
        }
    }
}
