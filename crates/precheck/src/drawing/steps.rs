//! The steps of a check one by one, so that a benchmark can say where the time goes. Numbers come back for nothing but to be used.

use crate::container::Outline;
use crate::look::{Look, Place};
use crate::raster::Raster;
use crate::{Format, Likeness, blank, container, decode, exposure, glare, outline, sharpness};

/// A JPEG decoded to all of its pixels.
#[derive(Clone)]
pub struct Decoded {
    raster: Raster,
    outline: Outline,
}

/// A picture at the scale of the checks.
pub struct Looked(Look);

/// A measurement by its name.
pub type Step = (&'static str, fn(&Looked) -> u32);

/// What is measured on every picture.
pub const STEPS: [Step; 6] = [
    ("outline of the document", |looked| {
        let small = looked.0.colours.clone().within(outline::SIDE);
        outline::find(&small).map_or(0, |it| it.confidence.into())
    }),
    ("likeness", |looked| {
        Likeness::of(&looked.0.grey).is_some().into()
    }),
    ("sharpness", |looked| {
        sharpness::measure(&looked.0.calm)
            .overall
            .map_or(0, u32::from)
    }),
    ("exposure", |looked| {
        exposure::measure(&looked.0.calm).contrast.into()
    }),
    ("glare", |looked| {
        glare::measure(&looked.0, Place::of(None)).share.into()
    }),
    ("blank", |looked| blank::measure(&looked.0, Place::of(None))),
];

impl Decoded {
    #[must_use]
    pub fn of(jpeg: &[u8]) -> Option<Self> {
        let outline = container::outline(Format::Jpeg, jpeg)?;
        let raster = decode::decode(Format::Jpeg, jpeg, &outline).ok()?;
        Some(Self { raster, outline })
    }

    /// Reduced, upright, in grey, and freed of noise.
    #[must_use]
    pub fn looked(self) -> Looked {
        Looked(Look::at(self.raster, self.outline.exif.orientation))
    }
}
