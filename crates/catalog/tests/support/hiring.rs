//! An employer's answers in 招用, but for the employees. Shared by several tests; not a test by itself.

use catalog::{Answers, Value};

/// Work in these forms, from this day on; nobody of whom more has to be known.
pub(crate) fn hiring(forms: &[&str], first_work_day: &str) -> Answers {
    let several = |ids: &[&str]| Value::Several(ids.iter().map(|id| (*id).to_owned()).collect());
    Answers::from([
        ("employer_insured", Value::Flag(true)),
        ("work_forms", several(forms)),
        ("first_work_day", Value::from(first_work_day)),
        ("contract_signed", Value::Flag(true)),
        ("people", several(&["none"])),
        ("subsidy_people", several(&["none"])),
    ])
}
