//! Shows a kept picture by an object URL, which lives as long as the picture is on the screen.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck::Format;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::store::AttachmentStore;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;

/// An `img` of the picture; a sign of a file where there is nothing to see.
pub(crate) fn photo(
    attachments: AttachmentStore,
    picture: &Picture,
    class: &'static str,
    alt: String,
) -> Node {
    if picture.report.format == Format::Pdf {
        let class = [class, " sheet__picture--file"].concat();
        return view! { <span class=class>{icon("file", "icon--large")}</span> }.into_node();
    }
    let url = kept_url(
        attachments,
        picture.id.clone(),
        picture.report.format.media_type(),
    );
    view! { <img class=class src=move || url.get() alt=alt /> }.into_node()
}

/// The address of a kept picture, once it is read; for as long as the piece of the page that asks.
pub(crate) fn kept_url(
    attachments: AttachmentStore,
    id: String,
    kind: &'static str,
) -> RwSignal<Option<String>> {
    let url = no_url();
    spawn_local(async move {
        if let Some(bytes) = attachments.bytes(&id).await {
            show_by(url, Some(&bytes), kind);
        }
    });
    url
}

/// Of a picture that is still to come.
pub(crate) fn no_url() -> RwSignal<Option<String>> {
    let url = RwSignal::new(None::<String>);
    on_cleanup(move || revoke(url.try_get_untracked().flatten()));
    url
}

/// Makes it the address of these bytes, or of none, in place of what it was before; whether it is one now.
pub(crate) fn show_by(url: RwSignal<Option<String>>, bytes: Option<&[u8]>, kind: &str) -> bool {
    let made = bytes
        .and_then(|bytes| blob(bytes, kind))
        .and_then(|blob| Url::create_object_url_with_blob(&blob).ok());
    let is_made = made.is_some();
    let before = url.try_get_untracked().flatten();
    // The picture may have left the screen meanwhile.
    revoke(url.try_set(made).flatten());
    revoke(before);
    is_made
}

fn revoke(url: Option<String>) {
    if let Some(url) = url {
        let _ = Url::revoke_object_url(&url);
    }
}

/// The bytes as a file of this media type.
pub(crate) fn blob(bytes: &[u8], kind: &str) -> Option<Blob> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &properties).ok()
}
