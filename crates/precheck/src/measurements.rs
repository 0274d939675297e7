//! What a check measures, one by one: for benchmarks of where the time goes, and for choosing thresholds and weights.

use crate::analysis_image::{AnalysisImage, CloseUp, Place};
use crate::decode::Coding;
use crate::direction::characters;
use crate::raster::Raster;
use crate::{
    Format, Quad, Rotation, Shape, blank, container, covered, decode, direction, exposure, framing,
    glare, noise, outline, perceptual_hash, screen, shadow, sharpness, text_height,
};

/// A JPEG decoded to all of its pixels, upright.
pub struct Decoded {
    raster: Raster,
    coding: Coding,
}

/// A picture at the scale of the checks, and parts of it as they are.
pub struct Looked {
    look: AnalysisImage,
    close_ups: Vec<CloseUp>,
    even: Vec<CloseUp>,
    place: Place,
    corners: Option<Quad>,
}

/// A measurement by its name; the number is there so that nothing is optimised away.
pub type Step = (&'static str, fn(&Looked) -> u32);

/// What is measured on every picture.
pub const STEPS: [Step; 12] = [
    ("outline of the document", |it| {
        let small = it.look.colours.clone().within(outline::SIDE);
        outline::find(&small).map_or(0, |it| it.confidence.into())
    }),
    ("direction of the text", |it| {
        let direction = direction::measure(&it.look, it.corners, Shape::Sheet);
        (direction.turn != Rotation::None).into()
    }),
    ("perceptual hash", |it| {
        perceptual_hash::of_picture(&it.look.grey).is_some().into()
    }),
    ("sharpness", |it| {
        let sharpness = sharpness::measure(&it.look.calm);
        sharpness.overall.map_or(0, u32::from)
    }),
    ("exposure", |it| {
        exposure::measure(&it.look.calm, it.place).contrast.into()
    }),
    ("noise", |it| noise::measure(&it.look).into()),
    ("glare", |it| {
        glare::measure(&it.look, it.place).share.into()
    }),
    ("shadow", |it| {
        shadow::measure(&it.look, it.place, false).into()
    }),
    ("finger on it", |it| {
        covered::measure(&it.look, it.place).is_some().into()
    }),
    ("blank", |it| blank::measure(&it.look, it.place)),
    ("height of print", |it| {
        text_height::measure(&it.close_ups, Rotation::None).map_or(0, u32::from)
    }),
    ("pattern of a screen", |it| {
        screen::measure(&it.close_ups, &it.even).into()
    }),
];

impl Decoded {
    #[must_use]
    pub fn of(jpeg: &[u8]) -> Option<Self> {
        let outline = container::outline(Format::Jpeg, jpeg)?;
        let (raster, coding) = decode::decode_coded(Format::Jpeg, jpeg, &outline).ok()?;
        let raster = raster.upright(outline.exif.orientation);
        Some(Self { raster, coding })
    }

    /// Reduced, in grey, freed of noise, and looked at from close by.
    #[must_use]
    pub fn looked(&self) -> Looked {
        let look = AnalysisImage::at(&self.raster, self.coding);
        let document = outline::find(&look.colours.clone().within(outline::SIDE));
        let place = Place::of(None);
        Looked {
            close_ups: CloseUp::of(&self.raster, self.coding, &look, place),
            even: CloseUp::even(&self.raster, self.coding, &look),
            look,
            place,
            corners: document.map(|it| framing::corners(&it)),
        }
    }
}

/// A document that was looked for in a picture.
#[derive(Clone, Copy, Debug)]
pub struct FoundDocument {
    pub corners: Quad,
    /// Which sides run out of the picture.
    pub open: [bool; 4],
    /// In thousandths.
    pub confidence: u16,
}

/// Looks for the document in a picture of so many pixels a row, red, green and blue of each.
#[must_use]
pub fn document_in(width: usize, rgb: &[u8]) -> Option<FoundDocument> {
    let found = outline::find(&raster(width, rgb).within(outline::SIDE))?;
    Some(FoundDocument {
        corners: found.corners,
        open: found.open,
        confidence: found.confidence,
    })
}

/// How strong the strokes of each character of an upright page are, by part and direction: from these the weights of
/// `direction/characters.rs` are learnt.
#[must_use]
pub fn character_strokes(width: usize, rgb: &[u8]) -> Vec<[u32; characters::FEATURES]> {
    let grey = raster(width, rgb).within(1000).grey();
    let ink = direction::Ink::of(&grey);
    let mut all = Vec::new();
    characters::each(&ink, &grey, |strokes| {
        all.push(*strokes);
        true
    });
    all
}

fn raster(width: usize, rgb: &[u8]) -> Raster {
    Raster {
        width,
        height: rgb.len() / 3 / width.max(1),
        channels: 3,
        levels: rgb.to_vec(),
    }
}
