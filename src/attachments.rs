//! Photographs and files that answer a material: one pipeline from the file that was chosen to the upload.
//!
//! | step | file | takes | gives |
//! |---|---|---|---|
//! | 1 decode | [`decode`] | a `Blob` from an input or the camera | [`decode::ChosenFile`], or a refusal |
//! | 2 check | [`check`] | the chosen file | [`check::PrecheckOutcome`]: prepared bytes and a report |
//! | 3 store | [`commit`] | the outcome | a `Picture` of the draft, its bytes on the device |
//! | 4 queue | [`queue`] | the draft's taken pictures | one upload at a time, until nothing is pending |
//! | 5 upload | [`upload`] | one picture | `arrived`, the server's refusal, or [`transfers::Unsent`] |
//!
//! Pixels are decoded by the pre-check worker, as the first part of what step 2 asks of it. [`pipeline`] runs the steps
//! for one [`slot::PageSlot`]: a page of a material in a draft. Whatever goes on is keyed by [`slot_key::SlotKey`], so
//! that two drafts that ask for the same material do not meet. [`jobs`] knows what is being processed and how to cancel
//! it; [`quick_fix`] is the way back from an edit into step 3. After it [`card_reading`] reads the number off a
//! photographed identity card, which [`number_field`] compares with the form, and until when the card is valid
//! ([`card_ends`]). [`state::Attachments`] owns all of it, and belongs to the app. What a resident sees stands in
//! [`ui`].

mod card_ends;
mod card_numbers;
mod card_reading;
mod check;
mod commit;
mod decode;
mod direction;
mod duplicates;
mod exchanges;
mod jobs;
mod keyed;
mod lost;
mod number_field;
mod pictures;
mod pipeline;
mod queue;
mod quick_fix;
mod sides;
pub(crate) mod slot;
pub(crate) mod slot_key;
mod state;
mod store;
mod transfers;
pub(crate) mod ui;
mod upload;

pub(crate) use state::worker;
pub(crate) use store::AttachmentStore;
pub(crate) use transfers::Unsent;
