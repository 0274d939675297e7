//! The steps of a check one by one, so that a benchmark can say where the time goes. Numbers come back for nothing but to be used.

use crate::container::Outline;
use crate::raster::Raster;
use crate::{Format, Likeness, container, decode, luma, outline, sharpness};

/// A JPEG decoded to all of its pixels.
#[derive(Clone)]
pub struct Decoded {
    raster: Raster,
    outline: Outline,
}

/// A picture at the scale of the checks: in colours, in grey, and in grey without noise.
pub struct Looked {
    colours: Raster,
    grey: Raster,
    calm: Raster,
}

/// A measurement by its name.
pub type Step = (&'static str, fn(&Looked) -> u32);

/// The dearest of what is measured on every picture.
pub const STEPS: [Step; 3] = [
    ("outline of the document", |looked| {
        let small = looked.colours.clone().within(outline::SIDE);
        outline::find(&small).map_or(0, |it| it.confidence.into())
    }),
    ("likeness", |looked| {
        Likeness::of(&looked.grey).is_some().into()
    }),
    ("sharpness", |looked| {
        let sharpness = sharpness::measure(&looked.calm);
        sharpness.overall.map_or(0, u32::from)
    }),
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
        let colours = self.raster.within(1000);
        let colours = colours.upright(self.outline.exif.orientation);
        let grey = colours.grey();
        let calm = luma::median(&grey);
        Looked {
            colours,
            grey,
            calm,
        }
    }
}
