//! What goes wrong with photographs of materials, each in two degrees, drawn so that the right answer is known.
//! Lengths are given at the scale at which pictures are judged, 1000 pixels a side.

use crate::Picture;
use crate::document::Document;
use crate::light_patch::Patch;
use crate::photograph::Scene;
use crate::rng::Rng;
use crate::sample::Sample;
use precheck_types::{Code, Quad, Rotation, Shape};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Defect {
    OutOfFocus,
    HalfOutOfFocus,
    Moved,
    Dark,
    OverExposed,
    Faint,
    Glare,
    Shadow,
    SmallPrint,
    Blank,
    Screen,
    Screenshot,
    Cut,
    SmallInFrame,
    Askew,
    Sideways,
    UpsideDown,
    OtherDocument,
    /// A finger that holds it lies over print.
    Covered,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Degree {
    /// A clerk might still take it.
    Mild,
    /// No clerk takes it.
    Clear,
}

impl Degree {
    fn of<T>(self, mild: T, clear: T) -> T {
        match self {
            Self::Mild => mild,
            Self::Clear => clear,
        }
    }
}

impl Defect {
    pub const ALL: [Self; 19] = [
        Self::OutOfFocus,
        Self::HalfOutOfFocus,
        Self::Moved,
        Self::Dark,
        Self::OverExposed,
        Self::Faint,
        Self::Glare,
        Self::Shadow,
        Self::SmallPrint,
        Self::Blank,
        Self::Screen,
        Self::Screenshot,
        Self::Cut,
        Self::SmallInFrame,
        Self::Askew,
        Self::Sideways,
        Self::UpsideDown,
        Self::OtherDocument,
        Self::Covered,
    ];

    /// The findings that tell it, each of which will do.
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        match self {
            // Which of the two it was matters less than that it is said.
            Self::OutOfFocus | Self::HalfOutOfFocus | Self::Moved => {
                &[Code::Blurred, Code::MotionBlurred]
            }
            Self::Dark => &[Code::TooDark, Code::Faint],
            Self::OverExposed => &[Code::TooBright, Code::Faint],
            Self::Faint => &[Code::Faint, Code::TooDark, Code::TooBright],
            Self::Glare => &[Code::Glare],
            Self::Shadow => &[Code::Shadow],
            Self::SmallPrint => &[Code::TextTooSmall],
            Self::Blank => &[Code::Blank],
            Self::Screen => &[Code::ScreenPhotograph],
            Self::Screenshot => &[Code::Screenshot],
            Self::Cut => &[Code::CutOff],
            Self::SmallInFrame => &[Code::SmallInFrame],
            Self::Askew => &[Code::Tilted],
            Self::Sideways => &[Code::Sideways],
            Self::UpsideDown => &[Code::UpsideDown],
            Self::OtherDocument => &[Code::WrongShape],
            Self::Covered => &[Code::Covered],
        }
    }

    /// A photograph of the scene with this defect; nothing where it makes no sense.
    #[must_use]
    pub fn photographed(self, scene: &Scene, degree: Degree) -> Option<Sample> {
        let mut rng = self.rng(scene.seed, degree);
        let mut scene = scene.clone();
        match self {
            Self::Blank if degree == Degree::Clear => {
                scene.document = Document::Blank;
                // Every third time nothing but paper is seen.
                if rng.below(3) == 0 {
                    scene.fit = 1.6;
                }
                Some(scene.photograph())
            }
            Self::Screenshot if degree == Degree::Clear => {
                let shown = Picture::screenshot(scene.document, scene.seed);
                Some(scene.photograph().with(|_| shown))
            }
            Self::SmallInFrame => {
                let wanted = degree.of(rng.between(0.13, 0.18), rng.between(0.04, 0.09));
                scene.fit *= (wanted / area(&scene.corners())).sqrt();
                Some(scene.photograph())
            }
            Self::Askew => {
                let side = if rng.below(2) == 0 { 1.0 } else { -1.0 };
                scene.turn = side * degree.of(rng.between(6.0, 8.0), rng.between(12.0, 28.0));
                scene.lean = (scene.lean.0 / 2.0, scene.lean.1 / 2.0);
                Some(scene.photograph())
            }
            Self::Cut => Some(cut(scene.photograph(), degree, &mut rng)),
            Self::OtherDocument => (degree == Degree::Clear).then(|| scene.photograph()),
            Self::Blank | Self::Screenshot => None,
            _ => self.of_photograph(scene.photograph(), degree, scene.seed),
        }
    }

    /// The same photograph with this defect, where it is one of the light, the lens or the hand.
    #[must_use]
    pub fn of_photograph(self, sample: Sample, degree: Degree, seed: u64) -> Option<Sample> {
        let mut rng = self.rng(seed, degree);
        let long_side = sample.picture.width().max(sample.picture.height()) as f32;
        let scale = long_side / 1000.0;
        let mut between = |mild: (f32, f32), clear: (f32, f32)| {
            let (least, most) = degree.of(mild, clear);
            rng.between(least, most)
        };
        Some(match self {
            Self::OutOfFocus => {
                let sigma = between((0.9, 1.2), (1.6, 3.2)) * scale;
                sample.with(|it| it.blurred(sigma))
            }
            Self::HalfOutOfFocus => {
                let sigma = between((0.9, 1.2), (1.8, 3.2)) * scale;
                let places = sample.places_of_print();
                let at = places[rng.below(places.len() as u64) as usize];
                let (sine, cosine) = rng.between(0.0, std::f32::consts::TAU).sin_cos();
                let beyond =
                    |it: &&[f32; 2]| (it[0] - at[0]) * cosine + (it[1] - at[1]) * sine > 0.01;
                // Towards the side where more stands.
                let side = if places.iter().filter(beyond).count() * 2 >= places.len() - 1 {
                    1.0
                } else {
                    -1.0
                };
                sample.with(|it| it.blurred_beyond(sigma, at, [side * cosine, side * sine]))
            }
            Self::Moved => {
                let length = between((5.0, 6.5), (8.0, 14.0)) * scale;
                let (sine, cosine) = rng.between(0.0, std::f32::consts::PI).sin_cos();
                let (across, down) = ((length * cosine).round(), (length * sine).round());
                sample.with(|it| it.moved(across as isize, down as isize))
            }
            Self::Dark => {
                let gain = between((0.13, 0.17), (0.04, 0.08));
                sample.with(|it| it.lit(gain, 0.0).noisy(2))
            }
            Self::OverExposed => {
                let gain = between((0.26, 0.32), (0.06, 0.10));
                let offset = 252.0 - gain * 210.0;
                sample.with(|it| it.lit(gain, offset).noisy(1))
            }
            Self::Faint => {
                let gain = between((0.15, 0.18), (0.06, 0.10));
                let offset = rng.between(90.0, 160.0);
                sample.with(|it| it.lit(gain, offset).noisy(1))
            }
            Self::Glare => {
                let spots = spots(&sample, degree, &mut rng);
                sample.with(|it| it.glaring(&spots))
            }
            Self::Shadow => {
                let strength = between((0.20, 0.28), (0.45, 0.65));
                let (soft, turn) = (rng.between(0.01, 0.05), rng.between(0.0, 360.0));
                let [x, y] = on_print(&sample, &mut rng);
                let (sine, cosine) = turn.to_radians().sin_cos();
                // Its edge runs through print; it reaches beyond the picture on the other side.
                let hand = Patch {
                    x: x + 0.7 * cosine,
                    y: y + 0.7 * sine,
                    across: 0.7,
                    down: rng.between(0.35, 0.8),
                    turn,
                    soft,
                    strength,
                };
                sample.with(|it| it.shadowed(&[hand]))
            }
            Self::SmallPrint => {
                let wanted = between((8.5, 10.0), (5.0, 7.0));
                let side = long_side * wanted / sample.character;
                sample.with(|it| it.reduced(side as u32))
            }
            Self::Covered => {
                let finger = sample.held(degree == Degree::Mild, &mut rng);
                sample.with(|it| it.under_finger(&finger))
            }
            Self::Screen => {
                let strength = between((0.12, 0.2), (0.4, 0.8));
                let (pitch, turn) = (rng.between(1.15, 2.8), rng.between(0.5, 9.0));
                sample.with(|it| it.rephotographed(pitch, turn, strength))
            }
            Self::Sideways | Self::UpsideDown => {
                let turn = match self {
                    Self::UpsideDown => Rotation::Half,
                    _ if rng.below(2) == 0 => Rotation::Left,
                    _ => Rotation::Right,
                };
                let turned = sample.turned(turn);
                match degree {
                    Degree::Mild => {
                        turned.with(|it| it.blurred(0.6 * scale).lit(0.5, 0.0).noisy(4))
                    }
                    Degree::Clear => turned,
                }
            }
            _ => return None,
        })
    }

    fn rng(self, seed: u64, degree: Degree) -> Rng {
        Rng::from_seed(seed ^ (self as u64) << 40 ^ (degree as u64) << 48)
    }
}

/// The shape that a scenario would have to ask for so that this document is the wrong one.
pub(crate) fn other_shape(document: Document) -> Shape {
    match document {
        Document::CardFront | Document::Receipt => Shape::Sheet,
        Document::CardBack => Shape::Booklet,
        _ => Shape::Card,
    }
}

/// Area of a quadrilateral in fractions of the picture (shoelace formula).
fn area(corners: &Quad) -> f32 {
    let pairs = corners.iter().zip(corners.iter().cycle().skip(1));
    pairs.map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>().abs() / 2.0
}

/// A place where print stands, from the middle of the picture in parts of its longer side.
fn on_print(sample: &Sample, rng: &mut Rng) -> [f32; 2] {
    let places = sample.places_of_print();
    places[rng.below(places.len() as u64) as usize]
}

impl Sample {
    /// Where print stands, from the middle of the picture in parts of its longer side.
    fn places_of_print(&self) -> Vec<[f32; 2]> {
        let places = self.document.print().iter();
        places.map(|(u, v)| self.place(*u, *v)).collect()
    }

    /// A place on the document, in fractions of its width and height, as a [`Patch`] has it: from the middle of the
    /// picture in parts of its longer side.
    #[must_use]
    pub fn place(&self, u: f32, v: f32) -> [f32; 2] {
        let [a, b, c, d] = self.corners;
        let (width, height) = (self.picture.width() as f32, self.picture.height() as f32);
        let side = width.max(height);
        let between = |a: f32, b: f32, c: f32, d: f32| {
            let (above, below) = (a + (b - a) * u, d + (c - d) * u);
            above + (below - above) * v
        };
        [
            (between(a.x, b.x, c.x, d.x) - 0.5) * width / side,
            (between(a.y, b.y, c.y, d.y) - 0.5) * height / side,
        ]
    }
}

/// Reflections of lamps on print: together 1 to 2 % of the document, or 4 to 9 %.
fn spots(sample: &Sample, degree: Degree, rng: &mut Rng) -> Vec<Patch> {
    let (width, height) = (
        sample.picture.width() as f32,
        sample.picture.height() as f32,
    );
    let side = width.max(height);
    let document = (area(&sample.corners) * width * height).sqrt() / side;
    let count = 1 + rng.below(2);
    let share = degree.of(rng.between(0.010, 0.018), rng.between(0.045, 0.09));
    (0..count)
        .map(|_| {
            let [x, y] = on_print(sample, rng);
            let flat = rng.between(0.45, 1.0);
            let radius = document * (share / count as f32 / std::f32::consts::PI).sqrt();
            Patch {
                x,
                y,
                across: radius / flat.sqrt(),
                down: radius * flat.sqrt(),
                turn: rng.between(0.0, 180.0),
                soft: document * rng.between(0.02, 0.08),
                strength: 1.0,
            }
        })
        .collect()
}

/// One or two sides of the document lie outside.
fn cut(sample: Sample, degree: Degree, rng: &mut Rng) -> Sample {
    let xs = sample.corners.map(|at| at.x);
    let ys = sample.corners.map(|at| at.y);
    let least = |of: [f32; 4]| of.into_iter().fold(f32::MAX, f32::min);
    let most = |of: [f32; 4]| of.into_iter().fold(f32::MIN, f32::max);
    let mut kept = [0.0, 0.0, 1.0, 1.0];
    for _ in 0..1 + rng.below(2) {
        let lost = degree.of(rng.between(0.03, 0.05), rng.between(0.08, 0.2));
        match rng.below(4) {
            0 => kept[0] = least(xs) + lost * (most(xs) - least(xs)),
            1 => kept[1] = least(ys) + lost * (most(ys) - least(ys)),
            2 => kept[2] = most(xs) - lost * (most(xs) - least(xs)),
            _ => kept[3] = most(ys) - lost * (most(ys) - least(ys)),
        }
    }
    sample.cropped(kept)
}
