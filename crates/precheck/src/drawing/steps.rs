//! The steps of a check one by one, so that a benchmark can say where the time goes. Numbers come back for nothing but to be used.

use crate::look::{CloseUp, Look, Place};
use crate::raster::Raster;
use crate::{
    Format, Likeness, blank, container, decode, exposure, glare, noise, outline, screen, shadow,
    sharpness, text,
};

/// A JPEG decoded to all of its pixels, upright.
pub struct Decoded {
    raster: Raster,
}

/// A picture at the scale of the checks, and parts of it as they are.
pub struct Looked {
    look: Look,
    close_ups: Vec<CloseUp>,
    place: Place,
}

/// A measurement by its name.
pub type Step = (&'static str, fn(&Looked) -> u32);

/// What is measured on every picture.
pub const STEPS: [Step; 10] = [
    ("outline of the document", |it| {
        let small = it.look.colours.clone().within(outline::SIDE);
        outline::find(&small).map_or(0, |it| it.confidence.into())
    }),
    ("likeness", |it| {
        Likeness::of(&it.look.grey).is_some().into()
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
        text::measure(&it.close_ups, crate::Turn::None).map_or(0, u32::from)
    }),
    ("pattern of a screen", |it| {
        screen::measure(&it.close_ups).into()
    }),
];

impl Decoded {
    #[must_use]
    pub fn of(jpeg: &[u8]) -> Option<Self> {
        let outline = container::outline(Format::Jpeg, jpeg)?;
        let raster = decode::decode(Format::Jpeg, jpeg, &outline).ok()?;
        let raster = raster.upright(outline.exif.orientation);
        Some(Self { raster })
    }

    /// Reduced, in grey, freed of noise, and looked at from close by.
    #[must_use]
    pub fn looked(&self) -> Looked {
        let look = Look::at(&self.raster);
        let place = Place::of(None);
        Looked {
            close_ups: CloseUp::of(&self.raster, &look, place),
            look,
            place,
        }
    }
}
