//! The whole product, as a resident meets it: a real server, two real browser engines, and the words on the screen.
//! Tests find things by what they are called there, so a renamed class breaks nothing and a lost label breaks all.

pub mod axe;
pub mod browser;
pub mod counter;
pub mod layout;
pub mod people;
pub mod photograph;
pub mod place;
mod process;
pub mod product;
pub mod resident;
pub mod screens;
mod turn;
pub mod walk;
