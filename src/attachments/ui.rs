//! What a resident sees of attachments: the slots of a material, what was found, and what may be done.

mod applied_changes;
mod attachment_card;
mod finding;
mod fix_buttons;
mod material_pages;
mod page_upload;
mod photo;
mod pick;

pub(crate) use material_pages::material_pages;
