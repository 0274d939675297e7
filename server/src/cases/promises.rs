//! Who may promise: by what became of the person's words in all cases.

use std::collections::BTreeSet;

use casework::promise_standing;
use catalog::Scenario;

use crate::store::{Connection, StoreError, case_events};

/// The services of scenarios for which the person may give no word.
pub(crate) async fn no_word_for<'a>(
    db: &mut Connection,
    person: &str,
    scenarios: impl IntoIterator<Item = &'a Scenario>,
) -> Result<BTreeSet<String>, StoreError> {
    let cases = case_events::of_person(db, person).await?;
    let person = person.to_owned();
    let services = scenarios
        .into_iter()
        .flat_map(|scenario| &scenario.services);
    let services: BTreeSet<&String> = services.map(|service| &service.id).collect();
    let barred = services.into_iter().filter(|id| {
        let events = cases.iter().map(Vec::as_slice);
        !promise_standing(events, &person, id).may_promise()
    });
    Ok(barred.cloned().collect())
}
