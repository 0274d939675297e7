//! The sheet as a region: what is no darker than the ground it lies on and differs from it in lightness or tint. Finds
//! the sheet where its own edges drown in those of a pattern, or are faint.
//! The ground is what the rim of the picture shows, a plane through each of its colours; where paper may lie on a part
//! of the rim, fitted to the darker places first and then to whatever agrees with that (least trimmed squares,
//! Rousseeuw 1984). Differences count in multiples of the ground's own spread, and an opening (Serra 1982) takes its
//! pattern out.

use super::edges::{View, extreme};

/// What of the rim is taken for ground.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rim {
    /// All of it: the sheet lies inside.
    Whole,
    /// What is dark and what agrees with that: the sheet runs out.
    Darker,
}

/// Pixels from the rim at which the ground is looked at: beyond the reach of the closing.
const DEPTHS: [usize; 2] = [3, 7];
/// Rounds in which the ground grows, and deviations, over all colours, up to which a place is ground.
const ROUNDS: usize = 8;
const GROUND: f32 = 4.5;
/// Levels added to each deviation: noise and rounding.
const NOISE: f32 = 1.0;
/// Deviations, over all colours, at which paper begins; more where more than a fiftieth of the rim differs by so much.
const PAPER: f32 = 4.0;
const MOST_PAPER: f32 = 12.0;
/// Deviations by which paper may be darker.
const DARKER: f32 = 1.5;
/// Half the window of the opening.
const PATTERN: usize = 3;
/// Added to the mean squares of the slopes, so that ground on one side only tells nothing of the other.
const STIFF: f64 = 0.01;

/// One colour of the ground.
#[derive(Clone, Copy, Default)]
struct Plane {
    /// In the middle, and what it grows by to the right and downwards.
    weights: [f32; 3],
    /// One by the mean distance of the ground from it.
    sureness: f32,
}

struct Place {
    /// 1, then the place from the middle in halves of the picture.
    at: [f32; 3],
    colour: [f32; 3],
}

/// Paper as 255, ground as 0.
pub(super) fn paper(view: &View, rim: Rim) -> View {
    let (width, height) = (view.width, view.height);
    let (ground, least) = ground(view, rim);
    let mut paper = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let deviations = deviations(&ground, &place(view, x, y));
            let is_paper = deviations[0] > -DARKER && sum(deviations) > least;
            paper.push(if is_paper { 255 } else { 0 });
        }
    }
    // The opening, then a closing for what is printed.
    for lightest in [false, true, true, false] {
        for down in [false, true] {
            paper = extreme(&paper, width, PATTERN, lightest, down);
        }
    }
    View::plain(width, height, vec![paper])
}

fn place(view: &View, x: usize, y: usize) -> Place {
    let part = |at: usize, of: usize| at as f32 * (2.0 / of as f32) - 1.0;
    let mut colour = [0.0; 3];
    for (colour, plane) in colour.iter_mut().zip(&view.planes) {
        *colour = plane
            .get(y * view.width + x)
            .map_or(0.0, |it| f32::from(*it));
    }
    Place {
        at: [1.0, part(x, view.width), part(y, view.height)],
        colour,
    }
}

impl Plane {
    fn off(&self, place: &Place, channel: usize) -> f32 {
        let [level, across, down] = self.weights;
        place.colour[channel] - level - across * place.at[1] - down * place.at[2]
    }
}

/// How far a place lies off the ground in each colour, in mean distances of the ground.
fn deviations(ground: &[Plane; 3], place: &Place) -> [f32; 3] {
    let mut deviations = [0.0; 3];
    for (channel, deviation) in deviations.iter_mut().enumerate() {
        let plane = &ground[channel];
        *deviation = plane.off(place, channel) * plane.sureness;
    }
    deviations
}

fn sum([light, blue, red]: [f32; 3]) -> f32 {
    light.abs() + blue.abs() + red.abs()
}

fn differs(ground: &[Plane; 3], place: &Place) -> f32 {
    sum(deviations(ground, place))
}

/// The ground, and how far off it paper begins.
fn ground(view: &View, which: Rim) -> ([Plane; 3], f32) {
    let (width, height) = (view.width, view.height);
    let mut rim = Vec::new();
    for depth in DEPTHS {
        for x in depth..width - depth {
            rim.extend([depth, height - 1 - depth].map(|y| place(view, x, y)));
        }
        for y in depth..height - depth {
            rim.extend([depth, width - 1 - depth].map(|x| place(view, x, y)));
        }
    }
    let light: f32 = rim.iter().map(|place| place.colour[0]).sum();
    let mean = light / rim.len() as f32;
    let mut ground = [Plane::default(); 3];
    let mut least = PAPER;
    if which == Rim::Whole {
        let all = vec![true; rim.len()];
        ground = [0, 1, 2].map(|channel| fitted(&rim, &all, channel));
        let beyond = |least| rim.iter().filter(|it| differs(&ground, it) > least).count();
        while least < MOST_PAPER && beyond(least) * 50 > rim.len() {
            least += 0.5;
        }
    } else {
        let mut is_ground: Vec<bool> = rim.iter().map(|place| place.colour[0] <= mean).collect();
        for _ in 0..ROUNDS {
            ground = [0, 1, 2].map(|channel| fitted(&rim, &is_ground, channel));
            for (place, is_ground) in rim.iter().zip(&mut is_ground) {
                *is_ground = differs(&ground, place) < GROUND;
            }
        }
    }
    (ground, least)
}

/// Least squares through one colour of what is ground, by elimination (Gauss and Jordan).
fn fitted(rim: &[Place], is_ground: &[bool], channel: usize) -> Plane {
    let taken = || {
        let both = rim.iter().zip(is_ground);
        both.filter(|(_, is_ground)| **is_ground).map(|(it, _)| it)
    };
    let mut rows = [[0.0_f64; 4]; 3];
    for place in taken() {
        let right = [place.at[0], place.at[1], place.at[2], place.colour[channel]];
        for (row, by) in rows.iter_mut().zip(place.at) {
            for (sum, with) in row.iter_mut().zip(right) {
                *sum += f64::from(by * with);
            }
        }
    }
    let count = rows[0][0].max(1.0);
    rows[0][0] = count;
    rows[1][1] += count * STIFF;
    rows[2][2] += count * STIFF;
    for at in 0..3 {
        let pivot = rows[at];
        for (_, row) in rows.iter_mut().enumerate().filter(|(it, _)| *it != at) {
            let times = row[at] / pivot[at];
            for (entry, by) in row.iter_mut().zip(pivot) {
                *entry -= times * by;
            }
        }
    }
    let mut plane = Plane {
        weights: [0, 1, 2].map(|at| (rows[at][3] / rows[at][at]) as f32),
        sureness: 0.0,
    };
    let sum: f32 = taken().map(|place| plane.off(place, channel).abs()).sum();
    plane.sureness = 1.0 / (sum / count as f32 + NOISE);
    plane
}
