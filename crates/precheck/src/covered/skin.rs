//! What has the colour of skin, seen in the light that falls on the paper.

use crate::luma::Histogram;

/// Of what belongs to the document, the part that is darker than what is surely paper, in per cent.
const PRINTED: u32 = 60;
/// Least level of paper in each channel.
const SEEN: u8 = 40;

/// Levels of paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper {
    levels: [u8; 3],
}

/// A pixel against paper, in hundredths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    light: u32,
    red_to_green: u32,
    green_to_blue: u32,
    /// Whether it is redder than green and greener than blue in the light that there is.
    is_warm: bool,
}

impl Paper {
    /// The middle colour of the brighter part; nothing where it is too dark to have one.
    pub(super) fn of<'a>(pixels: impl Iterator<Item = &'a [u8; 3]> + Clone) -> Option<Self> {
        let lights: Vec<u8> = pixels.clone().map(|it| light(*it) as u8).collect();
        let bright = Histogram::of(lights.iter()).percentile(PRINTED);
        let paper = pixels.filter(|it| light(**it) as u8 >= bright);
        let levels = [0, 1, 2].map(|channel| {
            let levels: Vec<u8> = paper.clone().map(|it| it[channel]).collect();
            Histogram::of(levels.iter()).percentile(50)
        });
        (levels.iter().all(|it| *it >= SEEN)).then_some(Self { levels })
    }

    pub(super) fn seen(&self, pixel: [u8; 3]) -> Seen {
        // One more so that nothing is divided by 0.
        let [red, green, blue] = [0, 1, 2].map(|channel| {
            (u32::from(pixel[channel]) + 1) * 2560 / (u32::from(self.levels[channel]) + 1)
        });
        Seen {
            light: light(pixel) * 100 / light(self.levels).max(1),
            red_to_green: red * 100 / green.max(1),
            green_to_blue: green * 100 / blue.max(1),
            is_warm: pixel[0] > pixel[1] && u32::from(pixel[1]) + 6 > u32::from(pixel[2]),
        }
    }
}

impl Seen {
    pub(super) fn is_skin(&self) -> bool {
        self.is_warm
            && (18..=104).contains(&self.light)
            && (113..=215).contains(&self.red_to_green)
            && (98..=190).contains(&self.green_to_blue)
            && self.redness() >= 120
    }

    pub(super) fn is_paper(&self) -> bool {
        self.light >= 55
            && (88..=112).contains(&self.red_to_green)
            && (80..=118).contains(&self.green_to_blue)
    }

    /// Red by blue.
    pub(super) fn redness(&self) -> u16 {
        (self.red_to_green * self.green_to_blue / 100).min(1000) as u16
    }
}

/// ITU-R BT.601, in 256ths.
fn light([red, green, blue]: [u8; 3]) -> u32 {
    (77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) >> 8
}
