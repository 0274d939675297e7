//! Who may promise: by what became of the person's words in all cases.

use std::collections::BTreeSet;

use casework::{Event, PromiseStanding, Rules, promise_standing};
use catalog::Scenario;
use civic::day;
use contract::person::{LostWord, WordLoss};

use super::case_file::rules_of;
use crate::store::{Connection, StoreError, case_events};

/// The services of scenarios for which the person may give no word.
pub(crate) async fn no_word_for<'a>(
    db: &mut Connection,
    person: &str,
    scenarios: impl IntoIterator<Item = &'a Scenario>,
) -> Result<BTreeSet<String>, StoreError> {
    let cases = case_events::of_person(db, person).await?;
    let mut barred = BTreeSet::new();
    for scenario in scenarios {
        barred.extend(
            lost_words(&cases, person, scenario)
                .into_iter()
                .map(|lost| lost.service),
        );
    }
    Ok(barred)
}

/// The same with what happened, so that it can be told.
pub(crate) async fn lost(
    db: &mut Connection,
    person: &str,
    scenario: &Scenario,
) -> Result<Vec<LostWord>, StoreError> {
    let cases = case_events::of_person(db, person).await?;
    Ok(lost_words(&cases, person, scenario))
}

fn lost_words(cases: &[Vec<Event>], person: &str, scenario: &Scenario) -> Vec<LostWord> {
    let rules = rules_of(scenario);
    let person = person.to_owned();
    let services = scenario.services.iter();
    let lost = services.filter_map(|service| {
        let standing =
            |cases: &[&[Event]]| promise_standing(cases.iter().copied(), &person, &service.id);
        let all: Vec<&[Event]> = cases.iter().map(Vec::as_slice).collect();
        let now = standing(&all);
        if now.may_promise(&rules) {
            return None;
        }
        // The newest case that bars by itself, and the event since which it does.
        let bars = |events: &[Event]| !standing(&[events]).may_promise(&rules);
        let case = all.iter().rev().find(|events| bars(events))?;
        let since = (1..=case.len()).find(|taken| bars(&case[..*taken]))?;
        Some(LostWord {
            service: service.id.clone(),
            why: why(&now, &rules),
            on: day::iso(case[since - 1].at.day()),
        })
    });
    lost.collect()
}

/// The gravest first.
const fn why(standing: &PromiseStanding, rules: &Rules) -> WordLoss {
    if standing.false_anywhere > 0 {
        WordLoss::False
    } else if rules.words_bar && standing.broken > 0 {
        WordLoss::Broken
    } else {
        WordLoss::Withdrawn
    }
}
