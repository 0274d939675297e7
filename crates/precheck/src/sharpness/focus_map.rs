//! Where a picture is out of focus that is sharp elsewhere: a page that is not flat, or a camera that leans over it.
//! The picture is judged part by part, as a whole picture is; there must be some that are soft, some that are
//! not, and few between.

use super::measure;
use crate::analysis_image::Place;
use crate::raster::Raster;
use crate::{Code, Finding, Policy, Region};

/// Side of the parts in pixels at the measuring scale: a few words.
const SIDE: usize = 100;
/// Sharpness in thousandths below which a part is out of focus, and that one in focus reaches.
const SOFT: u16 = 60;
const CRISP: u16 = 100;

// On 168 good drawn photographs no more than 3 parts are soft, and then more are neither soft nor crisp; on real ones
// no more than one. Where half of the print is out of focus (1.8 to 3.2 pixels) a tenth to two thirds are soft and
// hardly any between.

/// Soft parts at least.
const ENOUGH: usize = 3;
/// Parts that are soft, and that are crisp, in hundredths of those with edges.
const SHARE: usize = 10;
/// The same of soft ones where no outline is known: a room behind the document may be out of focus.
const SHARE_ANYWHERE: usize = 25;

/// A region out of focus, and how sharp it is in thousandths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Soft {
    pub(crate) region: Region,
    pub(crate) sharpness: u16,
}

/// The part of the document that is out of focus while another is not.
pub(crate) fn soft(grey: &Raster, place: Place) -> Option<Soft> {
    let parts = |side: usize| (side / SIDE).max(1);
    let grid = (parts(grey.width), parts(grey.height));
    let mut judged: Vec<((usize, usize), u16)> = Vec::new();
    for row in 0..grid.1 {
        for column in (0..grid.0).filter(|column| place.holds((*column, row), grid)) {
            let part = part(grey, (column, row), grid);
            if let Some(sharpness) = measure(&part).overall {
                judged.push(((column, row), sharpness));
            }
        }
    }
    let soft: Vec<_> = judged.iter().filter(|(_, it)| *it < SOFT).collect();
    let crisp = judged.iter().filter(|(_, it)| *it >= CRISP).count();
    let between = judged.len() - soft.len() - crisp;
    let share = if place.is_known() {
        SHARE
    } else {
        SHARE_ANYWHERE
    };
    if soft.len() < ENOUGH
        || soft.len() * 100 < judged.len() * share
        || crisp * 100 < judged.len() * SHARE
        || between > soft.len()
    {
        return None;
    }
    let (mut from, mut to) = (grid, (0, 0));
    for ((x, y), _) in &soft {
        from = (from.0.min(*x), from.1.min(*y));
        to = (to.0.max(x + 1), to.1.max(y + 1));
    }
    let fraction = |at: usize, of: usize| at as f32 / of as f32;
    let sum: usize = soft.iter().map(|(_, it)| usize::from(*it)).sum();
    Some(Soft {
        region: Region {
            left: fraction(from.0, grid.0),
            top: fraction(from.1, grid.1),
            width: fraction(to.0 - from.0, grid.0),
            height: fraction(to.1 - from.1, grid.1),
        },
        sharpness: (sum / soft.len()) as u16,
    })
}

/// What it means under this policy: a warning, for nothing may stand there that matters.
pub(crate) fn finding(soft: Soft, policy: &Policy) -> Option<Finding> {
    Finding::when_checked(Code::Blurred, policy.blur.of_doubtful()).map(|finding| Finding {
        region: Some(soft.region),
        ..finding.measured(soft.sharpness.into(), CRISP.into())
    })
}

fn part(grey: &Raster, at: (usize, usize), grid: (usize, usize)) -> Raster {
    let columns = at.0 * grey.width / grid.0..(at.0 + 1) * grey.width / grid.0;
    let rows = at.1 * grey.height / grid.1..(at.1 + 1) * grey.height / grid.1;
    let mut levels = Vec::with_capacity(columns.len() * rows.len());
    for y in rows.clone() {
        levels.extend_from_slice(&grey.levels[y * grey.width..][columns.clone()]);
    }
    Raster {
        width: columns.len(),
        height: rows.len(),
        channels: 1,
        levels,
    }
}
