//! A finger that holds a document and lies over a part of it: round in its section and at its end, lit from one side,
//! with a nail, creases, and the shadow that it throws on what is below.

use crate::rng::{Rng, hash, value_noise};
use crate::{Picture, Sample};

/// Levels of skin in white light, from light to dark.
const TONES: [[f32; 3]; 6] = [
    [236.0, 197.0, 174.0],
    [224.0, 180.0, 154.0],
    [206.0, 160.0, 136.0],
    [186.0, 138.0, 112.0],
    [150.0, 104.0, 80.0],
    [104.0, 70.0, 53.0],
];
/// A nail in the same light.
const NAIL: [f32; 3] = [240.0, 200.0, 188.0];
/// Level of white paper in white light.
const PAPER: f32 = 244.0;

/// Where a finger lies, in parts of the longer side of the picture from its middle.
#[derive(Clone, Copy, Debug)]
pub struct Finger {
    /// Its end.
    pub tip: [f32; 2],
    /// Where its end points, in degrees clockwise from rightwards. It goes on backwards beyond the picture.
    pub turn: f32,
    /// How broad it is near its end.
    pub breadth: f32,
    /// Of which skin it is, and its small unevenness.
    pub seed: u64,
}

impl Finger {
    /// How far a place is outside of it (negative: inside), `back` from its end and `aside` from its axis, and its half
    /// breadth there. In half breadths of its end.
    fn beyond(back: f32, aside: f32) -> (f32, f32) {
        /// The end is a little longer than half a circle.
        const END: f32 = 1.1;
        if back < END {
            let along = (END - back) / END;
            let half = (1.0 - along * along).max(0.0).sqrt();
            return (along.hypot(aside) - 1.0, half);
        }
        // Narrower before the joint, broader at it and towards the palm.
        let before = (1.0 - ((back - 2.4) / 1.2).powi(2)).max(0.0);
        let half = 1.0 - 0.07 * before + 0.05 * (back - 3.0).clamp(0.0, 8.0);
        (aside.abs() - half, half)
    }

    /// Light that comes back from a place inside, by channel.
    fn colour(&self, back: f32, aside: f32, half: f32) -> [f32; 3] {
        let mut rng = Rng::from_seed(self.seed);
        let tone = TONES[rng.below(TONES.len() as u64) as usize];
        let side = rng.between(-0.12, 0.12);
        let across = (aside / half.max(0.05)).clamp(-1.0, 1.0);
        let front = (1.0 - across * across).sqrt();
        let uneven = value_noise(back * 5.0, aside * 5.0, self.seed) - 0.5;
        let mut light = 0.64 + 0.38 * front + side * across + 0.05 * uneven;
        for crease in [2.7_f32, 3.0, 3.4] {
            let bent = back - crease - 0.12 * across * across;
            light *= 1.0 - 0.08 * (1.0 - (bent / 0.06).powi(2)).max(0.0);
        }
        // Light goes a little way through skin and comes back redder where it lies aslant.
        let skin = [1.0, 0.95 + 0.05 * front, 0.93 + 0.07 * front];
        let nail = ((back - 0.95) / 0.72).hypot(aside / 0.62);
        let is_nail = ((1.0 - nail) / 0.08).clamp(0.0, 1.0);
        let rim = (1.0 - ((nail - 1.0) / 0.08).powi(2)).max(0.0);
        let gleam = (1.0 - ((back - 0.8) / 0.35).hypot((aside + 0.2) / 0.12)).max(0.0);
        [0, 1, 2].map(|channel| {
            let own = tone[channel] * skin[channel];
            let nailed = 0.55 * own + 0.45 * NAIL[channel] * (tone[0] / TONES[0][0]);
            let level = own + (nailed - own) * is_nail;
            level * light * (1.0 - 0.12 * rim) + 40.0 * gleam * is_nail
        })
    }
}

impl Sample {
    /// A finger that comes in over the nearest side and ends on print, or, mildly, soon after the side.
    pub(crate) fn held(&self, is_mild: bool, rng: &mut Rng) -> Finger {
        /// How broad a finger is, in millimetres, and the most of its length that is seen, in breadths.
        const BREADTH: (f32, f32) = (16.0, 21.0);
        const LONGEST: f32 = 3.2;
        let (width, height) = self.document.size();
        let print = self.document.print();
        let (u, v) = print[rng.below(print.len() as u64) as usize];
        let (x, y) = (u * width, v * height);
        let breadth = rng.between(BREADTH.0, BREADTH.1);
        // How far the sides are, and which way the finger points that comes in over each.
        let sides = [
            (x, 0.0_f32),
            (y, 90.0),
            (width - x, 180.0),
            (height - y, 270.0),
        ];
        let (far, inwards) =
            sides.into_iter().fold(
                (f32::MAX, 0.0),
                |least, side| {
                    if side.0 < least.0 { side } else { least }
                },
            );
        let deep = if is_mild {
            breadth * rng.between(0.55, 0.8)
        } else {
            (far + breadth * 0.3).clamp(breadth, breadth * LONGEST)
        };
        let (across, down) = (inwards.to_radians().cos(), inwards.to_radians().sin());
        let tip = [x + (deep - far) * across, y + (deep - far) * down];
        let (sine, cosine) = (inwards + rng.between(-25.0, 25.0)).to_radians().sin_cos();
        let behind = [tip[0] - breadth * cosine, tip[1] - breadth * sine];
        let [tip, behind] = [tip, behind].map(|[x, y]| self.place(x / width, y / height));
        let (along, aside) = (tip[0] - behind[0], tip[1] - behind[1]);
        Finger {
            tip,
            turn: aside.atan2(along).to_degrees(),
            breadth: along.hypot(aside),
            seed: rng.next_u64(),
        }
    }
}

impl Picture {
    /// With a finger on it, in the light of the picture: as bright and of the tint of its brightest part.
    #[must_use]
    pub fn under_finger(mut self, finger: &Finger) -> Self {
        let light = self.brightest();
        let (width, height) = (self.width(), self.height());
        let side = width.max(height) as f32;
        let (sine, cosine) = finger.turn.to_radians().sin_cos();
        let unit = finger.breadth / 2.0;
        // One and a half pixels of blur at its edge.
        let soft = 1.5 / side / unit;
        for (at, pixel) in self.levels.chunks_exact_mut(3).enumerate() {
            let x = ((at % width) as f32 - width as f32 / 2.0) / side - finger.tip[0];
            let y = ((at / width) as f32 - height as f32 / 2.0) / side - finger.tip[1];
            let back = -(x * cosine + y * sine) / unit;
            let aside = (y * cosine - x * sine) / unit;
            let (beyond, half) = Finger::beyond(back, aside);
            // The lamp stands above, so that the shadow lies a little to one side.
            let (shade, _) = Finger::beyond(back + 0.05, aside - 0.08);
            let dim = 1.0 - 0.4 * (1.0 - shade.max(0.0) / 0.3).clamp(0.0, 1.0).powi(2);
            let cover = (0.5 - beyond / soft).clamp(0.0, 1.0);
            if cover <= 0.0 && dim >= 1.0 {
                continue;
            }
            let colour = finger.colour(back, aside, half);
            let grain = (hash(at as u64 ^ finger.seed << 24) & 0xff) as f32 / 64.0 - 2.0;
            for (channel, level) in pixel.iter_mut().enumerate() {
                let below = f32::from(*level) * dim;
                let skin = colour[channel] * light[channel] / PAPER + grain;
                *level = (below + (skin - below) * cover).clamp(0.0, 255.0) as u8;
            }
        }
        self
    }

    /// Below which nine in ten levels lie, by channel.
    fn brightest(&self) -> [f32; 3] {
        [0, 1, 2].map(|channel| {
            let mut levels: Vec<u8> = (self.levels.iter().copied())
                .skip(channel)
                .step_by(3 * 7)
                .collect();
            levels.sort_unstable();
            let at = levels.len() * 9 / 10;
            levels.get(at).map_or(PAPER, |level| f32::from(*level))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finger_hides_what_is_below_its_end_and_leaves_the_rest() {
        let finger = Finger {
            tip: [0.0, 0.0],
            turn: 0.0,
            breadth: 0.1,
            seed: 3,
        };
        let page = Picture::plain(400, 300, [240; 3]);
        let held = page.under_finger(&finger);
        let [red, green, blue] = held.colour(150, 150);
        assert!(red > green && green > blue, "skin: {red}, {green}, {blue}");
        assert_ne!(held.colour(2, 150), [240; 3], "it comes from outside");
        assert_eq!(held.colour(230, 150), [240; 3]);
        assert_eq!(held.colour(150, 100), [240; 3]);
    }
}
