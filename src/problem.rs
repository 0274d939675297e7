//! What is wrong with a field or an application, in words, and the address of the place where it is put right.
//! The codes are `catalog`'s; the words are those of `problem.toml`.

mod application;
mod field;
mod place;

pub(crate) use application::application;
pub(crate) use field::{of_value, possible, within};
pub(crate) use place::{
    CONSENT_ID, agreement_id, checklist_id, delivery_id, field_id, group_id, material_id,
    material_page, row_field_id, signature_id, title_id,
};
