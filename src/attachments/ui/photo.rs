//! Shows a stored picture, by an object URL that lives as long as the picture is on the screen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use precheck_types::Format;

use super::super::store::AttachmentStore;
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::platform::file::{object_url, show_bytes};
use crate::report::report;

/// An `img` of the picture; the icon of a file where there is nothing to see.
pub(super) fn photo(
    attachments: AttachmentStore,
    picture: &Picture,
    class: &'static str,
    alt: String,
) -> Node {
    if picture.report.format == Format::Pdf {
        let class = [class, " sheet__picture--file"].concat();
        return view! { <span class=class>{icon("file", "icon--large")}</span> }.into_node();
    }
    let (id, media_type) = (picture.id.clone(), picture.report.format.media_type());
    let url = object_url();
    spawn_local(async move {
        match attachments.bytes(&id).await {
            Some(bytes) => {
                show_bytes(url, Some(&bytes), media_type);
            }
            None => report("picture.show", &"bytes lost"),
        }
    });
    view! { <img class=class src=move || url.get() alt=alt /> }.into_node()
}
