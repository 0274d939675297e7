//! The camera as a page sees it: opened, shown in a `video`, photographed, let go.
//! Everything newer than Chromium 85 and iOS 15 is asked for before it is used.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8ClampedArray};
use leptos::prelude::{set_timeout, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

use crate::platform::canvas_capture::{drawn, jpeg};
use crate::report::Reported;

/// Pixels along the long side of a frame that is checked.
const FRAME_SIDE: u32 = 480;
/// What is asked of the camera. A page of A4 photographed at this size has 190 dpi.
const WIDTH: f64 = 2560.0;
const HEIGHT: f64 = 1440.0;
/// How long a camera may take for a photograph of its own.
const TIMEOUT: Duration = Duration::from_secs(4);

/// Why there is no camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoCamera {
    /// By the resident, the phone or the app around the page.
    Refused,
    /// There is none, or another app holds it.
    Missing,
}

/// An open camera. It is let go when this is dropped.
pub(super) struct Camera(MediaStream);

/// A picture of the film, small, as rows of red, green, blue and opacity.
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) levels: Uint8ClampedArray,
}

/// `navigator.mediaDevices`, which is missing without a secure connection and in old web-views.
fn devices() -> Option<MediaDevices> {
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into()).ok()?;
    let can = Reflect::get(&devices, &"getUserMedia".into()).ok()?;
    can.is_function().then(|| devices.unchecked_into())
}

/// Whether a camera may be asked for: by a page on a phone or tablet, over a secure connection. The camera of a desk
/// looks at a face and not at a paper.
pub(super) fn may_be_there() -> bool {
    let touch = window().match_media("(pointer: coarse)");
    touch.ok().flatten().is_some_and(|query| query.matches()) && devices().is_some()
}

impl Camera {
    /// Asks the resident, through the browser, for the camera that looks away from them.
    pub(super) async fn open() -> Result<Self, NoCamera> {
        let devices = devices().ok_or(NoCamera::Missing)?;
        let wanted = object([
            ("facingMode", ideal("environment".into())),
            ("width", ideal(WIDTH.into())),
            ("height", ideal(HEIGHT.into())),
        ]);
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&wanted);
        let asked = devices
            .get_user_media_with_constraints(&constraints)
            .map_err(|error| cause(&error))?;
        let stream = JsFuture::from(asked).await.map_err(|error| cause(&error))?;
        Ok(Self(stream.unchecked_into()))
    }

    /// Starts the film. Whether it plays is seen from its frames.
    pub(super) fn show_in(&self, video: &HtmlVideoElement) {
        // Both as properties: without sound, old iPhones let a film play only so.
        video.set_muted(true);
        video.set_src_object(Some(&self.0));
        if let Ok(playing) = video.play() {
            wasm_bindgen_futures::spawn_local(async move {
                JsFuture::from(playing).await.or_report("camera.play");
            });
        }
    }

    /// One photograph: the camera's own, at its full size, where the browser can take one; else a frame of the film.
    pub(super) async fn photograph(&self, video: &HtmlVideoElement) -> Option<Blob> {
        match self.own_photograph().await {
            Some(blob) if blob.size() > 0.0 => Some(blob),
            _ => jpeg(drawn(video, video.video_width(), video.video_height())?).await,
        }
    }

    /// By `ImageCapture` (W3C MediaStream Image Capture), which WebKit does not have.
    async fn own_photograph(&self) -> Option<Blob> {
        let track = self.tracks().next()?;
        let capture = Reflect::get(&window(), &"ImageCapture".into()).ok()?;
        let capture = capture.dyn_into::<Function>().ok()?;
        let capture = Reflect::construct(&capture, &Array::of1(&track)).ok()?;
        let take = Reflect::get(&capture, &"takePhoto".into()).ok()?;
        let promise = take.dyn_into::<Function>().ok()?.call0(&capture).ok()?;
        // Some cameras never answer.
        let first = Promise::race(&Array::of2(&promise, &after(TIMEOUT)));
        let photograph = JsFuture::from(first).await.or_report("camera.photograph")?;
        // `undefined` where the time was up first.
        photograph.dyn_into().ok()
    }

    fn tracks(&self) -> impl Iterator<Item = MediaStreamTrack> {
        let tracks = self.0.get_video_tracks();
        (0..tracks.length()).map(move |at| tracks.get(at).unchecked_into())
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        // The lamp beside the lens goes out.
        for track in self.tracks() {
            track.stop();
        }
    }
}

/// What is in the viewfinder now, made small; nothing until the film has begun.
pub(super) fn frame_of(video: &HtmlVideoElement) -> Option<Frame> {
    let (width, height) = (video.video_width(), video.video_height());
    let long = width.max(height);
    if long == 0 {
        return None;
    }
    let side = |side: u32| (side * FRAME_SIDE.min(long) / long).max(1);
    let (width, height) = (side(width), side(height));
    let (_, context) = drawn(video, width, height)?;
    let data = context
        .get_image_data(0.0, 0.0, width.into(), height.into())
        .or_report("camera.frame")?;
    let levels = Reflect::get(&data, &"data".into()).ok()?.dyn_into().ok()?;
    Some(Frame {
        width,
        height,
        levels,
    })
}

/// Waits for a while.
pub(super) async fn pause(length: Duration) {
    JsFuture::from(after(length))
        .await
        .ignore("it never rejects");
}

fn after(length: Duration) -> Promise {
    Promise::new(&mut |resolve, _| {
        let end = move || {
            resolve
                .call0(&JsValue::UNDEFINED)
                .ignore("a promise takes any call");
        };
        set_timeout(end, length);
    })
}

fn cause(error: &JsValue) -> NoCamera {
    let name = Reflect::get(error, &"name".into()).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError" | "SecurityError") => NoCamera::Refused,
        _ => NoCamera::Missing,
    }
}

fn ideal(value: JsValue) -> JsValue {
    object([("ideal", value)])
}

fn object<const N: usize>(entries: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        Reflect::set(&object, &key.into(), &value).ignore("a plain object takes any key");
    }
    object.into()
}
