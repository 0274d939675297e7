//! Waits for the end of a press: an element that is exchanged or moved between a finger's coming and its leaving gets
//! no click.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::report::Reported;

/// What `public/boot.js` leaves in the window: it watches presses before the app is there.
const RELEASED: &str = "__released";

/// Comes back when nothing is pressed, at once in most cases. What changes a page by itself waits for this.
pub(crate) async fn released() {
    if let Some(release) = release() {
        JsFuture::from(release).await.ignore("it is never refused");
    }
}

fn release() -> Option<Promise> {
    let released = Reflect::get(&window(), &RELEASED.into()).ok()?;
    let released: Function = released.dyn_into().ok()?;
    released.call0(&JsValue::NULL).ok()?.dyn_into().ok()
}
