//! What a resident sees of attachments: the slots of a material, what was found, and what may be done.

mod applied_changes;
mod attachment_card;
mod card_end;
mod card_number;
mod exchanged;
mod finding;
mod material_pages;
mod offer;
mod page_upload;
mod photo;
mod pick;
mod slot_look;
mod slot_tools;
mod turn_choice;

pub(crate) use material_pages::material_pages;
