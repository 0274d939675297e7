//! Who may promise: by what became of the person's words in all cases.

use std::collections::BTreeSet;

use casework::promise_standing;
use catalog::Scenario;

use super::case_file::rules_of;
use crate::store::{Connection, StoreError, case_events};

/// The services of scenarios for which the person may give no word.
pub(crate) async fn no_word_for<'a>(
    db: &mut Connection,
    person: &str,
    scenarios: impl IntoIterator<Item = &'a Scenario>,
) -> Result<BTreeSet<String>, StoreError> {
    let cases = case_events::of_person(db, person).await?;
    let person = person.to_owned();
    let mut barred = BTreeSet::new();
    for scenario in scenarios {
        let rules = rules_of(scenario);
        for service in &scenario.services {
            let events = cases.iter().map(Vec::as_slice);
            if !promise_standing(events, &person, &service.id).may_promise(&rules) {
                barred.insert(service.id.clone());
            }
        }
    }
    Ok(barred)
}
