//! Copying a text, and sharing a link by what the device offers.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::report::Reported;

/// `told` learns whether it was copied.
pub(crate) fn copy_text(text: String, told: impl Fn(bool) + 'static) {
    spawn_local(async move {
        let copied = match clipboard() {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        told(copied);
    });
}

/// Missing on insecure origins and in some web-views: there the property is `undefined`.
fn clipboard() -> Option<web_sys::Clipboard> {
    let clipboard = window().navigator().clipboard();
    (!clipboard.is_undefined()).then_some(clipboard)
}

/// Whether the device offers to send something by its apps. WeChat's web-view does not.
pub(crate) fn can_share() -> bool {
    js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

pub(crate) fn share_link(url: &str, title: &str) {
    share(url, title, None);
}

/// With words, which the apps put before the link.
pub(crate) fn share_text(url: &str, title: &str, text: &str) {
    share(url, title, Some(text));
}

fn share(url: &str, title: &str, text: Option<&str>) {
    let data = web_sys::ShareData::new();
    data.set_url(url);
    data.set_title(title);
    if let Some(text) = text {
        data.set_text(text);
    }
    let shared = JsFuture::from(window().navigator().share_with_data(&data));
    spawn_local(async move {
        shared.await.ignore("who cancels has not failed");
    });
}
