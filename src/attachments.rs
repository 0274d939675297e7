//! Photographs and files that answer a material: decode, check, store, queue, upload.
//!
//! One pipeline, in this order: [`processing`] takes a chosen file and asks the pre-check worker ([`outcome`]); [`store`]
//! keeps the picture in the draft and its bytes on the device; [`upload_queue`] sends what was accepted.
//! The components around it show one page of a material ([`page_upload`]), what is found of it and what may be done.

mod applied_changes;
mod attachment_card;
pub(crate) mod duplicates;
mod finding;
pub(crate) mod jobs;
pub(crate) mod material_pages;
mod named;
pub(crate) mod outcome;
pub(crate) mod page_upload;
mod pick;
pub(crate) mod picture_url;
pub(crate) mod processing;
pub(crate) mod quick_fix;
pub(crate) mod store;
pub(crate) mod upload_queue;
