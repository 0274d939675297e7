//! A picture of what the page shows: a film or an image drawn into a canvas, and that as a JPEG.

use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

/// Of a JPEG.
const QUALITY: f64 = 0.92;

pub(crate) type Canvas = (HtmlCanvasElement, CanvasRenderingContext2d);

pub(crate) fn canvas(width: u32, height: u32) -> Option<Canvas> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??;
    Some((canvas, context.unchecked_into()))
}

/// A `video` or an `img`, as it is seen now.
pub(crate) fn drawn(what: &HtmlElement, width: u32, height: u32) -> Option<Canvas> {
    let (canvas, context) = canvas(width, height)?;
    // One way in for all that can be drawn.
    context
        .draw_image_with_html_video_element_and_dw_and_dh(
            what.unchecked_ref(),
            0.0,
            0.0,
            width.into(),
            height.into(),
        )
        .ok()?;
    Some((canvas, context))
}

pub(crate) async fn jpeg((canvas, _): Canvas) -> Option<Blob> {
    let made = Promise::new(&mut |resolve, reject| {
        let asked =
            canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &QUALITY.into());
        if asked.is_err() {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}
