//! The labelled set: good photographs and spoilt ones, as files, with what ought to be found on them.
//! Made one by one, so that a set of any extent fits into memory.

use crate::defect::other_shape;
use crate::rng::Rng;
use crate::{Backdrop, Defect, Degree, Document, Patch, Sample, Scene};
use precheck_types::{Policy, Shape};

/// A file, the material that it is handed in as, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct LabelledSample {
    /// What it shows, for people.
    pub name: String,
    /// Nothing for a good one.
    pub wrong: Option<(Defect, Degree)>,
    pub file: Vec<u8>,
    pub policy: Policy,
    pub sample: Sample,
}

/// How many samples to make, and of how many pixels.
#[derive(Clone, Copy, Debug)]
pub struct SampleSet {
    /// Backdrops for each document, from 1 to 6.
    pub backdrops: usize,
    /// Photographs for each document on each backdrop.
    pub seeds: u64,
    pub long_side: usize,
}

impl SampleSet {
    /// For a quick look.
    pub const FEW: Self = Self {
        backdrops: 2,
        seeds: 1,
        long_side: 1200,
    };
    /// For a report.
    pub const MANY: Self = Self {
        backdrops: 6,
        seeds: 2,
        long_side: 1600,
    };

    /// Every document on its backdrops; which backdrop comes first differs from one document to the next.
    pub fn scenes(self) -> impl Iterator<Item = Scene> {
        Document::WRITTEN
            .into_iter()
            .enumerate()
            .flat_map(move |(number, document)| {
                (0..self.backdrops).flat_map(move |at| {
                    let backdrop = Backdrop::ALL[(number * 5 + at) % Backdrop::ALL.len()];
                    (0..self.seeds).map(move |seed| {
                        let seed = seed * 1000 + (number * 10 + at) as u64;
                        Scene::of(document, backdrop, self.long_side, seed)
                    })
                })
            })
    }

    /// Photographs that a clerk takes, among them dim, noisy, slanted and coarsely compressed ones.
    pub fn good(self) -> impl Iterator<Item = LabelledSample> {
        let ordinary = self.scenes().map(|scene| ("", scene.photograph(), scene));
        let trying = self.scenes().map(|scene| {
            let (name, sample) = trying(&scene);
            (name, sample, scene)
        });
        ordinary.chain(trying).map(|(name, sample, scene)| {
            let name = format!("{:?} on {:?} {name}", scene.document, scene.backdrop);
            LabelledSample::of(name, None, sample, scene.seed)
        })
    }

    /// Photographs with one defect in one degree; none where it has no such degree.
    pub fn spoilt(self, defect: Defect, degree: Degree) -> impl Iterator<Item = LabelledSample> {
        self.scenes().filter_map(move |scene| {
            let sample = defect.photographed(&scene, degree)?;
            let name = format!("{:?} on {:?}, {defect:?}", scene.document, scene.backdrop);
            Some(LabelledSample::of(
                name,
                Some((defect, degree)),
                sample,
                scene.seed,
            ))
        })
    }
}

impl LabelledSample {
    /// As the app would hand it in: the policy that fits the document, save where another document is asked for.
    #[must_use]
    pub fn of(name: String, wrong: Option<(Defect, Degree)>, sample: Sample, seed: u64) -> Self {
        let quality = 78 + Rng::from_seed(seed ^ 0x10).below(15) as u8;
        let mut policy = Policy {
            shape: shape(sample.document),
            ..Policy::default()
        };
        match wrong {
            Some((Defect::OtherDocument, _)) => policy.shape = other_shape(sample.document),
            // That the print is small is to be told from the print, not from the number of pixels.
            Some((Defect::SmallPrint, _)) => (policy.min_long_side, policy.min_short_side) = (1, 1),
            _ => {}
        }
        let is_screenshot = wrong.is_some_and(|(defect, _)| defect == Defect::Screenshot);
        let file = if is_screenshot && seed.is_multiple_of(2) {
            sample.picture.to_png()
        } else {
            sample.picture.to_jpeg(quality)
        };
        Self {
            name,
            wrong,
            file,
            policy,
            sample,
        }
    }
}

fn shape(document: Document) -> Shape {
    match document {
        Document::CardFront | Document::CardBack => Shape::Card,
        Document::Register | Document::OpenRegister => Shape::Booklet,
        Document::Receipt => Shape::Any,
        _ => Shape::Sheet,
    }
}

/// Good photographs that are not easy: what must not be taken for a defect.
fn trying(scene: &Scene) -> (&'static str, Sample) {
    let mut rng = Rng::from_seed(scene.seed ^ 0x7121);
    let lamp = Scene {
        cast: [1.06, 0.94, 0.68],
        slope: (0.2, -0.15),
        ..scene.clone()
    };
    let slanted = Scene {
        lean: (rng.between(8.0, 12.0), rng.between(-12.0, -8.0)),
        ..scene.clone()
    };
    let window = Patch {
        x: 0.48 * scene.width as f32 / scene.width.max(scene.height) as f32,
        y: 0.48 * scene.height as f32 / scene.width.max(scene.height) as f32,
        across: 0.02,
        down: 0.015,
        turn: 15.0,
        soft: 0.015,
        strength: 0.9,
    };
    match rng.below(7) {
        0 => (
            "in a dim room",
            scene.photograph().with(|it| it.lit(0.42, 0.0).noisy(4)),
        ),
        1 => ("with noise", scene.photograph().with(|it| it.noisy(9))),
        2 => ("under a warm lamp", lamp.photograph()),
        3 => ("slanted", slanted.photograph()),
        4 => (
            "washed out a little",
            scene.photograph().with(|it| it.lit(0.62, 95.0)),
        ),
        5 => (
            "with a reflection beside it",
            scene.photograph().with(|it| it.glaring(&[window])),
        ),
        _ => (
            "a little soft",
            scene
                .photograph()
                .with(|it| it.blurred(0.45 * scene.width.max(scene.height) as f32 / 1000.0)),
        ),
    }
}
