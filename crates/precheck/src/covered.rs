//! Whether a finger lies over a part of the document: skin that comes in over the rim, is as smooth as no print is, and
//! ends round on the paper. Skin is told by its chroma against that of the paper, so that the light's own tint does not
//! count; a table around the document, a portrait within, a seal, and paper of that very colour are none of this.
//!
//! Chroma of skin hardly depends on its lightness: Chai, Ngan, IEEE Trans. CSVT 9 (1999), 551–564.

mod shape;
mod skin;

use crate::analysis_image::{AnalysisImage, Place};
use crate::blob::{WAYS, beside, blob};
use crate::raster::Raster;
use crate::{Code, Finding, Policy, Region};
use shape::Shape;
use skin::Paper;

/// Long side at which fingers are looked for: one on a sheet of A4 is ten pixels broad.
const SIDE: u32 = 250;
/// Part of the way from a corner of the outline to the middle within which the table may look in.
const RIM: f32 = 0.04;
/// Thousandths of the document that a finger covers at least and at most.
const COVERS: std::ops::RangeInclusive<usize> = 4..=350;
/// Grey levels within a pixel of [`SIDE`] from which on it is print or grain, and per cent of such in a finger at most.
const ROUGH: u8 = 30;
const ROUGH_PART: usize = 15;

/// A part of the document that a finger lies over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Covered {
    /// In thousandths of the document.
    share: u32,
    region: Region,
}

/// Looks for a finger where the document lies, or else in the whole picture. Nothing is said of pictures without
/// colours.
pub(crate) fn measure(look: &AnalysisImage, place: Place) -> Option<Covered> {
    if look.colours.channels < 3 {
        return None;
    }
    let small = look.colours.clone().within(SIDE);
    let within = place
        .is_known()
        .then(|| find(look, &small, place.without_rim(RIM), place));
    within
        .flatten()
        .or_else(|| find(look, &small, Place::of(None), place))
}

/// What the measurement means under this policy: that something cannot be seen is doubtful at most.
pub(crate) fn finding(covered: Option<Covered>, policy: &Policy) -> Option<Finding> {
    let covered = covered?;
    let finding = Finding::when_checked(Code::Covered, policy.edges.of_doubtful())?;
    Some(Finding {
        region: Some(covered.region),
        value: Some(covered.share),
        ..finding
    })
}

/// Looks in one place, for what lies on the document.
fn find(look: &AnalysisImage, small: &Raster, within: Place, on: Place) -> Option<Covered> {
    let field = Field::of(small, within)?;
    let size = (field.width, field.height);
    let is_on = |at: usize| on.holds((at % size.0, at / size.0), size);
    let document = (0..size.0 * size.1).filter(|at| is_on(*at)).count();
    let skin = field.opened();
    let mut seen = vec![false; skin.len()];
    let mut best: Option<Covered> = None;
    for start in 0..skin.len() {
        if seen[start] || !skin[start] {
            continue;
        }
        let blob = blob(start, size, &mut seen, |at| skin[at]);
        // A piece of the table beside the document covers nothing.
        let share = blob.iter().filter(|at| is_on(**at)).count() * 1000 / document.max(1);
        if !COVERS.contains(&share) {
            continue;
        }
        let Some(shape) = Shape::of(&field, &blob) else {
            continue;
        };
        if !shape.is_finger() || !shape.lies_on_paper(&field) || is_rough(look, small, &shape) {
            continue;
        }
        let share = share as u32;
        if best.is_none_or(|best| best.share < share) {
            let region = shape.region();
            best = Some(Covered { share, region });
        }
    }
    best
}

/// Whether there is print or grain inside.
fn is_rough(look: &AnalysisImage, small: &Raster, shape: &Shape) -> bool {
    let calm = &look.calm;
    let span = |at: usize, whole: usize, of: usize| at * whole / of..(at + 1) * whole / of;
    let (mut all, mut rough) = (0, 0);
    for (x, y) in shape.inner() {
        let columns = span(x, calm.width, small.width);
        let (mut low, mut high) = (255, 0);
        for row in span(y, calm.height, small.height) {
            for level in &calm.levels[row * calm.width..][columns.clone()] {
                (low, high) = (low.min(*level), high.max(*level));
            }
        }
        all += 1;
        rough += usize::from(high >= low.saturating_add(ROUGH));
    }
    rough * 100 > all * ROUGH_PART
}

/// The picture at [`SIDE`]: what belongs to the document, and what of it has the colour of skin.
struct Field {
    width: usize,
    height: usize,
    /// Whether each pixel belongs to the document.
    place: Vec<bool>,
    /// How many do.
    inside: usize,
    skin: Vec<bool>,
    /// Whether each pixel may be paper, and how red against blue it is in hundredths of paper.
    paper: Vec<bool>,
    redness: Vec<u16>,
}

impl Field {
    /// Nothing where there is no paper.
    fn of(small: &Raster, place: Place) -> Option<Self> {
        let (width, height) = (small.width, small.height);
        let within: Vec<bool> = (0..width * height)
            .map(|at| place.holds((at % width, at / width), (width, height)))
            .collect();
        let (pixels, _) = small.levels.as_chunks::<3>();
        let paper = Paper::of(pixels.iter().zip(&within).filter(|it| *it.1).map(|it| it.0))?;
        let seen: Vec<skin::Seen> = pixels.iter().map(|pixel| paper.seen(*pixel)).collect();
        Some(Self {
            width,
            height,
            inside: within.iter().filter(|it| **it).count(),
            skin: seen
                .iter()
                .zip(&within)
                .map(|(it, within)| *within && it.is_skin())
                .collect(),
            paper: seen.iter().map(skin::Seen::is_paper).collect(),
            redness: seen.iter().map(|it| it.redness()).collect(),
            place: within,
        })
    }

    /// The pixel beside one; nothing beyond the picture.
    fn beside(&self, at: usize, way: (isize, isize)) -> Option<usize> {
        beside(at, way, (self.width, self.height))
    }

    /// Whether a pixel lies at the rim of the document or of the picture.
    fn is_at_rim(&self, at: usize) -> bool {
        let mut ways = WAYS.into_iter();
        ways.any(|way| self.beside(at, way).is_none_or(|to| !self.place[to]))
    }

    /// Skin without what is only one or two pixels thin. Beyond the rim it goes on.
    fn opened(&self) -> Vec<bool> {
        let all = 0..self.skin.len();
        let shrunk: Vec<bool> = (all.clone())
            .map(|at| {
                let goes_on = |to: usize| self.skin[to] || !self.place[to];
                self.skin[at]
                    && AROUND
                        .into_iter()
                        .all(|way| self.beside(at, way).is_none_or(goes_on))
            })
            .collect();
        all.map(|at| {
            let reaches = |way| self.beside(at, way).is_some_and(|to| shrunk[to]);
            self.skin[at] && (shrunk[at] || AROUND.into_iter().any(reaches))
        })
        .collect()
    }
}

const AROUND: [(isize, isize); 8] = [
    (1, 0),
    (-1, 0),
    (0, 1),
    (0, -1),
    (1, 1),
    (-1, 1),
    (1, -1),
    (-1, -1),
];
