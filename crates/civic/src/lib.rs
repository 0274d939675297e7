//! Facts of civil life as pure functions: what a number on a card says, when an office works,
//! when a person may retire. No clock, no network, no words for residents; each rule cites its source.

pub mod bank_card;
pub mod card_validity;
pub mod citizen_id;
pub mod clock;
pub mod credit_code;
pub mod day;
pub mod mobile;
pub mod money;
pub mod passport;
pub mod permanent_residence;
pub mod person_name;
pub mod postcode;
pub mod residence_permit;
pub mod retirement;
pub mod severance;
pub mod survivors;
pub mod travel_permit;
pub mod unemployment;
pub mod work_injury_death;
pub mod workdays;

mod input_normalize;

pub use bank_card::{BankCard, BankCardError};
pub use card_validity::CardValidity;
pub use citizen_id::{CitizenId, CitizenIdError, Sex};
pub use credit_code::{CreditCode, CreditCodeError};
pub use day::{Day, YearMonth};
pub use input_normalize::is_blank;
pub use mobile::{Mobile, MobileError};
pub use money::Fen;
pub use passport::{Passport, PassportError};
pub use permanent_residence::{PermanentResidence, PermanentResidenceError};
pub use person_name::{PersonName, PersonNameError};
pub use postcode::{Postcode, PostcodeError};
pub use residence_permit::{ResidencePermit, ResidencePermitError};
pub use travel_permit::{TravelPermit, TravelPermitError, TravelPermitKind};
