//! Whether light reflected by the document hides a part of it.
//! White paper is as bright as a reflection, so brightness alone says nothing. A reflection is brighter than the paper
//! or card around it, covers print, and fades outwards; paper ends at a sharp edge and shows its print, and where paper
//! itself is as bright as can be nothing is told.
//!
//! Specular blobs by saturation and lack of detail: Rodin, Orlov, arXiv:1911.05189. The test of the fading rim is our
//! own.

mod cells;
mod rim;

use crate::analysis_image::{AnalysisImage, Place};
use crate::{Code, Finding, Policy, Region};
use cells::Cells;
use rim::{Rims, Surface};

/// What a patch of light is, as grey levels of the darkest pixels of its cells and as shares of what is around it.
struct Light {
    least: u8,
    /// One of its cells has at least this level.
    core: u8,
    /// Cells across of the smallest that is told.
    width: usize,
    /// Per cent of the ways out that fade gently at least.
    gentle: usize,
}

impl Light {
    /// Whether nothing is left of what is below, wherever it lies.
    fn is_full(&self) -> bool {
        self.core == self.least
    }
}

// Measured on the corpus and on reflections laid onto its good photographs. Lamps and windows in magazines and on cards
// have gentle rims on 30 to 100 % of the ways out, three times as many as sharp ones. Of good documents and cards
// the patches that come near are bands between lines of print, less than a character high; bright tables without print;
// and, fainter, foreheads of portraits: none of these has a place that is nearly as bright as can be.

/// Red, green and blue are nearly full: nothing is left of what is below.
const FULL: Light = Light {
    least: 236,
    core: 236,
    width: 8,
    gentle: 25,
};
/// Brighter than what is around it, with a place in the middle that is full.
const FADING: Light = Light {
    least: 210,
    core: 244,
    width: 6,
    gentle: 40,
};
/// Per cent of the ways out of a patch that fade gently where it surely is a reflection, and that have print close by.
const CLEARLY: usize = 45;
const PRINTED: usize = 25;
/// Thousandths of the document that the smallest patch has which is told.
const GLINT: u32 = 3;
/// Thousandths of the document from which on it is paper in much light.
const PAPER: u32 = 400;
/// Cells across below which what is so many times as long lies between two lines of print.
const BAND: usize = 16;
const TIMES: usize = 8;
/// A large one may have steeper rims: those of bright lamps.
const LARGE: u32 = 20;
/// From this on a patch hides more than a character or two.
const HIDES: u32 = 8;
/// Findings told at most.
const MOST: usize = 3;

/// A patch of reflected light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Patch {
    /// In thousandths of the document.
    share: u32,
    /// Whether it surely is one, and hides more than a character or two.
    is_clear: bool,
    region: Region,
}

/// What is hidden by reflected light.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Glare {
    /// All patches together, in thousandths of the document.
    pub(crate) share: u16,
    /// The largest, in the order of the picture.
    patches: Vec<Patch>,
}

/// Measures a picture where its document lies.
pub(crate) fn measure(look: &AnalysisImage, place: Place) -> Glare {
    let cells = Cells::of(look, place);
    let mut glare = Glare::default();
    let mut surface = Surface::of(&look.grey);
    let whole = cells.cells.iter().filter(|cell| cell.inside).count().max(1);
    let mut taken = vec![false; cells.cells.len()];
    for light in [&FULL, &FADING] {
        let mut seen = vec![false; cells.cells.len()];
        for start in 0..cells.cells.len() {
            if seen[start] || !cells.is_bright(start, light.least) {
                continue;
            }
            let blob = cells.blob(start, light.least, &mut seen);
            let share = (blob.len() * 1000 / whole) as u32;
            let has_core = blob.iter().any(|at| cells.cells[*at].low >= light.core);
            if !(GLINT..PAPER).contains(&share)
                || !has_core
                || blob.iter().any(|at| taken[*at])
                || !cells.is_solid(&blob)
            {
                continue;
            }
            let rims = cells.rims(&blob, light.least, share >= LARGE, &mut surface);
            let [width, height] = cells.extent(&blob);
            if !is_reflection([width, height], &rims, light) {
                continue;
            }
            blob.iter().for_each(|at| taken[*at] = true);
            glare.share += share as u16;
            glare.patches.push(Patch {
                share,
                is_clear: share >= HIDES && rims.gentle * 100 >= rims.all * CLEARLY,
                region: cells.region(&blob),
            });
        }
    }
    while glare.patches.len() > MOST {
        let least = glare.patches.iter().map(|it| it.share).min();
        glare.patches.retain(|it| Some(it.share) != least);
    }
    glare
}

/// Whether what was taken for a document is the reflection of a window: full of light, without print, and fading
/// outwards, where paper ends at an edge.
pub(crate) fn is_mistaken_for_document(look: &AnalysisImage, place: Place) -> bool {
    /// Thousandths of it that are full of light.
    const MOSTLY: usize = 700;
    let (across, down) = (look.tiles.across, look.tiles.down);
    let tiles = (0..across * down).map(|at| (at % across, at / across));
    let (mut all, mut full) = (0, 0);
    for (x, y) in tiles.filter(|at| place.holds(*at, (across, down))) {
        all += 1;
        full += usize::from(look.tiles.at(x, y).low >= FULL.least);
    }
    // A quick look first: those at its rim are dark in part.
    if full * 3 < all {
        return false;
    }
    let cells = Cells::of(look, place);
    let whole = cells.cells.iter().filter(|cell| cell.inside).count();
    let mut seen = vec![false; cells.cells.len()];
    let most = (0..seen.len()).find_map(|start| {
        if seen[start] || !cells.is_bright(start, FULL.least) {
            return None;
        }
        let blob = cells.blob(start, FULL.least, &mut seen);
        (blob.len() * 1000 >= whole * MOSTLY).then_some(blob)
    });
    most.is_some_and(|blob| {
        let rims = cells.rims(&blob, FULL.least, true, &mut Surface::of(&look.grey));
        cells.is_solid(&blob)
            && rims.gentle * 100 >= rims.all * CLEARLY
            && is_reflection(cells.extent(&blob), &rims, &FULL)
    })
}

/// Whether a solid blob is reflected light: it fades outwards on many sides, and has print beside it that may go on
/// below.
fn is_reflection(extent: [usize; 2], rims: &Rims, light: &Light) -> bool {
    let [narrow, long] = [extent[0].min(extent[1]), extent[0].max(extent[1])];
    if narrow < BAND && long > narrow * TIMES {
        return false;
    }
    let (gentle, sharp) = (rims.gentle, rims.sharp);
    let fades = |per_cent: usize| gentle * 100 >= rims.all * per_cent;
    let may_be_one = if light.is_full() {
        gentle * 2 >= sharp * 3
    } else {
        gentle * 5 >= sharp * 4
    };
    rims.printed * 100 >= rims.all * PRINTED
        && may_be_one
        && narrow >= light.width
        && fades(light.gentle)
}

/// What the measurement means under this policy: one finding a patch.
pub(crate) fn findings(glare: &Glare, policy: &Policy) -> Vec<Finding> {
    let told = |patch: &Patch| {
        let severity = if patch.is_clear {
            policy.glare.of_bad()
        } else {
            policy.glare.of_doubtful()
        }?;
        Some(Finding {
            region: Some(patch.region),
            value: Some(patch.share),
            ..Finding::new(Code::Glare, severity)
        })
    };
    glare.patches.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Point;
    use crate::decode::Coding;
    use crate::raster::Raster;

    /// Print all over a grey ground, save on a bright band over the middle that fades within so many pixels.
    fn has_reflection_for_document(fades: usize) -> bool {
        const WIDTH: usize = 400;
        const BAND: (usize, usize) = (150, 250);
        let level = |at: usize| {
            let (x, y) = (at % WIDTH, at / WIDTH);
            let off = BAND.0.saturating_sub(x).max(x.saturating_sub(BAND.1));
            let ground = if (x / 3) % 2 == 0 && (y / 5) % 3 == 0 {
                90
            } else {
                160
            };
            let light = 250_usize.saturating_sub(off.min(fades + 1) * 90 / (fades + 1));
            if off <= fades {
                light.max(ground)
            } else {
                ground
            }
        };
        let picture = Raster {
            width: WIDTH,
            height: 300,
            channels: 1,
            levels: (0..WIDTH * 300).map(|at| level(at) as u8).collect(),
        };
        let corner = |x: f32, y: f32| Point { x, y };
        let corners = [
            corner(0.36, 0.0),
            corner(0.64, 0.0),
            corner(0.64, 1.0),
            corner(0.36, 1.0),
        ];
        let look = AnalysisImage::at(&picture, Coding::Colours);
        is_mistaken_for_document(&look, Place::of(Some(corners)))
    }

    #[test]
    fn a_band_of_light_is_no_document_and_a_bright_sheet_is() {
        assert!(has_reflection_for_document(40));
        assert!(!has_reflection_for_document(0));
    }
}
