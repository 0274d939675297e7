//! One scenario as it is checked in, where no place has its own.
//! Shared by the tests over the content; not a test by itself.

use catalog::Scenario;
use catalog::load::NATIONAL;

#[path = "library.rs"]
pub(crate) mod library;

pub(crate) fn scenario(id: &str) -> Scenario {
    let found = library::library().scenario(NATIONAL, id).cloned();
    found.unwrap_or_else(|| panic!("{id} is not live"))
}
