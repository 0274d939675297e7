//! Lines paired to quadrilaterals, and which of these is the document.
//! Every two nearly parallel lines are opposite sides; every two such pairs that cross make a candidate.

use super::angles::Angles;
use super::edges::{Edge, View};
use super::lines::{Line, apart};

/// Degrees by which opposite sides may converge.
const CONVERGING: i32 = 30;
/// Degrees that neighbouring sides must differ at least.
const CROSSING: i32 = 50;
/// Part of the picture that a document covers at least.
const LEAST_AREA: f32 = 0.025;
/// Part of the picture's side by which a corner may lie outside.
const OUTSIDE: f32 = 0.06;
/// Pixels that opposite sides are apart at least, as a part of the picture's short side.
const LEAST_WIDTH: f32 = 0.1;
/// Pixels from a side at which the colours on both sides of it are compared.
const BESIDE: f32 = 4.0;
/// Places along a side at which they are.
const PLACES: usize = 12;

/// How sure a candidate must be; one with a side outside, or one so small that it may be the portrait on a card.
const SURE: f32 = 0.72;
const SURE_OPEN: f32 = 0.75;
const SURE_SMALL: f32 = 0.82;
/// How sure a small one must be to be looked at further; the portrait on a card has 0.5.
const DOUBTFUL_SMALL: f32 = 0.55;
/// By so much a document that runs out must be surer than one that is all there.
const AHEAD: f32 = 0.08;
/// Small is what covers less than this part of the picture.
const SMALL: f32 = 0.2;
/// The share of each side that must be an edge.
const LEAST_COVERED: f32 = 0.42;
/// The same where a side lies outside and less speaks for the rest.
const LEAST_COVERED_OPEN: f32 = 0.6;
/// The same where two opposite sides lie outside.
const LEAST_COVERED_STRIP: f32 = 0.75;
/// The same, of faint edges, for what was found as a region.
const LEAST_SETTLED: f32 = 0.6;

/// A document in pixels of the working picture.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) corners: [(f32, f32); 4],
    /// Whether the side from corner n to corner n + 1 is the rim.
    pub(super) open: [bool; 4],
    pub(super) score: f32,
    /// Whether it is more than doubtful.
    pub(super) is_sure: bool,
}

pub(super) fn best(found: &[Line], edges: &[Edge], view: &View) -> Option<Found> {
    let (width, height) = (view.width as f32, view.height as f32);
    let mut lines = found.to_vec();
    // The rim, for documents that run out.
    lines.extend([
        Line::rim((0.0, 1.0), 0.0),
        Line::rim((1.0, 0.0), width),
        Line::rim((0.0, 1.0), height),
        Line::rim((1.0, 0.0), 0.0),
    ]);
    let mut opposite = Vec::new();
    for (i, a) in lines.iter().enumerate() {
        for (j, b) in lines.iter().enumerate().skip(i + 1) {
            if apart(a.angle, b.angle) <= CONVERGING {
                opposite.push((i, j));
            }
        }
    }
    let (mut whole, mut open) = (None::<(Found, [usize; 4])>, None::<(Found, [usize; 4])>);
    for (at, (i, j)) in opposite.iter().enumerate() {
        for (k, l) in &opposite[at + 1..] {
            let sides = [*i, *k, *j, *l];
            let four = sides.map(|side| &lines[side]);
            if apart(four[0].angle, four[1].angle) < CROSSING
                || apart(four[2].angle, four[3].angle) < CROSSING
            {
                continue;
            }
            let best = if four.iter().any(|line| line.is_rim()) {
                &mut open
            } else {
                &mut whole
            };
            let floor = best.as_ref().map_or(0.0, |(best, _)| best.score);
            if let Some(found) = candidate(four, view, floor) {
                *best = Some((found, sides));
            }
        }
    }
    let picture = width * height;
    let is_small = |found: &Found| area(&found.corners) / picture < SMALL;
    let doubtful = whole.filter(|(found, _)| is_small(found) && found.score >= DOUBTFUL_SMALL);
    let whole =
        whole.filter(|(found, _)| found.score >= if is_small(found) { SURE_SMALL } else { SURE });
    let open = open.filter(|(found, _)| {
        let rival = whole.as_ref().map_or(0.0, |(whole, _)| whole.score + AHEAD);
        found.score >= SURE_OPEN && found.score >= rival
    });
    let sure = open.or(whole);
    let (mut found, sides) = sure.or(doubtful)?;
    found.is_sure = sure.is_some();
    let mut four = sides.map(|side| lines[side].clone());
    refine(&mut four, &found, edges);
    let four = [&four[0], &four[1], &four[2], &four[3]];
    if let Some(corners) = corners(four, view) {
        found.corners = corners;
    }
    Some(found)
}

/// What was found in a picture made of this one, with its sides on this one's edges; nothing where a side is hardly
/// one.
pub(super) fn settled(mut found: Found, edges: &[Edge], view: &View) -> Option<Found> {
    let reach = (view.width + view.height) as f32;
    let mut four = [0, 1, 2, 3].map(|side| {
        let [from, to] = ends(&found.corners, side);
        Line::through(from, to)
    });
    for (side, line) in four.iter_mut().enumerate() {
        if !found.open[(side + 3) % 4] {
            line.cover(edges, reach);
            if seen(line, &found.corners, side, view) < LEAST_SETTLED {
                return None;
            }
        }
    }
    refine(&mut four, &found, edges);
    if let Some(corners) = corners([&four[0], &four[1], &four[2], &four[3]], view) {
        found.corners = corners;
    }
    Some(found)
}

/// The share of a side that is an edge, as far as edges can be seen: none within the window of the closing from the
/// rim.
fn seen(line: &Line, corners: &[(f32, f32); 4], side: usize, view: &View) -> f32 {
    let [start, end] = ends(corners, side).map(|(x, y)| {
        line.along(
            x.clamp(4.0, view.width as f32 - 4.0),
            y.clamp(4.0, view.height as f32 - 4.0),
        )
    });
    line.covered(start, end)
}

/// Fits each side once more, to its own part of the line only: paper is never quite flat.
fn refine(four: &mut [Line; 4], found: &Found, edges: &[Edge]) {
    let angles = Angles::new();
    for (at, line) in four
        .iter_mut()
        .enumerate()
        .filter(|(_, line)| !line.is_rim())
    {
        let [from, to] = ends(&found.corners, at).map(|(x, y)| line.along(x, y));
        line.fit(edges, (from.min(to), from.max(to)), 2.0, &angles);
    }
}

/// The ends of side n of four: corner n − 1 to corner n, as [`corners`] orders them.
fn ends(corners: &[(f32, f32); 4], side: usize) -> [(f32, f32); 2] {
    [corners[(side + 3) % 4], corners[side]]
}

/// Where neighbouring sides meet, if that is a convex figure in or near the picture.
fn corners(four: [&Line; 4], view: &View) -> Option<[(f32, f32); 4]> {
    let mut corners = [(0.0, 0.0); 4];
    let (width, height) = (view.width as f32, view.height as f32);
    for (at, corner) in corners.iter_mut().enumerate() {
        let (x, y) = four[at].meets(four[(at + 1) % 4])?;
        let is_near = x >= -OUTSIDE * width
            && x <= (1.0 + OUTSIDE) * width
            && y >= -OUTSIDE * height
            && y <= (1.0 + OUTSIDE) * height;
        if !is_near {
            return None;
        }
        *corner = (x, y);
    }
    let turns = [0, 1, 2, 3].map(|at| {
        let (a, b, c) = (corners[at], corners[(at + 1) % 4], corners[(at + 2) % 4]);
        (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0)
    });
    let is_convex = turns.iter().all(|turn| *turn > 0.0) || turns.iter().all(|turn| *turn < 0.0);
    is_convex.then_some(corners)
}

fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
}

fn area(corners: &[(f32, f32); 4]) -> f32 {
    let [a, b, c, d] = *corners;
    (((c.0 - a.0) * (d.1 - b.1) - (c.1 - a.1) * (d.0 - b.0)) / 2.0).abs()
}

/// The four lines as a document, if that is better than `floor`.
fn candidate(four: [&Line; 4], view: &View, floor: f32) -> Option<Found> {
    let rims = four.iter().filter(|line| line.is_rim()).count();
    if rims > 2 {
        return None;
    }
    let corners = corners(four, view)?;
    let picture = (view.width * view.height) as f32;
    let part = area(&corners) / picture;
    let short = view.width.min(view.height) as f32;
    if part < LEAST_AREA
        || (0..4).any(|side| {
            let [from, to] = ends(&corners, side);
            distance(from, to) < LEAST_WIDTH * short
        })
    {
        return None;
    }
    let (mut covered, mut beyond, mut least) = (0.0, 0.0, 1.0_f32);
    for (side, line) in four.iter().enumerate().filter(|(_, line)| !line.is_rim()) {
        let [from, to] = ends(&corners, side);
        let share = seen(line, &corners, side, view);
        least = least.min(share);
        covered += share;
        // For an eighth of its length behind each corner there should be no edge, as far as there is picture.
        let length = distance(from, to);
        let ahead = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        for (corner, ahead) in [(to, ahead), (from, (-ahead.0, -ahead.1))] {
            let reach = room(corner, ahead, view).min(length / 8.0);
            if reach >= 4.0 {
                let behind = (corner.0 + ahead.0 * reach, corner.1 + ahead.1 * reach);
                let [start, end] = [corner, behind].map(|(x, y)| line.along(x, y));
                beyond += line.covered(start, end) / 2.0;
            }
        }
    }
    let sides = (4 - rims) as f32;
    covered /= sides;
    beyond /= sides;
    let is_strip = four[0].is_rim() && four[2].is_rim() || four[1].is_rim() && four[3].is_rim();
    let wanted = if is_strip {
        LEAST_COVERED_STRIP
    } else if rims > 0 {
        LEAST_COVERED_OPEN
    } else {
        LEAST_COVERED
    };
    if least < wanted {
        return None;
    }
    // Before the costly part: could it still be the best?
    let so_far = covered * 0.45 + least * 0.2 - beyond * 0.35 + part.sqrt() * 0.15;
    if so_far + 0.25 <= floor {
        return None;
    }
    let contrast = contrast(four, &corners, view)?;
    let mut score = so_far + contrast * 0.25;
    if rims > 0 {
        score -= 0.06 * rims as f32;
    }
    (score > floor).then_some(Found {
        corners,
        // Corner n lies between sides n and n + 1, so that side n + 1 leads from it to the next.
        open: [1, 2, 3, 0].map(|side: usize| four[side].is_rim()),
        score,
        is_sure: false,
    })
}

/// Pixels from a place in a direction to where edges can no longer be seen.
fn room(from: (f32, f32), ahead: (f32, f32), view: &View) -> f32 {
    let along = |at: f32, by: f32, side: usize| {
        if by > 0.001 {
            (side as f32 - 4.0 - at) / by
        } else if by < -0.001 {
            (4.0 - at) / by
        } else {
            f32::MAX
        }
    };
    along(from.0, ahead.0, view.width).min(along(from.1, ahead.1, view.height))
}

/// How the colours differ across the sides, 0 to 1, where the least of the sides counts half; less what the rim of the
/// document differs in itself, for paper is even and patterns are not.
fn contrast(four: [&Line; 4], corners: &[(f32, f32); 4], view: &View) -> Option<f32> {
    let middle = corners.iter().fold((0.0, 0.0), |sum, corner| {
        (sum.0 + corner.0 / 4.0, sum.1 + corner.1 / 4.0)
    });
    let (mut sum, mut least, mut sides, mut rough) = (0.0, 1.0_f32, 0.0, 0.0);
    let (mut paper, mut table, mut rim) = (Vec::new(), Vec::new(), Vec::new());
    for (side, line) in four.iter().enumerate() {
        let [from, to] = ends(corners, side);
        let inwards = if line.off(middle.0, middle.1) > 0.0 {
            BESIDE
        } else {
            -BESIDE
        };
        let (mut differs, mut places, before) = (0.0, 0.0, paper.len());
        for place in 0..PLACES {
            let part = (place as f32 + 0.5) / PLACES as f32;
            let (x, y) = (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            );
            let beside = |by: f32| view.colour(x + line.normal.0 * by, y + line.normal.1 * by);
            if line.is_rim() {
                rim.extend(beside(inwards));
            } else if let (Some(inner), Some(outer)) = (beside(inwards), beside(-inwards)) {
                differs += (difference(inner, outer) / view.clear).min(1.0);
                places += 1.0;
                paper.push(inner);
                table.push(outer);
            }
        }
        if places > 0.0 {
            let share = differs / places;
            sum += share;
            least = least.min(share);
            sides += 1.0;
            let (mean, side) = (mean(&paper[before..]), &paper[before..]);
            let off: f32 = side.iter().map(|colour| difference(*colour, mean)).sum();
            rough += off / places / view.clear;
        }
    }
    if sides == 0.0 {
        return None;
    }
    if !rim.is_empty() {
        // Where a document runs out, the rim is paper and not table, save what is printed there.
        let (paper, table) = (mean(&paper), mean(&table));
        let is_paper = |at: &&[i32; 3]| difference(**at, paper) * 2.0 <= difference(**at, table);
        if rim.iter().filter(is_paper).count() * 2 < rim.len() {
            return None;
        }
    }
    Some((sum / sides + least) / 2.0 - rough / sides)
}

/// Levels by which two colours differ, lightness and chroma together.
fn difference(a: [i32; 3], b: [i32; 3]) -> f32 {
    let sum: i32 = a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum();
    sum as f32
}

fn mean(colours: &[[i32; 3]]) -> [i32; 3] {
    let count = colours.len().max(1) as i32;
    [0, 1, 2].map(|channel| colours.iter().map(|colour| colour[channel]).sum::<i32>() / count)
}
