//! One file a screen, named as its route. A page reads the plan and the draft; it decides nothing itself.

mod case;
mod cases;
mod confirm;
mod follow;
mod form;
mod guide;
mod handbook;
mod home;
mod in_hand;
mod inbox;
mod materials;
mod not_found;
mod place;
mod plan;
mod receipt;
mod review;
mod scenario;
mod search;
mod sign_in;

pub(crate) use cases::cases;
pub(crate) use follow::follow;
pub(crate) use form::form;
pub(crate) use guide::guide;
pub(crate) use handbook::{handbook, handbook_entry};
pub(crate) use home::home;
pub(crate) use in_hand::in_hand;
pub(crate) use materials::{material, materials};
pub(crate) use not_found::not_found;
pub(crate) use place::place;
pub(crate) use plan::plan;
pub(crate) use receipt::receipt;
pub(crate) use review::review;
pub(crate) use scenario::scenario;
pub(crate) use search::search;
pub(crate) use sign_in::sign_in;
