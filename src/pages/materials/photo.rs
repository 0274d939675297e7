//! Shows a kept picture by an object URL, which lives as long as the picture is on the screen.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck::Format;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::tray::Tray;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::widgets::icon;

/// An `img` of the picture; a sign of a file where there is nothing to see.
pub(super) fn photo(tray: Tray, picture: &Picture, class: &'static str, alt: String) -> Node {
    if picture.report.format == Format::Pdf {
        let class = [class, " sheet__picture--file"].concat();
        return view! { <span class=class>{icon("file", "icon--large")}</span> }.into_node();
    }
    let url = kept_url(tray, picture.id.clone(), picture.report.format.media_type());
    view! { <img class=class src=move || url.get() alt=alt /> }.into_node()
}

/// The address of a kept picture, once it is read; for as long as the piece of the page that asks.
pub(super) fn kept_url(tray: Tray, id: String, kind: &'static str) -> RwSignal<Option<String>> {
    let url = RwSignal::new(None::<String>);
    on_cleanup(move || {
        if let Some(url) = url.try_get_untracked().flatten() {
            let _ = Url::revoke_object_url(&url);
        }
    });
    spawn_local(async move {
        let bytes = tray.bytes(&id).await;
        let Some(made) = bytes.and_then(|bytes| object_url(&bytes, kind)) else {
            return;
        };
        // The picture may have left the screen meanwhile.
        if let Some(Some(unused)) = url.try_set(Some(made)) {
            let _ = Url::revoke_object_url(&unused);
        }
    });
    url
}

fn object_url(bytes: &[u8], kind: &str) -> Option<String> {
    Url::create_object_url_with_blob(&blob(bytes, kind)?).ok()
}

/// The bytes as a file of this media type.
pub(super) fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &properties).ok()
}
