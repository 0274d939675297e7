//! Files and their bytes, and the object URLs by which an `img` shows bytes that the page holds.

use std::time::Duration;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use crate::report::Reported;

/// So long a browser may take to begin reading a file that it was offered.
const SAVED_AFTER: Duration = Duration::from_secs(60);

/// The bytes of a file. Fails where it lies in a cloud album that is out of reach, or was deleted meanwhile.
pub(crate) async fn read(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let bytes: ArrayBuffer = JsFuture::from(file.array_buffer()).await?.dyn_into()?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// The bytes as a file of this media type.
pub(crate) fn blob(bytes: &[u8], media_type: &str) -> Result<Blob, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let properties = BlobPropertyBag::new();
    properties.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&parts, &properties)
}

/// The address of bytes that are still to come. It is revoked with the part of the page that asked for it.
pub(crate) fn object_url() -> RwSignal<Option<String>> {
    let url = RwSignal::new(None::<String>);
    on_cleanup(move || revoke(url.try_get_untracked().flatten()));
    url
}

/// Makes `url` the address of these bytes, or of none, and revokes what it was before; whether it is one now.
pub(crate) fn show_bytes(
    url: RwSignal<Option<String>>,
    bytes: Option<&[u8]>,
    media_type: &str,
) -> bool {
    let made = bytes
        .and_then(|bytes| blob(bytes, media_type).or_report("file.blob"))
        .and_then(|blob| Url::create_object_url_with_blob(&blob).or_report("file.url"));
    let is_made = made.is_some();
    let before = url.try_get_untracked().flatten();
    // The signal is disposed where the picture has left the screen: then the new address comes back, and is revoked.
    revoke(url.try_set(made).flatten());
    revoke(before);
    is_made
}

fn revoke(url: Option<String>) {
    if let Some(url) = url {
        Url::revoke_object_url(&url).or_report("file.revoke");
    }
}

/// Offers bytes as a file of this name; whether the browser was asked to keep it.
pub(crate) fn save(bytes: &[u8], media_type: &str, name: &str) -> bool {
    let made = blob(bytes, media_type).or_report("file.blob");
    let url = made.and_then(|blob| Url::create_object_url_with_blob(&blob).or_report("file.url"));
    let Some(url) = url else { return false };
    let pressed = press_link(&url, name).or_report("file.save");
    // The browser has begun to read it by then; at once would be too early for some.
    set_timeout(move || revoke(Some(url)), SAVED_AFTER);
    pressed.is_some()
}

fn press_link(address: &str, name: &str) -> Result<(), JsValue> {
    let link = document().create_element("a")?;
    link.set_attribute("href", address)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<HtmlElement>().click();
    Ok(())
}
