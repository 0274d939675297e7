//! The hint for someone who holds a document before the camera, and when the shot is made by itself.
//! Computed from one check of a frame and the one before; no clock, no camera.

use precheck_types::{FrameReport, Point, Quad};

/// The hint on the viewfinder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hint {
    /// No document is made out, or none of the shape that is wanted.
    #[default]
    Looking,
    Dark,
    Bright,
    Glare,
    /// A corner is at the edge of the picture or beyond it.
    Corners,
    Closer,
    /// It moves, or the lens is still looking for its focus.
    Still,
    Good,
}

/// The longer way across the document, as a share of the picture, that lets its print be read.
const NEAR: f32 = 0.6;
/// A corner nearer than this to the edge of the picture may lie beyond it.
const MARGIN: f32 = 0.01;
/// How far a corner may wander between two frames of a document held still.
const STEADY: f32 = 0.025;
/// Sharpness of a film in focus, in thousandths; films are softer than photographs.
const SHARP: u16 = 70;
/// Good frames in a row before the shot is made: at three a second, one second.
const ENOUGH: u8 = 3;

/// What is remembered between two frames.
#[derive(Debug, Default)]
pub(super) struct AutoCapture {
    last: Option<Quad>,
    good: u8,
}

impl AutoCapture {
    /// The hint after this frame, and whether to shoot now.
    pub(super) fn see(&mut self, report: &FrameReport) -> (Hint, bool) {
        let hint = self.hint(report);
        self.last = report.outline;
        self.good = if hint == Hint::Good { self.good + 1 } else { 0 };
        let shoot = self.good >= ENOUGH;
        if shoot {
            self.good = 0;
        }
        (hint, shoot)
    }

    fn hint(&self, report: &FrameReport) -> Hint {
        if report.dark {
            return Hint::Dark;
        }
        if report.bright {
            return Hint::Bright;
        }
        let Some(outline) = report.outline else {
            return Hint::Looking;
        };
        if report.is_cut || outline.iter().any(is_at_the_edge) {
            return Hint::Corners;
        }
        if !report.fits {
            return Hint::Looking;
        }
        if extent(&outline) < NEAR {
            return Hint::Closer;
        }
        if report.glare {
            return Hint::Glare;
        }
        let is_steady = self
            .last
            .is_some_and(|last| wandered(&last, &outline) < STEADY);
        let is_sharp = report.sharpness.is_none_or(|sharpness| sharpness >= SHARP);
        if is_steady && is_sharp {
            Hint::Good
        } else {
            Hint::Still
        }
    }
}

fn is_at_the_edge(corner: &Point) -> bool {
    let is_outside = |at: f32| !(MARGIN..=1.0 - MARGIN).contains(&at);
    is_outside(corner.x) || is_outside(corner.y)
}

/// The greater of width and height, as shares of the picture's.
fn extent(outline: &Quad) -> f32 {
    let span = |of: fn(&Point) -> f32| {
        let (low, high) = outline
            .iter()
            .map(of)
            .fold((f32::MAX, f32::MIN), |(low, high), at| {
                (low.min(at), high.max(at))
            });
        high - low
    };
    span(|corner| corner.x).max(span(|corner| corner.y))
}

fn wandered(before: &Quad, now: &Quad) -> f32 {
    let pairs = before.iter().zip(now);
    pairs.fold(0.0, |most, (before, now)| {
        most.max((before.x - now.x).abs())
            .max((before.y - now.y).abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(left: f32, width: f32) -> FrameReport {
        let at = |x, y| Point { x, y };
        let right = left + width;
        FrameReport {
            outline: Some([at(left, 0.3), at(right, 0.3), at(right, 0.6), at(left, 0.6)]),
            fits: true,
            sharpness: Some(120),
            ..FrameReport::default()
        }
    }

    #[test]
    fn a_card_held_still_is_photographed_after_a_second() {
        let mut auto_capture = AutoCapture::default();
        assert_eq!(auto_capture.see(&card(0.1, 0.8)), (Hint::Still, false));
        assert_eq!(auto_capture.see(&card(0.11, 0.8)), (Hint::Good, false));
        assert_eq!(auto_capture.see(&card(0.1, 0.8)), (Hint::Good, false));
        assert_eq!(auto_capture.see(&card(0.1, 0.8)), (Hint::Good, true));
    }

    #[test]
    fn a_hand_that_moves_begins_again() {
        let mut auto_capture = AutoCapture::default();
        for _ in 0..3 {
            auto_capture.see(&card(0.1, 0.8));
        }
        assert_eq!(auto_capture.see(&card(0.16, 0.8)), (Hint::Still, false));
        assert_eq!(auto_capture.see(&card(0.16, 0.8)), (Hint::Good, false));
    }

    #[test]
    fn each_trouble_has_its_hint() {
        let mut auto_capture = AutoCapture::default();
        let mut say = |report: FrameReport| auto_capture.see(&report).0;
        assert_eq!(say(FrameReport::default()), Hint::Looking);
        assert_eq!(
            say(FrameReport {
                fits: false,
                ..card(0.1, 0.8)
            }),
            Hint::Looking
        );
        assert_eq!(say(card(0.3, 0.4)), Hint::Closer);
        assert_eq!(say(card(-0.02, 0.8)), Hint::Corners);
        assert_eq!(
            say(FrameReport {
                dark: true,
                ..card(0.1, 0.8)
            }),
            Hint::Dark
        );
        assert_eq!(
            say(FrameReport {
                glare: true,
                ..card(0.1, 0.8)
            }),
            Hint::Glare
        );
        assert_eq!(
            say(FrameReport {
                bright: true,
                ..card(0.1, 0.8)
            }),
            Hint::Bright
        );
        assert_eq!(
            say(FrameReport {
                sharpness: Some(40),
                ..card(0.1, 0.8)
            }),
            Hint::Still
        );
    }
}
