//! Defects laid onto good real photographs, after the optics that make them: shadows and darkness take a share of the
//! light, reflections add to it, defocus and movement spread it, all of it in linear light and not in levels; a screen
//! shows the picture in stripes of red, green and blue, which the camera samples at another pitch, askew and from the
//! side. How strong each is varies, so that a limit can be chosen by its curve.

mod holding;
pub(crate) mod light;
mod screen;

use crate::Picture;
use crate::rng::Rng;
use precheck_types::Code;

use light::{of_level, to_level};

/// One thing that went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LaidOn {
    /// Of the phone that takes the picture, and of the hand that holds it: straight edges, hard or soft.
    PhoneShadow,
    /// Of a hand and an arm, or of a head: round, mostly soft.
    HandShadow,
    /// A lamp mirrored by glossy paper or by plastic: a spot with a soft rim.
    LampReflection,
    /// A window or a strip light: a band.
    WindowReflection,
    /// The disc into which a lens out of focus spreads each point.
    Defocus,
    /// The path of a hand that shakes while the shutter is open.
    Motion,
    /// One side of the print lies outside.
    Cut,
    /// The page lies askew.
    Askew,
    /// Shown on a screen and photographed from it.
    Screen,
    /// Too little light, and the noise that comes with it.
    Dark,
    /// A finger that comes in over the nearest side of the picture and ends on print.
    Finger,
}

impl LaidOn {
    pub const ALL: [Self; 11] = [
        Self::PhoneShadow,
        Self::HandShadow,
        Self::LampReflection,
        Self::WindowReflection,
        Self::Defocus,
        Self::Motion,
        Self::Cut,
        Self::Askew,
        Self::Screen,
        Self::Dark,
        Self::Finger,
    ];
    /// From what a clerk may still take, to what can hardly be read or is plain at once.
    pub const STRENGTHS: [f32; 3] = [0.2, 0.55, 0.9];
    /// From here on no clerk takes it.
    pub const CLEAR: f32 = 0.5;

    /// The findings that tell it as what it is, each of which will do.
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        match self {
            Self::PhoneShadow | Self::HandShadow => &[Code::Shadow],
            Self::LampReflection | Self::WindowReflection => &[Code::Glare],
            Self::Defocus | Self::Motion => &[Code::Blurred, Code::MotionBlurred],
            Self::Cut => &[Code::CutOff],
            Self::Askew => &[Code::Tilted],
            Self::Screen => &[Code::ScreenPhotograph],
            Self::Dark => &[Code::TooDark, Code::Faint],
            Self::Finger => &[Code::Covered],
        }
    }

    /// The picture spoilt so much, from 0 (hardly) to 1; nothing where there is no print to spoil.
    #[must_use]
    pub fn onto(self, picture: &Picture, strength: f32, seed: u64) -> Option<Picture> {
        let mut rng = Rng::from_seed(seed ^ (self as u64) << 40);
        let print = Print::of(picture)?;
        let at = print.somewhere(&mut rng);
        // Where each lies and how it is turned stays the same from one strength to the next.
        let between = |least: f32, most: f32| least + (most - least) * strength;
        let picture = picture.clone();
        let scale = picture.width().max(picture.height()) as f32 / 1000.0;
        Some(match self {
            Self::PhoneShadow => picture.in_shadow(&light::phone(at, &mut rng), between(0.3, 0.85)),
            Self::HandShadow => picture.in_shadow(&light::hand(at, &mut rng), between(0.3, 0.85)),
            Self::LampReflection => {
                let size = between(0.05, 0.13);
                picture.reflecting(&light::lamp(at, size, &mut rng), between(0.7, 6.0))
            }
            Self::WindowReflection => {
                let size = between(0.05, 0.10);
                picture.reflecting(&light::window(at, size, &mut rng), between(0.5, 2.5))
            }
            Self::Defocus => picture.out_of_focus(between(1.0, 4.2) * scale),
            Self::Motion => picture.shaken(between(4.0, 16.0) * scale, &mut rng),
            Self::Cut => print.cut(picture, between(0.05, 0.25), &mut rng),
            Self::Askew => {
                let side = if rng.below(2) == 0 { 1.0 } else { -1.0 };
                picture.askew(side * between(3.0, 16.0))
            }
            Self::Screen => picture.on_a_screen(between(0.25, 0.8), &mut rng),
            Self::Dark => picture.in_the_dark(0.3 * (0.03_f32).powf(strength), seed),
            Self::Finger => picture.under_finger(&print.finger(between(0.05, 0.115), &mut rng)?),
        })
    }
}

/// Where there is print: cells with much contrast, in a grid over the picture.
struct Print {
    cells: Vec<(usize, usize)>,
    /// Those of them that stand on paper, as do all beside them: no grain of a table, no edge of a sheet.
    on_paper: Vec<(usize, usize)>,
    grid: (usize, usize),
    /// Width and height over the longer of both.
    sides: (f32, f32),
}

impl Print {
    /// Of 12 cells along the shorter side.
    fn of(picture: &Picture) -> Option<Self> {
        /// Levels between ink and paper.
        const CONTRAST: u8 = 50;
        /// Hundredths of the brightest cell that a cell of paper has at least.
        const PAPER: u32 = 65;
        let small = picture.clone().reduced(480);
        let (width, height) = (small.width(), small.height());
        let cell = (width.min(height) / 12).max(1);
        let grid = (width / cell, height / cell);
        let dark_and_bright = |(column, row): (usize, usize)| {
            let places = (row * cell..(row + 1) * cell)
                .flat_map(|y| (column * cell..(column + 1) * cell).map(move |x| (x, y)));
            let mut levels: Vec<u8> = places.map(|(x, y)| small.colour(x, y)[1]).collect();
            levels.sort_unstable();
            (levels[levels.len() / 20], levels[levels.len() * 9 / 10])
        };
        let all: Vec<_> = (0..grid.1)
            .flat_map(|row| (0..grid.0).map(move |column| (column, row)))
            .collect();
        let levels: Vec<_> = all.iter().map(|cell| dark_and_bright(*cell)).collect();
        let brightest = levels.iter().map(|it| it.1).max().unwrap_or(0);
        let is_paper = |(column, row): (usize, usize)| {
            u32::from(levels[row * grid.0 + column].1) * 100 >= u32::from(brightest) * PAPER
        };
        let is_inside = |(column, row): (usize, usize)| {
            let around = |at: usize, end: usize| at.saturating_sub(1)..(at + 2).min(end);
            around(row, grid.1)
                .flat_map(|row| around(column, grid.0).map(move |column| (column, row)))
                .all(is_paper)
        };
        let cells: Vec<_> = (all.into_iter().zip(&levels))
            .filter(|(_, (dark, bright))| bright - dark >= CONTRAST)
            .map(|(cell, _)| cell)
            .collect();
        let on_paper = cells.iter().copied().filter(|it| is_inside(*it)).collect();
        let long = width.max(height) as f32;
        let sides = (width as f32 / long, height as f32 / long);
        (!cells.is_empty()).then_some(Self {
            cells,
            on_paper,
            grid,
            sides,
        })
    }

    /// The middle of one of them, from that of the picture, in parts of its longer side.
    fn somewhere(&self, rng: &mut Rng) -> [f32; 2] {
        let (column, row) = self.cells[rng.below(self.cells.len() as u64) as usize];
        [
            ((column as f32 + 0.5) / self.grid.0 as f32 - 0.5) * self.sides.0,
            ((row as f32 + 0.5) / self.grid.1 as f32 - 0.5) * self.sides.1,
        ]
    }

    /// So much of the print lies outside at one side.
    fn cut(&self, picture: Picture, lost: f32, rng: &mut Rng) -> Picture {
        let span = |of: fn(&(usize, usize)) -> usize, cells: usize| {
            let first = self.cells.iter().map(of).min().unwrap_or(0);
            let last = self.cells.iter().map(of).max().unwrap_or(0);
            let from = first as f32 / cells as f32;
            (from, (last + 1) as f32 / cells as f32 - from)
        };
        let (left, width) = span(|it| it.0, self.grid.0);
        let (top, height) = span(|it| it.1, self.grid.1);
        let mut kept = [0.0, 0.0, 1.0, 1.0];
        match rng.below(4) {
            0 => kept[0] = left + width * lost,
            1 => kept[1] = top + height * lost,
            2 => kept[2] = left + width * (1.0 - lost),
            _ => kept[3] = top + height * (1.0 - lost),
        }
        picture.cropped(kept)
    }
}

impl Picture {
    /// Each point spread over a disc of this radius in pixels.
    fn out_of_focus(self, radius: f32) -> Self {
        let reach = radius.ceil() as isize;
        let weight = |x: isize, y: isize| {
            let far = ((x * x + y * y) as f32).sqrt();
            (radius + 0.5 - far).clamp(0.0, 1.0)
        };
        let parts: Vec<_> = (-reach..=reach)
            .flat_map(|y| (-reach..=reach).map(move |x| (x, y, weight(x, y))))
            .filter(|(_, _, weight)| *weight > 0.0)
            .collect();
        self.mixed_as(&parts, of_level, to_level)
    }

    /// Spread along a bent path of about this length in pixels.
    fn shaken(self, length: f32, rng: &mut Rng) -> Self {
        let (sine, cosine) = rng.between(0.0, std::f32::consts::TAU).sin_cos();
        let bend = rng.between(-0.25, 0.25) * length;
        let steps = (length * 2.0) as usize + 2;
        let mut parts: Vec<(isize, isize, f32)> = Vec::new();
        for step in 0..=steps {
            let along = step as f32 / steps as f32;
            let (u, v) = (
                (along - 0.5) * length,
                (along - along * along) * 4.0 * bend - bend,
            );
            let (x, y) = (u * cosine - v * sine, u * sine + v * cosine);
            parts.push((x.round() as isize, y.round() as isize, 1.0));
        }
        self.mixed_as(&parts, of_level, to_level)
    }

    /// Turned clockwise by so many degrees around its middle; the rim goes on outwards.
    fn askew(self, degrees: f32) -> Self {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let (width, height) = (self.width() as f32, self.height() as f32);
        // Large enough that nothing is lost.
        let grown = cosine.abs() + sine.abs() * (width / height).max(height / width) * 0.5;
        let mut levels = Vec::with_capacity(self.levels.len());
        for row in 0..self.height() {
            for column in 0..self.width() {
                let (x, y) = (
                    (column as f32 + 0.5 - width / 2.0) * grown,
                    (row as f32 + 0.5 - height / 2.0) * grown,
                );
                let (u, v) = (x * cosine + y * sine, y * cosine - x * sine);
                levels.extend(self.between_pixels(u + width / 2.0, v + height / 2.0));
            }
        }
        Self::from_levels(self.width(), self.height(), levels)
    }

    /// The colour at a place in pixels, between four of them; beyond the rim that of the rim.
    pub(crate) fn between_pixels(&self, x: f32, y: f32) -> [u8; 3] {
        let (right, bottom) = (self.width() - 1, self.height() - 1);
        let (x, y) = (
            (x - 0.5).clamp(0.0, right as f32),
            (y - 0.5).clamp(0.0, bottom as f32),
        );
        let (left, top) = (x as usize, y as usize);
        let (across, down) = (x - left as f32, y - top as f32);
        let (beside, below) = ((left + 1).min(right), (top + 1).min(bottom));
        let corners = [(left, top), (beside, top), (left, below), (beside, below)];
        let [a, b, c, d] = corners.map(|(x, y)| self.colour(x, y).map(f32::from));
        [0, 1, 2].map(|channel| {
            let upper = a[channel] + (b[channel] - a[channel]) * across;
            let lower = c[channel] + (d[channel] - c[channel]) * across;
            (upper + (lower - upper) * down).round() as u8
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_changes_the_picture_and_more_so_when_stronger() {
        let page = Picture::document(640, 480);
        let differs = |spoilt: &Picture| -> u64 {
            if (spoilt.width(), spoilt.height()) != (page.width(), page.height()) {
                let (is, was) = (
                    spoilt.width() * spoilt.height(),
                    page.width() * page.height(),
                );
                return (was - is) as u64;
            }
            let both = spoilt.rgb().iter().zip(page.rgb());
            both.map(|(a, b)| u64::from(a.abs_diff(*b))).sum()
        };
        for defect in LaidOn::ALL {
            let [weak, strong] = [0.1, 0.9].map(|strength| {
                let spoilt = defect.onto(&page, strength, 3);
                differs(&spoilt.expect("a page has print"))
            });
            assert!(weak > 0, "{defect:?}");
            // A page that lies askew differs from itself as much at any angle.
            assert!(
                strong > weak || defect == LaidOn::Askew,
                "{defect:?}: {weak}, {strong}"
            );
        }
        assert!(
            LaidOn::Cut
                .onto(&Picture::plain(300, 300, [200; 3]), 0.5, 1)
                .is_none()
        );
    }
}
