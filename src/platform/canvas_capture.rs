//! A film or an image of the page drawn into a canvas, and the canvas as a JPEG.

use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement};

use crate::report::Reported;

/// Of a JPEG.
const QUALITY: f64 = 0.92;

pub(crate) type Canvas = (HtmlCanvasElement, CanvasRenderingContext2d);

pub(crate) fn canvas(width: u32, height: u32) -> Option<Canvas> {
    let canvas = document()
        .create_element("canvas")
        .or_report("canvas.create")?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").or_report("canvas.context")??;
    Some((canvas, context.unchecked_into()))
}

/// A `video` or an `img`, as it is seen now.
pub(crate) fn drawn(what: &HtmlElement, width: u32, height: u32) -> Option<Canvas> {
    let (canvas, context) = canvas(width, height)?;
    // One JavaScript method takes all that can be drawn; web-sys has a name for each type, and one will do.
    context
        .draw_image_with_html_video_element_and_dw_and_dh(
            what.unchecked_ref(),
            0.0,
            0.0,
            width.into(),
            height.into(),
        )
        .or_report("canvas.draw")?;
    Some((canvas, context))
}

pub(crate) async fn jpeg((canvas, _): Canvas) -> Option<Blob> {
    let made = Promise::new(&mut |resolve, reject| {
        let asked =
            canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &QUALITY.into());
        if asked.is_err() {
            reject
                .call0(&JsValue::UNDEFINED)
                .ignore("a promise takes any call");
        }
    });
    let made = JsFuture::from(made).await.or_report("canvas.encode")?;
    // `null` where the browser cannot encode it.
    made.dyn_into::<Blob>().or_report("canvas.encode")
}
