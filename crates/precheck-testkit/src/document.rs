//! The documents that residents photograph, each as a flat sheet of its real size. All of them say nothing.

mod card;
mod certificate;
mod page;
mod receipt;
mod register;

use crate::rng::Rng;
use crate::sheet::Sheet;

/// Ink of print and of seals.
const BLACK: [u8; 3] = [38, 36, 40];
const RED: [u8; 3] = [196, 38, 44];

/// What lies before the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// A sheet of A4 full of print, 210 × 297 mm.
    Page,
    /// A sheet of A4 with a heading, a few lines and a place to sign.
    SparsePage,
    /// The side of an identity card with the portrait, 85.6 × 54 mm.
    CardFront,
    /// The side with the emblem.
    CardBack,
    /// A page of the household register, 143 × 105 mm: a ruled table.
    Register,
    /// A certificate with a border, a heading and a red seal, 297 × 210 mm.
    Certificate,
    /// A till receipt, 58 × 140 mm.
    Receipt,
    /// A sheet of A4 with nothing on it.
    Blank,
    /// The household register lying open: two of its pages side by side, bound at the short side.
    OpenRegister,
}

impl Document {
    /// All on which something stands.
    pub const WRITTEN: [Self; 7] = [
        Self::Page,
        Self::SparsePage,
        Self::CardFront,
        Self::CardBack,
        Self::Register,
        Self::Certificate,
        Self::Receipt,
    ];

    /// Width and height in millimetres.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::Page | Self::SparsePage | Self::Blank => (210.0, 297.0),
            Self::CardFront | Self::CardBack => (85.6, 54.0),
            Self::Register => (143.0, 105.0),
            Self::OpenRegister => (286.0, 105.0),
            Self::Certificate => (297.0, 210.0),
            Self::Receipt => (58.0, 140.0),
        }
    }

    /// Height of the characters of its body in millimetres.
    #[must_use]
    pub fn character(self) -> f32 {
        match self {
            Self::Page | Self::SparsePage | Self::Blank => 4.2,
            Self::CardFront | Self::CardBack => 2.6,
            Self::Register | Self::OpenRegister => 3.4,
            Self::Certificate => 5.6,
            Self::Receipt => 2.5,
        }
    }

    /// Places, in fractions of width and height, where print stands.
    #[must_use]
    pub fn print(self) -> &'static [(f32, f32)] {
        match self {
            Self::Page => &[(0.3, 0.25), (0.6, 0.4), (0.4, 0.6), (0.6, 0.8)],
            Self::SparsePage => &[(0.5, 0.125), (0.35, 0.23), (0.55, 0.25)],
            Self::CardFront => &[(0.3, 0.15), (0.3, 0.42), (0.4, 0.53), (0.55, 0.85)],
            Self::CardBack => &[(0.6, 0.2), (0.55, 0.38), (0.5, 0.7), (0.5, 0.84)],
            Self::Register => &[(0.3, 0.25), (0.4, 0.5), (0.65, 0.6), (0.3, 0.8)],
            Self::OpenRegister => &[(0.15, 0.25), (0.2, 0.5), (0.825, 0.6), (0.65, 0.8)],
            Self::Certificate => &[(0.5, 0.18), (0.3, 0.5), (0.35, 0.74), (0.74, 0.76)],
            Self::Receipt => &[(0.4, 0.15), (0.35, 0.4), (0.7, 0.5), (0.5, 0.83)],
            Self::Blank => &[(0.5, 0.5)],
        }
    }

    /// Radius of its corners in millimetres.
    pub(crate) fn rounding(self) -> f32 {
        match self {
            Self::CardFront | Self::CardBack => 3.2,
            _ => 0.0,
        }
    }

    pub(crate) fn draw(self, density: f32, seed: u64, lettering: Option<&str>) -> Sheet {
        let mut rng = Rng::from_seed(seed ^ 0xD0C);
        let (width, height) = self.size();
        let tone = rng.below(14) as u8;
        let paper = match self {
            Self::CardFront | Self::CardBack => [226 - tone, 234 - tone, 236 - tone],
            Self::Register | Self::OpenRegister => [238 - tone, 232 - tone, 218 - tone],
            Self::Receipt => [244 - tone, 244 - tone, 242 - tone],
            _ => [246 - tone, 244 - tone, 238 - tone],
        };
        let mut sheet = Sheet::blank(width, height, density, paper);
        match self {
            Self::Page => page::full(&mut sheet, &mut rng),
            Self::SparsePage => page::sparse(&mut sheet, &mut rng),
            Self::CardFront => card::front(&mut sheet, lettering, &mut rng),
            Self::CardBack => card::back(&mut sheet, lettering, &mut rng),
            Self::Register => register::draw(&mut sheet, 0.0, &mut rng),
            Self::OpenRegister => register::open(&mut sheet, &mut rng),
            Self::Certificate => certificate::draw(&mut sheet, &mut rng),
            Self::Receipt => receipt::draw(&mut sheet, &mut rng),
            Self::Blank => {}
        }
        sheet
    }
}
