//! The pages of one material, each with its inputs: for the materials of an application and of a correction alike.

use std::sync::Arc;

use catalog::scenario::Material;
use leptos::prelude::*;
use markup::view;

use super::super::slot::PageSlot;
use super::super::store::AttachmentStore;
use super::page_upload::page_upload;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::materials as words;

pub(crate) fn material_pages(attachments: AttachmentStore, material: &Arc<Material>) -> Node {
    let name = format::localized(&material.name);
    let several = material.pages.len() > 1;
    let slots = material.pages.iter().enumerate().map(|(at, page)| {
        let page_name = format::localized(&page.label);
        let what = [&name, " ", &page_name].concat();
        let label = if several {
            words::page_name(&(at + 1).to_string(), &page_name)
        } else {
            page_name
        };
        let slot = PageSlot::new(attachments, material, &page.id);
        let of = Arc::clone(material);
        let is_first = Memo::new(move |_| first_wanting(attachments, &of) == Some(at));
        page_upload(slot, label, what, is_first)
    });
    view! { <ol class="pages">{slots.collect::<Vec<_>>()}</ol> }.into_node()
}

/// The place of the first page without a picture. Tracked.
fn first_wanting(attachments: AttachmentStore, material: &Arc<Material>) -> Option<usize> {
    material.pages.iter().position(|page| {
        let pictures = PageSlot::new(attachments, material, &page.id).pictures();
        pictures.taken.is_none() && pictures.candidate.is_none()
    })
}
