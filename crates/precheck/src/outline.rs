//! Finds the document in a picture: the four sides of the sheet or card among everything else that is straight.
//! Straight lines are found first and then paired to quadrilaterals, which are scored by how much of each side is
//! really an edge, how little it runs on behind its corners, and how the colours differ across it. In SmartDoc 2015,
//! challenge 1, pairs of lines (ISPL-CVML, 96.6 % mean Jaccard index) were far ahead of contours (A2iA, 80.9 %):
//! Burie et al., ICDAR 2015, doi:10.1109/ICDAR.2015.7333943. Where that tells nothing, the same is done to what differs
//! from the ground at the rim of the picture, and with fainter edges.

mod angles;
mod edges;
mod lines;
mod pairs;
mod region;

use crate::raster::Raster;
use crate::{Point, Quad};
use edges::{Edge, View};
use pairs::Found;

/// Long side at which documents are looked for.
pub(crate) const SIDE: u32 = 400;
/// Where one in so many pixels is a faint edge, faint edges tell nothing.
const BUSY: usize = 3;

/// A document in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Document {
    /// Clockwise from the upper left, in fractions; a corner may lie a little outside.
    pub(crate) corners: Quad,
    /// For the upper, right, lower and left side: whether it lies outside the picture, so that the rim stands for it.
    pub(crate) open: [bool; 4],
    /// How sure this is, in thousandths.
    pub(crate) confidence: u16,
    /// Whether it is more than doubtful. Small documents are doubtful where they may be a part of a larger one.
    pub(crate) is_sure: bool,
}

/// Looks for a document in a picture in colours or grey, at [`SIDE`] or below. Nothing when there is none, or none that
/// is sure.
pub(crate) fn find(picture: &Raster) -> Option<Document> {
    find_doubtful(picture).filter(|document| document.is_sure)
}

/// The same, and small ones of which it is not sure that they are the document.
pub(crate) fn find_doubtful(picture: &Raster) -> Option<Document> {
    if picture.width < 32 || picture.height < 32 {
        return None;
    }
    let view = View::of(picture);
    let found = match in_lines(&view.edges(), &view) {
        Some(found) if found.is_sure => found,
        doubtful => closer(view, doubtful)?,
    };
    let (width, height) = (picture.width as f32, picture.height as f32);
    let mut corners = found.corners.map(|(x, y)| Point {
        x: x / width,
        y: y / height,
    });
    let mut open = found.open;
    // Clockwise from the corner nearest to the upper left of the picture.
    let twice_area: f32 = (0..4)
        .map(|at| {
            let (a, b) = (corners[at], corners[(at + 1) % 4]);
            a.x * b.y - b.x * a.y
        })
        .sum();
    if twice_area < 0.0 {
        corners.reverse();
        // Side n lies between corners n and n + 1.
        open = [open[2], open[1], open[0], open[3]];
    }
    let mut first = 0;
    for at in 1..4 {
        let from_corner = |at: usize| corners[at].x * width + corners[at].y * height;
        if from_corner(at) < from_corner(first) {
            first = at;
        }
    }
    corners.rotate_left(first);
    open.rotate_left(first);
    Some(Document {
        corners,
        open,
        is_sure: found.is_sure,
        confidence: (found.score.clamp(0.0, 1.0) * 1000.0) as u16,
    })
}

fn in_lines(edges: &[Edge], view: &View) -> Option<Found> {
    let lines = lines::find(edges, view.width, view.height);
    pairs::best(&lines, edges, view)
}

/// Where lines told nothing for sure: the sheet as a region, then its faint edges.
fn closer(mut view: View, doubtful: Option<Found>) -> Option<Found> {
    view.look_closer();
    let edges = view.edges();
    let mut found = doubtful;
    for rim in [region::Rim::Whole, region::Rim::Darker] {
        let paper = region::paper(&view, rim);
        let settled =
            in_lines(&paper.edges(), &paper).and_then(|paper| pairs::settled(paper, &edges, &view));
        match settled {
            Some(paper) if paper.is_sure => return settled,
            Some(paper) if found.is_none_or(|found| found.score < paper.score) => found = settled,
            _ => {}
        }
    }
    if edges.len() * BUSY > view.width * view.height {
        return found;
    }
    in_lines(&edges, &view)
        .filter(|faint| faint.is_sure)
        .or(found)
}
