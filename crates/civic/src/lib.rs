//! Facts of civil life as pure functions: what a number on a card says, when an office works,
//! when a person may retire. No clock, no network, no words for residents; each rule cites its source.

pub mod bank_card;
pub mod citizen_id;
pub mod day;
pub mod mobile;
pub mod money;
pub mod person_name;
pub mod retirement;
pub mod survivors;
pub mod unemployment;
pub mod work_injury_death;
pub mod workdays;

mod typed;

pub use bank_card::{BankCard, BankCardError};
pub use citizen_id::{CitizenId, CitizenIdError, Sex};
pub use day::{Day, YearMonth};
pub use mobile::{Mobile, MobileError};
pub use money::Fen;
pub use person_name::{PersonName, PersonNameError};
