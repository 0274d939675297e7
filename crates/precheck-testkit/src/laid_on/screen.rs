//! A picture shown on a screen and photographed from it, a little from the side, through a lens that is not quite
//! sharp.

use crate::Picture;
use crate::rng::Rng;
use crate::screen_picture::Screen;

impl Picture {
    /// `strength` from 0 to 1 is how much of the stripes lens and sensor let through.
    pub(super) fn on_a_screen(self, strength: f32, rng: &mut Rng) -> Self {
        let screen = Screen {
            strength,
            pitch: rng.between(1.25, 3.2),
            degrees: rng.between(-6.0, 6.0),
            lean: [rng.between(-0.12, 0.12), rng.between(-0.12, 0.12)],
            light: 0.8,
            mirrored: rng.between(0.004, 0.02),
        };
        self.on_screen(&screen).blurred(rng.between(0.3, 0.7))
    }
}
