//! The whole product, as a resident meets it: a real server, two real browser engines, and the words on the screen.
//! Tests find things by what they are called there, so a renamed class breaks nothing and a lost label breaks all.

pub mod any_walk;
pub mod applicant;
pub mod axe;
pub mod back_office;
pub mod browser;
mod browser_slot;
pub mod demo_people;
pub mod folder;
pub mod layout;
pub mod paths;
pub mod people;
pub mod photograph;
mod process;
pub mod product;
pub mod proxy;
pub mod resident;
pub mod scenario_folder;
pub mod screens;
pub mod sent;
pub mod tables;
pub mod traffic;
pub mod usability;
pub mod walk;
