//! How the document lies in the picture: whole or cut off, large enough, straight, and of the shape expected.
//! All from the four corners that [`crate::outline`] finds; where it finds none, nothing is said.

pub(crate) mod margins;

use crate::analysis_image::{AnalysisImage, Place};
use crate::outline::{self, Document};
use crate::{Code, Finding, Point, Policy, Quad, Region, Report, Size, Strictness, glare, shadow};

// Measured on drawn photographs with known corners and on those of the corpus; `examples/outlines.rs` prints the
// numbers.

/// Part of the picture's side by which a corner must lie outside to be doubtful, and to be clearly cut off.
const OUTSIDE: f32 = 0.012;
const FAR_OUTSIDE: f32 = 0.035;
/// Thousandths of the picture from which on a document that runs out of it is the whole picture: of the corpus eight
/// good cards and pages are cut to their rim so.
const WHOLE: u16 = 890;
/// Thickness of the region that is told for a side that is cut off.
const STRIP: f32 = 0.08;
/// Thousandths of the picture that a document should fill; below the second it is clearly small.
const FILLS: u16 = 200;
const FILLS_HARDLY: u16 = 130;
/// Tenths of a degree by which a document may lie askew; beyond the second it clearly does.
const STRAIGHT: u16 = 70;
const ASKEW: u16 = 120;
/// The same of lines of print where no outline tells it: of photographs, and of scans.
const LINES_STRAIGHT: u16 = 34;
const SCANNED_STRAIGHT: u16 = 23;
/// Half of a scan is at least as bright as this.
const SCANNED: u8 = 250;
/// Thousandths by which the sides may differ from those expected; beyond the second it is clearly something else. A
/// sheet of A4 and a card are 108 apart.
const LIKE: u32 = 65;
const UNLIKE: u32 = 250;
/// Where opposite sides differ, the document leans, and one direction looks shorter: a quarter of it is allowed
/// besides.
const LEANING: u32 = 4;
/// Thousandths of sureness of a small document where no shape is expected.
const LIKELY: u16 = 750;

/// What was measured, for [`crate::Scores`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Framing {
    pub(crate) filling: Option<u16>,
    pub(crate) aspect: Option<u16>,
    pub(crate) tilt: Option<i16>,
    /// Thousandths by which opposite sides differ: perspective, as far as four corners tell it.
    perspective: u32,
}

/// Looks for the document in an upright picture at the measuring scale, and says how it lies.
pub(crate) fn judge(look: &AnalysisImage, policy: &Policy, report: &mut Report) -> Framing {
    let small = look.colours.clone().within(outline::SIDE);
    let Some(document) = outline::find_doubtful(&small) else {
        return Framing::default();
    };
    let framing = measure(&document, look.colours.size());
    if !document.is_sure && !fits(&document, framing, policy) {
        return Framing::default();
    }
    let is_small = framing.filling.is_some_and(|filling| filling < FILLS);
    let place = Place::of(Some(corners(&document)));
    if shadow::is_part_of_a_page(look, place, is_small)
        || glare::is_mistaken_for_document(look, place)
    {
        return Framing::default();
    }
    report.outline = Some(corners(&document));
    report.findings.extend(findings(&document, framing, policy));
    framing
}

/// Whether what may be the document, or something on it, has just the shape expected.
fn fits(document: &Document, framing: Framing, policy: &Policy) -> bool {
    match (framing.aspect, policy.shape.aspect()) {
        (Some(is), Some(wanted)) => {
            let (is, wanted) = (u32::from(is), u32::from(wanted));
            is.abs_diff(wanted) * 1000 <= wanted * LIKE
        }
        _ => document.confidence >= LIKELY,
    }
}

/// The corners as far as they lie in the picture: where the editor begins.
pub(crate) fn corners(document: &Document) -> Quad {
    document.corners.map(|corner| Point {
        x: corner.x.clamp(0.0, 1.0),
        y: corner.y.clamp(0.0, 1.0),
    })
}

/// Measures a document found in a picture of this size.
pub(crate) fn measure(document: &Document, size: Size) -> Framing {
    let area = |corners: &Quad| {
        let [a, b, c, d] = corners;
        ((c.x - a.x) * (d.y - b.y) - (c.y - a.y) * (d.x - b.x)) / 2.0
    };
    let filling = (area(&corners(document)) * 1000.0 + 0.5).clamp(0.0, 1000.0) as u16;
    if document.open.contains(&true) {
        return Framing {
            filling: Some(filling),
            ..Framing::default()
        };
    }
    let points = document
        .corners
        .map(|at| (at.x * size.width as f32, at.y * size.height as f32));
    let side = |at: usize| {
        let (from, to) = (points[at], points[(at + 1) % 4]);
        (to.0 - from.0, to.1 - from.1)
    };
    let [top, right, bottom, left] = [side(0), side(1), side(2), side(3)];
    let length = |(x, y): (f32, f32)| (x * x + y * y).sqrt().max(1.0);
    let [a, b, c, d] = [top, right, bottom, left].map(length);
    let (across, down) = (a + c, b + d);
    let aspect = across.max(down) * 1000.0 / across.min(down);
    let differs = |one: f32, other: f32| one.max(other) / one.min(other);
    let perspective = (differs(a, c).max(differs(b, d)) - 1.0) * 1000.0;
    // The four sides as if all of them were the upper one; perspective cancels out.
    let along = (
        top.0 - bottom.0 + right.1 - left.1,
        top.1 - bottom.1 - right.0 + left.0,
    );
    Framing {
        filling: Some(filling),
        aspect: Some(aspect.clamp(0.0, 65_000.0) as u16),
        tilt: Some(tenths(along)),
        perspective: perspective.clamp(0.0, 10_000.0) as u32,
    }
}

/// The direction of a vector in tenths of a degree, clockwise positive as the picture is seen, up to half a right
/// angle.
fn tenths((x, y): (f32, f32)) -> i16 {
    // Cosine and sine of a tenth of a degree: turned on by it until the vector is reached.
    const STEP: (f64, f64) = (0.999_998_476_913_287_7, 0.001_745_328_365_898_308_8);
    let (x, y) = (f64::from(x), f64::from(y));
    let (mut cosine, mut sine) = STEP;
    let mut tenths = 0;
    // Half a step beyond, so that the nearest is taken.
    while tenths < 450 && y.abs() * 2.0 * cosine > x * 2.0 * sine {
        (cosine, sine) = (
            cosine * STEP.0 - sine * STEP.1,
            sine * STEP.0 + cosine * STEP.1,
        );
        tenths += 1;
    }
    if y < 0.0 { -tenths } else { tenths }
}

/// What the measurements mean under this policy.
pub(crate) fn findings(document: &Document, framing: Framing, policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(cut_off(document, framing.filling.unwrap_or(0), policy));
    let severity = |strict: Strictness, is_doubtful, is_bad| {
        if is_bad {
            strict.of_bad()
        } else if is_doubtful {
            strict.of_doubtful()
        } else {
            None
        }
    };
    if let Some(filling) = framing.filling {
        let severity = severity(policy.filling, filling < FILLS, filling < FILLS_HARDLY);
        findings.extend(
            Finding::when_checked(Code::SmallInFrame, severity)
                .map(|finding| finding.measured(filling.into(), FILLS.into())),
        );
    }
    if let Some(tilt) = framing.tilt {
        let tilt = tilt.unsigned_abs();
        let severity = severity(policy.tilt, tilt > STRAIGHT, tilt > ASKEW);
        findings.extend(
            Finding::when_checked(Code::Tilted, severity)
                .map(|finding| finding.measured(tilt.into(), STRAIGHT.into())),
        );
    }
    if let (Some(is), Some(wanted)) = (framing.aspect, policy.shape.aspect()) {
        let (is, wanted) = (u32::from(is), u32::from(wanted));
        let off_from = |wanted: u32| {
            (is.abs_diff(wanted) * 1000 / wanted).saturating_sub(framing.perspective / LEANING)
        };
        let spread = policy.shape.spread().filter(|_| policy.spread);
        let off = spread.map_or(off_from(wanted), |spread| {
            off_from(spread.into()).min(off_from(wanted))
        });
        let severity = severity(policy.outline, off > LIKE, off > UNLIKE);
        findings.extend(
            Finding::when_checked(Code::WrongShape, severity)
                .map(|finding| finding.measured(is, wanted)),
        );
    }
    findings
}

/// What the slope of lines means where no outline was found: a page without a rim, or a scan, whose paper is as white
/// as can be and which nobody held by hand. Never more than a warning.
pub(crate) fn askew(slope: i16, middle: u8, policy: &Policy) -> Option<Finding> {
    let is_scan = middle >= SCANNED;
    let straight = if is_scan {
        SCANNED_STRAIGHT
    } else {
        LINES_STRAIGHT
    };
    let slope = slope.unsigned_abs();
    let severity = (slope > straight)
        .then(|| policy.tilt.of_doubtful())
        .flatten();
    Finding::when_checked(Code::Tilted, severity)
        .map(|finding| finding.measured(slope.into(), straight.into()))
}

fn cut_off(document: &Document, filling: u16, policy: &Policy) -> Option<Finding> {
    let corners = &document.corners;
    let out = |at: Point| {
        let outside = |at: f32| (-at).max(at - 1.0);
        outside(at.x).max(outside(at.y))
    };
    let open = document.open.iter().filter(|open| **open).count();
    let (side, is_bad) = if open > 0 {
        if filling > WHOLE {
            // Cut to its own rim, as scanners do it.
            return None;
        }
        // Two open sides leave little to be sure of.
        (document.open.iter().position(|open| *open)?, open == 1)
    } else {
        let farthest = (0..4).fold(0, |far, at| {
            if out(corners[at]) > out(corners[far]) {
                at
            } else {
                far
            }
        });
        let by = out(corners[farthest]);
        if by < OUTSIDE {
            return None;
        }
        let region = around(corners[farthest], corners[farthest]);
        let severity = if by < FAR_OUTSIDE {
            policy.edges.of_doubtful()
        } else {
            policy.edges.of_bad()
        };
        return Finding::when_checked(Code::CutOff, severity).map(|finding| Finding {
            region: Some(region),
            ..finding
        });
    };
    let severity = if is_bad {
        policy.edges.of_bad()
    } else {
        policy.edges.of_doubtful()
    };
    Finding::when_checked(Code::CutOff, severity).map(|finding| Finding {
        region: Some(around(corners[side], corners[(side + 1) % 4])),
        ..finding
    })
}

/// The strip of the picture around the line between two places, as far as it lies inside.
fn around(from: Point, to: Point) -> Region {
    let range = |a: f32, b: f32| {
        let (low, high) = (a.min(b) - STRIP, a.max(b) + STRIP);
        (low.clamp(0.0, 1.0 - STRIP), high.clamp(STRIP, 1.0))
    };
    let ((left, right), (top, bottom)) = (range(from.x, to.x), range(from.y, to.y));
    Region {
        left,
        top,
        width: right - left,
        height: bottom - top,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;

    const SIZE: Size = Size {
        width: 1000,
        height: 800,
    };

    fn document(corners: [(f32, f32); 4]) -> Document {
        Document {
            corners: corners.map(|(x, y)| Point { x, y }),
            open: [false; 4],
            confidence: 900,
            is_sure: true,
        }
    }

    #[test]
    fn a_level_sheet_has_its_area_its_sides_and_no_tilt() {
        let framing = measure(
            &document([(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)]),
            SIZE,
        );
        assert_eq!((framing.filling, framing.aspect), (Some(640), Some(1250)));
        assert_eq!((framing.tilt, framing.perspective), (Some(0), 0));
    }

    #[test]
    fn tilt_is_told_to_a_tenth_of_a_degree_either_way() {
        for (vector, expected) in [
            ((1000.0, 0.0), 0),
            ((1000.0, 87.49), 50),
            ((1000.0, -87.49), -50),
            ((1000.0, 176.33), 100),
            ((1000.0, 1000.0), 450),
            ((0.0, 5.0), 450),
        ] {
            assert!(
                (tenths(vector) - expected).abs() <= 1,
                "{vector:?}: {}",
                tenths(vector)
            );
        }
    }

    #[test]
    fn perspective_is_no_wrong_shape() {
        // A sheet of A4 whose far edge looks a fifth shorter, and lower for it.
        let leaning = document([(0.18, 0.15), (0.82, 0.15), (0.9, 0.85), (0.1, 0.85)]);
        let policy = Policy {
            shape: Shape::Sheet,
            ..Policy::default()
        };
        assert_eq!(findings(&leaning, measure(&leaning, SIZE), &policy), []);
        let square = document([(0.1, 0.1), (0.74, 0.1), (0.74, 0.9), (0.1, 0.9)]);
        let found = findings(&square, measure(&square, SIZE), &policy);
        assert_eq!(
            found.iter().map(|it| it.code).collect::<Vec<_>>(),
            [Code::WrongShape]
        );
        let any = Policy::default();
        assert_eq!(findings(&square, measure(&square, SIZE), &any), []);
    }

    #[test]
    fn a_booklet_that_lies_open_is_taken_where_the_material_says_so() {
        // 286 × 105 mm.
        let open = document([(0.05, 0.3), (0.95, 0.3), (0.95, 0.713), (0.05, 0.713)]);
        let page = Policy {
            shape: Shape::Booklet,
            ..Policy::default()
        };
        let spread = Policy {
            spread: true,
            ..page.clone()
        };
        let is_told = |policy: &Policy| {
            let found = findings(&open, measure(&open, SIZE), policy);
            found.iter().any(|it| it.code == Code::WrongShape)
        };
        assert!(is_told(&page));
        assert!(!is_told(&spread));
        let card = Policy {
            shape: Shape::Card,
            ..spread
        };
        assert!(is_told(&card), "a card has no second page");
    }
}
