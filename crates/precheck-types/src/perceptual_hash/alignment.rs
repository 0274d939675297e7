//! One picture laid over another as far as a copy may be turned and cropped, and what then still differs.

use super::SIDE;

// Measured on drawn photographs and their copies, and on papers of one layout at the very same place; numbers in
// docs/precheck.md.

/// Correlation below which nothing is tried further.
const LEAST: f64 = 0.5;
/// Part of its side by which a copy may be cropped at each side, and the steps in which that is searched.
const CROPPED: f64 = 0.045;
const STEPS: [f64; 5] = [0.02, 0.01, 0.005, 0.0025, 0.00125];
/// Side of a block in cells, and how many there are along a side; the outermost cells belong to none.
const BLOCK: usize = 4;
const BLOCKS: usize = SIDE / BLOCK - 1;
/// The part of all changes within a block by which it may differ, and that of a copy that was cropped: cells that lie
/// elsewhere are known less exactly.
const ALIKE: f64 = 0.08;
const ALIKE_CROPPED: f64 = 0.115;
/// Part of its side by which a copy is cropped at least.
const LEAST_CROPPED: f64 = 0.004;
/// Squares of changes that noise and rounding make in a block.
const NOISE: f64 = 150.0;
/// Blocks that may differ all the same: a sharp edge between two cells is not told well.
const ASTRAY: usize = 3;

/// Whether the cells of two pictures are those of one.
pub(super) fn is_same(one: &[f64], other: &[f64]) -> bool {
    let mut other = other.to_vec();
    let (mut best, mut upright) = (LEAST, None);
    for _ in 0..4 {
        let alike = correlation(one, &other).0;
        if alike > best {
            (best, upright) = (alike, Some(other.clone()));
        }
        other = turned(&other);
    }
    upright.is_some_and(|other| {
        let (laid, cropped) = laid(one, &other, best);
        let alike = if cropped < LEAST_CROPPED {
            ALIKE
        } else {
            ALIKE_CROPPED
        };
        differing(one, &laid, alike) <= ASTRAY
    })
}

/// A quarter turn.
fn turned(cells: &[f64]) -> Vec<f64> {
    let places = (0..SIDE * SIDE).map(|at| (SIDE - 1 - at % SIDE) * SIDE + at / SIDE);
    places.filter_map(|at| cells.get(at).copied()).collect()
}

/// How alike they are, from −1 to 1; the factor by which the second explains the first, and both means.
fn correlation(one: &[f64], other: &[f64]) -> (f64, f64, [f64; 2]) {
    let count = one.len().max(1) as f64;
    let means = [one, other].map(|cells| cells.iter().sum::<f64>() / count);
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        let (a, b) = (a - means[0], b - means[1]);
        both += a * b;
        first += a * a;
        second += b * b;
    }
    let spread = (first * second).sqrt().max(1.0);
    (both / spread, both / second.max(1.0), means)
}

/// The second picture as it lies when it is most like the first, side by side and step by step; and by how much its
/// sides were moved at most.
fn laid(one: &[f64], other: &[f64], mut best: f64) -> (Vec<f64>, f64) {
    let mut sides = [0.0, 0.0, 1.0, 1.0];
    let mut laid = other.to_vec();
    for step in STEPS
        .into_iter()
        .flat_map(|step| [step, -step, step, -step])
    {
        for side in 0..4 {
            let mut moved = sides;
            moved[side] += step;
            if off(moved, side) > CROPPED {
                continue;
            }
            let there = seen(other, moved);
            let alike = correlation(one, &there).0;
            if alike > best {
                (best, sides, laid) = (alike, moved, there);
            }
        }
    }
    let cropped = (0..4).fold(0.0, |most: f64, side| most.max(off(sides, side)));
    (laid, cropped)
}

/// By how much a side lies elsewhere than that of the whole picture.
fn off(sides: [f64; 4], side: usize) -> f64 {
    let whole = if side < 2 { 0.0 } else { 1.0 };
    (sides[side] - whole).abs()
}

/// The part of a picture between left, top, right and bottom in as many cells.
fn seen(cells: &[f64], [left, top, right, bottom]: [f64; 4]) -> Vec<f64> {
    along(&along(cells, left, right), top, bottom)
}

/// That part of each row, laid down as columns.
fn along(cells: &[f64], from: f64, to: f64) -> Vec<f64> {
    let mut seen = Vec::with_capacity(cells.len());
    for place in 0..SIDE {
        let part = (place as f64 + 0.5) / SIDE as f64;
        // Eight cells on, so that it never lies below zero.
        let at = (from + (to - from) * part) * SIDE as f64 + 7.5;
        let whole = at as usize;
        let t = at - whole as f64;
        // Catmull and Rom's cubic, twofold.
        let weights = [
            t * (t * (2.0 - t) - 1.0),
            2.0 + t * t * (3.0 * t - 5.0),
            t * (1.0 + t * (4.0 - 3.0 * t)),
            t * t * (t - 1.0),
        ];
        for row in cells.chunks_exact(SIDE) {
            let mut sum = 0.0;
            for (next, weight) in weights.iter().enumerate() {
                let cell = (whole + next).saturating_sub(9).min(SIDE - 1);
                sum += row[cell] * weight;
            }
            seen.push(sum / 2.0);
        }
    }
    seen
}

/// In how many blocks the changes from cell to cell are not the same.
fn differing(one: &[f64], other: &[f64], alike: f64) -> usize {
    let (_, factor, means) = correlation(one, other);
    let other: Vec<f64> = other
        .iter()
        .map(|cell| (cell - means[1]) * factor + means[0])
        .collect();
    let changes = |cells: &[f64], at: usize| {
        [1, SIDE].map(|step| (cells[at + step] - cells[at - step]) / 2.0)
    };
    let differs = |block: &usize| {
        let (x, y) = (block % BLOCKS * BLOCK + 2, block / BLOCKS * BLOCK + 2);
        let (mut differ, mut all) = (0.0, NOISE);
        for cell in 0..BLOCK * BLOCK {
            let at = (y + cell / BLOCK) * SIDE + x + cell % BLOCK;
            let (a, b) = (changes(one, at), changes(&other, at));
            for (a, b) in a.into_iter().zip(b) {
                differ += (a - b) * (a - b);
                all += a * a + b * b;
            }
        }
        differ > all * alike
    };
    (0..BLOCKS * BLOCKS).filter(differs).count()
}
