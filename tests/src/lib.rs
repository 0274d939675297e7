//! The whole product, as a resident meets it: a real server, two real browser engines, and the words on the screen.
//! Tests find things by what they are called there, so a renamed class breaks nothing and a lost label breaks all.

pub mod any_walk;
pub mod applicant;
pub mod axe;
pub mod browser;
pub mod comfort;
pub mod counter;
pub mod folder;
pub mod holdings;
pub mod layout;
pub mod overheard;
pub mod people;
pub mod photograph;
pub mod place;
mod process;
pub mod product;
pub mod resident;
pub mod scenario_folder;
pub mod screens;
pub mod sent;
pub mod tables;
mod turn;
pub mod walk;
