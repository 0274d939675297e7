//! The pages of one material, each with its inputs: for the materials of an application and of a correction alike.

use std::sync::Arc;

use catalog::scenario::Material;
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
        page_upload(PageSlot::new(attachments, material, &page.id), label, what)
    });
    view! { <ol class="pages">{slots.collect::<Vec<_>>()}</ol> }.into_node()
}
