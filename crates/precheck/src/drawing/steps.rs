//! The steps of a check one by one, so that a benchmark can say where the time goes. Numbers come back for nothing but
//! to be used.

use crate::analysis_image::{AnalysisImage, CloseUp, Place};
use crate::decode::Coding;
use crate::raster::Raster;
use crate::{
    Format, Quad, Rotation, Shape, blank, container, decode, direction, exposure, framing, glare,
    noise, outline, screen, shadow, sharpness, text_height,
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
    place: Place,
    corners: Option<Quad>,
}

/// A measurement by its name.
pub type Step = (&'static str, fn(&Looked) -> u32);

/// What is measured on every picture.
pub const STEPS: [Step; 11] = [
    ("outline of the document", |it| {
        let small = it.look.colours.clone().within(outline::SIDE);
        outline::find(&small).map_or(0, |it| it.confidence.into())
    }),
    ("direction of the text", |it| {
        let turn = direction::measure(&it.look, it.corners, Shape::Sheet);
        (turn != Rotation::None).into()
    }),
    ("likeness", |it| {
        crate::perceptual_hash::of_picture(&it.look.grey)
            .is_some()
            .into()
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
    ("shadow", |it| shadow::measure(&it.look, it.place).into()),
    ("blank", |it| blank::measure(&it.look, it.place)),
    ("height of print", |it| {
        text_height::measure(&it.close_ups, crate::Rotation::None).map_or(0, u32::from)
    }),
    ("pattern of a screen", |it| {
        screen::measure(&it.close_ups).into()
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
            look,
            place,
            corners: document.map(|it| framing::corners(&it)),
        }
    }
}
