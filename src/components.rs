//! What pages are made of. A widget here is used by more than one page, or is a subject of its own.

mod case_materials;
mod case_page;
mod case_words;
mod clear_phone;
mod delivery_ways;
mod display_preference;
mod draft_news;
mod earlier_versions;
mod event_words;
mod fetched;
mod field_input;
mod frame;
mod gone;
mod guide_elements;
mod icon;
mod input;
mod kept;
mod messages_line;
mod navigate;
mod next_step;
mod notice;
mod open_cases;
mod other_users_drafts;
mod paper;
mod part;
mod phones;
mod plan_news;
mod radio;
mod read_aloud;
mod requirement;
mod route_guard;
mod session_guard;
mod sharing;
mod signed_in_page;
mod summary;
mod unasked;
mod written;

pub(crate) use case_materials::materials_list;
pub(crate) use case_page::{CasePage, case_page, own_page};
pub(crate) use case_words::{
    confirmer_called, due, empty, grouped, number, sign_in_first, state_tag, state_words,
};
pub(crate) use clear_phone::clear_phone;
pub(crate) use delivery_ways::{DeliveryWays, delivery_ways, way_words};
pub(crate) use draft_news::draft_news;
pub(crate) use event_words::{Tone, event_tone, event_words, stars_words};
pub(crate) use fetched::{Paged, fetched};
pub(crate) use field_input::{Described, field_input, is_grouped};
pub(crate) use frame::{Frame, WizardStage, frame};
pub(crate) use gone::gone;
pub(crate) use guide_elements::{contact, element, fee, source};
pub(crate) use icon::icon;
pub(crate) use input::{Composing, Control, control, is_typed};
pub(crate) use kept::{saved_note, where_kept};
pub(crate) use messages_line::messages_line;
pub(crate) use navigate::{go, once, redirect};
pub(crate) use next_step::{days_left, late_tag, step_address, step_words};
pub(crate) use notice::{drafts_failed, failed, notice, piece_failed, reload, waiting};
pub(crate) use open_cases::{of_whom, open_case_notice, open_cases};
pub(crate) use other_users_drafts::{just_signed_out, other_users_drafts};
pub(crate) use paper::{document_from, paper, pictures, promise, result};
pub(crate) use part::part;
pub(crate) use phones::phones;
pub(crate) use radio::{Radio, radio};
pub(crate) use read_aloud::read_aloud;
pub(crate) use requirement::requirements;
pub(crate) use route_guard::{RouteGuard, guarded};
pub(crate) use session_guard::in_session;
pub(crate) use sharing::{can_share, copy_text, share_link, share_text};
pub(crate) use signed_in_page::{signed_in_page, titled_page};
pub(crate) use summary::{
    focus, focus_named_place, focus_summary, summary, summary_of_folded, summary_of_form,
};
pub(crate) use unasked::{could_not_be_asked, said};
pub(crate) use written::{MOST, Written, written};
