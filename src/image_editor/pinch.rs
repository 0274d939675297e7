//! The pointers in the editor: one pans what is enlarged, two enlarge it, two quick taps enlarge and go back.
//! Computed from their positions and times alone; no page, no clock.

/// On the screen, in pixels.
pub(super) type Point2 = (f32, f32);

/// A finger that wanders less than this has tapped, in pixels.
const STILL: f32 = 10.0;
/// Two taps no further apart than this are at one point, in pixels.
const NEAR: f32 = 40.0;
/// Two taps no further apart than this are one gesture, in milliseconds.
const QUICK: f64 = 350.0;

#[derive(Clone, Copy, PartialEq)]
struct Finger {
    pointer: i32,
    began: Point2,
    at: Point2,
}

/// What moving a finger asks for: larger or smaller by a factor about a point, and panned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pinch {
    pub(super) factor: f32,
    pub(super) about: Point2,
    pub(super) by: Point2,
}

#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Fingers {
    down: [Option<Finger>; 2],
    /// Where and when the last tap was, in pixels and milliseconds.
    tap: Option<(Point2, f64)>,
}

impl Fingers {
    pub(super) fn count(&self) -> usize {
        self.down.iter().flatten().count()
    }

    /// A third finger is ignored.
    pub(super) fn press(&mut self, pointer: i32, at: Point2) {
        self.lift(pointer);
        if let Some(free) = self.down.iter_mut().find(|finger| finger.is_none()) {
            let began = at;
            *free = Some(Finger { pointer, began, at });
        }
    }

    pub(super) fn move_to(&mut self, pointer: i32, to: Point2) -> Option<Pinch> {
        let other = self.down.iter().flatten();
        let other = other
            .copied()
            .find(|finger| finger.pointer != pointer)
            .map(|finger| finger.at);
        let mut down = self.down.iter_mut().flatten();
        let finger = down.find(|finger| finger.pointer == pointer)?;
        let before = std::mem::replace(&mut finger.at, to);
        let by = (to.0 - before.0, to.1 - before.1);
        let Some(other) = other else {
            return Some(Pinch {
                factor: 1.0,
                about: to,
                by,
            });
        };
        Some(Pinch {
            factor: apart(to, other) / apart(before, other).max(1.0),
            about: ((before.0 + other.0) / 2.0, (before.1 + other.1) / 2.0),
            by: (by.0 / 2.0, by.1 / 2.0),
        })
    }

    pub(super) fn lift(&mut self, pointer: i32) {
        for finger in &mut self.down {
            *finger = finger.filter(|finger| finger.pointer != pointer);
        }
    }

    /// Lifts a finger at a time; whether that was the second of two taps.
    pub(super) fn tap(&mut self, pointer: i32, time: f64) -> bool {
        let alone = self.count() == 1;
        let lifted = self.down.iter().flatten().copied();
        let lifted = lifted.into_iter().find(|finger| finger.pointer == pointer);
        self.lift(pointer);
        let before = self.tap.take();
        let Some(finger) = lifted.filter(|finger| alone && apart(finger.began, finger.at) < STILL)
        else {
            return false;
        };
        if before.is_some_and(|(at, then)| apart(at, finger.at) < NEAR && time - then < QUICK) {
            return true;
        }
        self.tap = Some((finger.at, time));
        false
    }
}

fn apart(one: Point2, other: Point2) -> f32 {
    let (across, down) = (one.0 - other.0, one.1 - other.1);
    (across * across + down * down).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fingers_enlarge_about_their_middle() {
        let mut fingers = Fingers::default();
        fingers.press(1, (100.0, 100.0));
        fingers.press(2, (200.0, 100.0));
        let pinch = Pinch {
            factor: 2.0,
            about: (150.0, 100.0),
            by: (50.0, 0.0),
        };
        assert_eq!(fingers.move_to(2, (300.0, 100.0)), Some(pinch));
        // The one that stays moves the picture.
        fingers.lift(1);
        let moved = fingers.move_to(2, (290.0, 105.0));
        assert_eq!(
            moved.map(|it| (it.factor, it.by)),
            Some((1.0, (-10.0, 5.0)))
        );
        fingers.lift(2);
        assert_eq!(fingers.move_to(2, (0.0, 0.0)), None);
    }

    #[test]
    fn only_two_quick_taps_at_one_place_are_a_gesture() {
        let mut fingers = Fingers::default();
        let mut tap = |at: Point2, time: f64| {
            fingers.press(1, at);
            fingers.tap(1, time)
        };
        assert!(!tap((50.0, 50.0), 0.0));
        assert!(tap((55.0, 48.0), 200.0));
        // The third one begins anew.
        assert!(!tap((55.0, 48.0), 300.0));
        assert!(!tap((55.0, 48.0), 900.0));
        assert!(!tap((155.0, 48.0), 1000.0));
        fingers.press(1, (155.0, 48.0));
        fingers.move_to(1, (180.0, 48.0));
        assert!(!fingers.tap(1, 1100.0), "it was drawn, not tapped");
    }
}
