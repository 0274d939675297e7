//! The watermark 「仅用于办理××事项」 as a tile: drawn by the browser, which has the fonts, and drawn over the picture
//! by the pre-check. Only how much each pixel is covered goes there.

use precheck_types::Watermark;

use crate::platform::canvas_capture::{Canvas, canvas};
use crate::report::Reported;

/// A tile is a third as wide as the picture is long: sharp up to 2400 pixels.
const WIDTH: u32 = 800;
const HEIGHT: u32 = 240;
/// Of the width, what the text takes; the rest lies between two of them.
const TEXT: u32 = 640;
const LARGEST_LETTER: u32 = 64;

/// The tile as the pre-check takes it.
pub(crate) fn tile(text: &str) -> Option<Watermark> {
    let (_, context) = drawn(text)?;
    let (wide, high) = (f64::from(WIDTH), f64::from(HEIGHT));
    let pixels = context
        .get_image_data(0.0, 0.0, wide, high)
        .or_report("watermark.read")?
        .data();
    Some(Watermark {
        width: WIDTH,
        height: HEIGHT,
        cover: pixels.iter().skip(3).step_by(4).copied().collect(),
    })
}

/// The same as the address of a picture, for the editor.
pub(super) fn preview(text: &str) -> Option<String> {
    drawn(text)?.0.to_data_url().or_report("watermark.encode")
}

fn drawn(text: &str) -> Option<Canvas> {
    let (canvas, context) = canvas(WIDTH, HEIGHT)?;
    let letters = u32::try_from(text.chars().count()).ok()?.max(1);
    let size = (TEXT / letters).min(LARGEST_LETTER);
    context.set_font(&[&size.to_string(), "px sans-serif"].concat());
    context.set_text_align("center");
    context.set_text_baseline("middle");
    let (wide, high) = (f64::from(WIDTH), f64::from(HEIGHT));
    context
        .fill_text(text, wide / 2.0, high / 2.0)
        .or_report("watermark.draw")?;
    Some((canvas, context))
}
