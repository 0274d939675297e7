//! The labelled set of portraits: photographs of drawn faces, good ones and such as a card office sends back.
//! Each is made and judged as the app does it: cut where the face asks for it, or where somebody chose to.

use crate::rng::Rng;
use crate::{Face, Picture};
use precheck::{edited, prepare};
use precheck_types::{Code, Edit, Point, Policy, Portrait, Quad, Report};

/// One thing that is wrong with a portrait, so clearly that no office takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PortraitDefect {
    GreyWall,
    ColouredWall,
    OutOfFocus,
    Dark,
    OverExposed,
    SmallFace,
    OffCentre,
    TwoFaces,
    NoFace,
}

/// A photograph, the cut that somebody chose, and what is wrong with it; nothing for a good one.
#[derive(Clone, Debug)]
pub struct PortraitSample {
    pub name: String,
    pub wrong: Option<PortraitDefect>,
    file: Vec<u8>,
    cut: Option<Quad>,
}

impl PortraitDefect {
    pub const ALL: [Self; 9] = [
        Self::GreyWall,
        Self::ColouredWall,
        Self::OutOfFocus,
        Self::Dark,
        Self::OverExposed,
        Self::SmallFace,
        Self::OffCentre,
        Self::TwoFaces,
        Self::NoFace,
    ];

    /// The findings that tell it, each of which will do.
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        match self {
            Self::GreyWall | Self::ColouredWall => &[Code::BackgroundNotWhite],
            Self::OutOfFocus => &[Code::Blurred],
            // A face that is lost in the dark or in the light may not be found at all.
            Self::Dark => &[Code::TooDark, Code::NoFace],
            Self::OverExposed => &[Code::TooBright, Code::NoFace],
            Self::SmallFace => &[Code::HeadTooSmall],
            Self::OffCentre => &[Code::HeadOffCentre],
            Self::TwoFaces => &[Code::SeveralFaces],
            Self::NoFace => &[Code::NoFace],
        }
    }
}

impl PortraitSample {
    /// A good one: before a white wall, in ordinary light, not quite in the middle.
    #[must_use]
    pub fn good(seed: u64) -> Self {
        let mut rng = Rng::from_seed(seed ^ 0x51DE);
        let gain = rng.between(0.93, 1.0);
        let picture = face(&mut rng).photograph();
        let picture = picture
            .lit(gain, (1.0 - gain) * 240.0)
            .noisy(rng.below(4) as u8);
        Self {
            name: format!("portrait {seed}"),
            wrong: None,
            file: picture.to_jpeg(88),
            cut: None,
        }
    }

    /// One with this defect.
    #[must_use]
    pub fn spoilt(defect: PortraitDefect, seed: u64) -> Self {
        let mut rng = Rng::from_seed(seed ^ (defect as u64) << 32 ^ 0x51DE);
        let mut face = face(&mut rng);
        let mut cut = None;
        match defect {
            PortraitDefect::GreyWall => {
                let grey = rng.between(110.0, 185.0);
                face.backdrop = [[grey, grey, grey - 2.0], [grey + 5.0, grey + 4.0, grey]];
            }
            PortraitDefect::ColouredWall => {
                let walls = [
                    [70.0, 140.0, 210.0],
                    [190.0, 60.0, 64.0],
                    [196.0, 178.0, 140.0],
                    [120.0, 170.0, 130.0],
                ];
                face.backdrop = [walls[rng.below(4) as usize]; 2];
            }
            PortraitDefect::SmallFace => cut = Some(around(0.51, 0.55, 1.0)),
            PortraitDefect::TwoFaces => {
                face.eyes = (330.0, 465.0);
                face.face_width = 245.0;
                face.companion = Some((670.0, 450.0));
                cut = Some(around(0.5, 0.5, 1.0));
            }
            _ => {}
        }
        let picture = match defect {
            PortraitDefect::NoFace if seed.is_multiple_of(2) => {
                Picture::plain(900, 1200, [244; 3]).noisy(3)
            }
            PortraitDefect::NoFace => Picture::document(900, 1200),
            _ => face.photograph(),
        };
        let picture = match defect {
            PortraitDefect::OutOfFocus => picture.blurred(rng.between(4.0, 7.0)),
            PortraitDefect::Dark => picture.lit(rng.between(0.06, 0.16), 0.0).noisy(2),
            PortraitDefect::OverExposed => {
                let gain = rng.between(0.05, 0.12);
                picture.lit(gain, 252.0 - gain * 180.0).noisy(1)
            }
            _ => picture,
        };
        let file = picture.to_jpeg(88);
        if defect == PortraitDefect::OffCentre {
            let aside = if rng.below(2) == 0 { 0.12 } else { -0.12 };
            let suggested = prepare(&file, &policy()).original;
            cut = suggested.and_then(|it| it.edit.corners).map(|corners| {
                corners.map(|corner| Point {
                    x: corner.x + aside,
                    ..corner
                })
            });
        }
        Self {
            name: format!("portrait {seed}, {defect:?}"),
            wrong: Some(defect),
            file,
            cut,
        }
    }

    /// What is said of the portrait that is made of it.
    #[must_use]
    pub fn report(&self) -> Report {
        let edit = Edit {
            corners: self.cut,
            ..Edit::default()
        };
        let chosen = self
            .cut
            .and_then(|_| edited(&self.file, &edit, None, &policy()));
        chosen
            .unwrap_or_else(|| prepare(&self.file, &policy()))
            .report
    }
}

fn policy() -> Policy {
    Policy {
        portrait: Some(Portrait::default()),
        ..Policy::default()
    }
}

fn face(rng: &mut Rng) -> Face {
    let white = rng.between(240.0, 250.0);
    Face {
        eyes: (
            450.0 + rng.between(-25.0, 25.0),
            470.0 + rng.between(-20.0, 20.0),
        ),
        face_width: rng.between(285.0, 330.0),
        backdrop: [[white; 3], [white - 4.0; 3]],
        ..Face::before_white()
    }
}

fn around(x: f32, y: f32, width: f32) -> Quad {
    let (left, right) = (x - width / 2.0, x + width / 2.0);
    let (top, bottom) = (y - width / 2.0, y + width / 2.0);
    [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y })
}
