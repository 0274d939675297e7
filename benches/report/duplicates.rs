//! Whether the same picture is told again, and different ones are not taken for the same.

use precheck::{PerceptualHash, Policy, Rotation, check};
use precheck_testkit::{Picture, SampleSet, Scene};

use crate::tally::{Judged, Share};

pub(crate) struct Same {
    /// The same file compressed again, reduced, lightened, turned or with its rim cut off.
    pub(crate) copies: Share,
    /// Two photographs of different documents, of one on different backdrops, or of two people's papers at one place.
    pub(crate) others: Share,
}

pub(crate) fn compared(good: &[Judged], extent: SampleSet) -> Same {
    let hash = |picture: &Picture, quality| {
        check(&picture.to_jpeg(quality), &Policy::default()).perceptual_hash
    };
    let same = |a: &Option<PerceptualHash>, b: &Option<PerceptualHash>| matches!((a, b), (Some(a), Some(b)) if a.is_same(b));
    let mut copies = Share { part: 0, whole: 0 };
    let mut others = Share { part: 0, whole: 0 };
    for scene in extent.scenes() {
        let picture = scene.photograph().picture;
        let first = hash(&picture, 90);
        for copy in [
            hash(&picture, 60),
            hash(&picture.clone().reduced(900), 80),
            hash(&picture.clone().lit(0.85, 20.0), 85),
            hash(&picture.clone().reduced(extent.long_side as u32 / 2), 50),
            hash(&picture.clone().cropped([0.01, 0.01, 0.99, 0.99]), 85),
            hash(&picture.clone().cropped([0.03, 0.02, 0.98, 0.97]), 85),
            hash(&picture.clone().turned(Rotation::Right), 85),
        ] {
            copies.whole += 1;
            copies.part += usize::from(same(&first, &copy));
        }
        // Another one's paper, drawn from another seed, where this one lay.
        let another = Scene {
            seed: scene.seed + 500,
            ..scene
        };
        others.whole += 1;
        others.part += usize::from(same(&first, &hash(&another.photograph().picture, 90)));
    }
    for (at, one) in good.iter().enumerate() {
        // The second half of the set shows the scenes of the first again.
        for other in good
            .iter()
            .skip(at + 1)
            .filter(|it| !is_same_scene(one, it))
        {
            others.whole += 1;
            others.part += usize::from(same(&one.perceptual_hash, &other.perceptual_hash));
        }
    }
    Same { copies, others }
}

/// The trying pictures are taken of the same scenes as the ordinary ones.
fn is_same_scene(a: &Judged, b: &Judged) -> bool {
    a.name.starts_with(&b.name) || b.name.starts_with(&a.name) || words(a) == words(b)
}

fn words(of: &Judged) -> Vec<&str> {
    of.name.split(' ').take(3).collect()
}
