//! One look at a frame of the camera's film, while the document is still being aimed at.
//! Only what can be said within the time of a frame: the outline, light, reflection and focus; the photograph itself is
//! judged by [`crate::check`].

use crate::analysis_image::{AnalysisImage, Place};
use crate::decode::Coding;
use crate::raster::Raster;
use crate::{Code, FrameReport, Policy, exposure, framing, glare, outline, sharpness};

/// Long side of a frame that is looked at; larger ones are reduced first.
const FRAME_SIDE: u32 = 640;
/// Long side at which the document is looked for.
const OUTLINE_SIDE: u32 = 320;
/// Pixels of a frame at most: no film is larger, and a wrong size must not ask for more.
const MOST: u64 = 4096 * 4096;
/// Grey levels below which half of the picture lies, though there is contrast: time to say that light is missing.
const DIM: u8 = 45;

/// A frame as a canvas gives it.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub width: u32,
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, or one grey level.
    pub levels: &'a [u8],
}

/// Looks at one frame for what the material's policy asks.
#[must_use]
pub fn check_frame(frame: &Frame<'_>, policy: &Policy) -> FrameReport {
    let Some(picture) = picture(frame) else {
        return FrameReport::default();
    };
    let look = AnalysisImage::at(&picture.within(FRAME_SIDE), Coding::Colours);
    let small = look.colours.clone().within(OUTLINE_SIDE);
    let document = outline::find(&small);
    let lies = document.as_ref().map(|document| {
        let framing = framing::measure(document, look.colours.size());
        (framing, framing::findings(document, framing, policy))
    });
    let says = |code| {
        let findings = lies.as_ref().map_or(&[][..], |(_, findings)| findings);
        findings.iter().any(|finding| finding.code == code)
    };
    let corners = document.as_ref().map(framing::corners);
    let light = exposure::measure(&look.calm, Place::of(corners).inner());
    let is_flat = light.contrast < exposure::READABLE;
    let reflection = glare::measure(&look, Place::of(corners));
    FrameReport {
        outline: corners,
        is_cut: says(Code::CutOff),
        fits: document.is_some() && !says(Code::WrongShape),
        filling: lies.as_ref().and_then(|(framing, _)| framing.filling),
        tilt: lies.as_ref().and_then(|(framing, _)| framing.tilt),
        dark: light.middle < DIM || (is_flat && light.middle < exposure::DARK),
        bright: is_flat && light.middle > exposure::BRIGHT,
        glare: !glare::findings(&reflection, policy).is_empty(),
        sharpness: sharpness::measure(&look.calm).overall,
    }
}

/// The frame in colours or grey; nothing when there are not as many levels as there should be.
fn picture(frame: &Frame<'_>) -> Option<Raster> {
    let pixels = u64::from(frame.width) * u64::from(frame.height);
    if pixels == 0 || pixels > MOST {
        return None;
    }
    let given = frame.levels.len() as u64;
    let (channels, levels) = if given == pixels {
        (1, frame.levels.to_vec())
    } else if given == pixels * 4 {
        let mut levels = Vec::with_capacity(frame.levels.len() / 4 * 3);
        for pixel in frame.levels.chunks_exact(4) {
            levels.extend_from_slice(&pixel[..3]);
        }
        (3, levels)
    } else {
        return None;
    };
    Some(Raster {
        width: frame.width as usize,
        height: frame.height as usize,
        channels,
        levels,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;
    use precheck_testkit::{Backdrop, Document, Picture, Scene};

    fn of(shape: Shape) -> Policy {
        Policy {
            shape,
            ..Policy::default()
        }
    }

    fn seen(picture: &Picture, policy: &Policy) -> FrameReport {
        let levels: Vec<u8> = (0..picture.width() * picture.height())
            .flat_map(|at| {
                let [r, g, b] = picture.colour(at % picture.width(), at / picture.width());
                [r, g, b, 255]
            })
            .collect();
        let frame = Frame {
            width: picture.width() as u32,
            height: picture.height() as u32,
            levels: &levels,
        };
        check_frame(&frame, policy)
    }

    #[test]
    fn a_card_held_well_is_seen_whole_and_sharp() {
        let scene = Scene::of(Document::CardFront, Backdrop::Wood, 640, 4);
        let seen = seen(&scene.photograph().picture, &of(Shape::Card));
        assert!(
            seen.outline.is_some() && seen.fits && !seen.is_cut,
            "{seen:?}"
        );
        assert!(!seen.dark && !seen.bright && !seen.glare, "{seen:?}");
        assert!(seen.sharpness.is_some_and(|it| it > 70), "{seen:?}");
        assert!(seen.filling.is_some_and(|it| it > 400), "{seen:?}");
    }

    #[test]
    fn a_register_fits_as_one_page_and_lying_open_where_both_may_be_given() {
        let alone = of(Shape::Booklet);
        let spread = Policy {
            spread: true,
            ..alone.clone()
        };
        let mut fit = [[0; 2]; 2];
        for backdrop in [Backdrop::Wood, Backdrop::DarkDesk, Backdrop::Tiles] {
            for seed in 0..4 {
                let documents = [Document::Register, Document::OpenRegister];
                for (which, document) in documents.into_iter().enumerate() {
                    let frame = Scene::of(document, backdrop, 640, seed)
                        .photograph()
                        .picture;
                    for (how, policy) in [&alone, &spread].into_iter().enumerate() {
                        let seen = seen(&frame, policy);
                        fit[how][which] += u8::from(seen.fits && !seen.is_cut);
                    }
                }
            }
        }
        assert_eq!(
            fit,
            [[12, 0], [12, 12]],
            "alone, spread; of one page, of two"
        );
    }

    #[test]
    fn hints_follow_what_is_wrong() {
        let scene = Scene::of(Document::CardFront, Backdrop::DarkDesk, 640, 4);
        let sample = scene.photograph();
        let seen = |picture: &Picture| seen(picture, &of(Shape::Card));
        assert!(seen(&sample.picture.clone().lit(0.1, 0.0)).dark);
        let blurred = seen(&sample.picture.clone().blurred(3.0)).sharpness;
        assert!(blurred.is_none_or(|it| it < 70), "{blurred:?}");
        assert!(seen(&sample.cropped([0.25, 0.0, 1.0, 1.0]).picture).is_cut);
        let page = Scene::of(Document::Page, Backdrop::Wood, 640, 4);
        assert!(!seen(&page.photograph().picture).fits);
    }

    #[test]
    fn a_frame_of_another_size_than_it_says_is_not_looked_at() {
        for (width, height) in [(0, 0), (3, 3), (u32::MAX, u32::MAX), (1, 15), (16, 0)] {
            let frame = Frame {
                width,
                height,
                levels: &[7; 16],
            };
            let expected = FrameReport::default();
            assert_eq!(
                check_frame(&frame, &of(Shape::Any)),
                expected,
                "{width} x {height}"
            );
        }
    }
}
