//! A stretch of a working life that may be longer than the life.

use catalog::scenario::{Kind, Scenario, Within};

use super::super::rests::rests_on;

/// Shorter ones say nothing of an age.
const LONG_MONTHS: i64 = 240;
const LONG_YEARS: i64 = 20;
/// How a number of years is counted.
const YEARS: &str = "年";

/// Long stretches of time that are not held against the day of birth, where that is asked.
pub(super) fn longer_than_a_life(scenario: &Scenario) -> Vec<String> {
    let is_birth = |record: &Option<String>| record.as_deref() == Some("person.birth_date");
    let mut births = scenario.questions.iter();
    let Some(birth) = births.find(|one| is_birth(&one.record)) else {
        return Vec::new();
    };
    let is_held = |within: &Option<Within>| {
        let mut max = within.iter().flat_map(|within| &within.max);
        max.any(|limit| rests_on(scenario, &limit.of, &birth.id))
    };
    let questions = scenario.questions.iter();
    let free = questions.filter(|one| is_long(&one.kind) && !is_held(&one.within));
    free.map(|one| {
        format!(
            "question {} takes more time than somebody has lived",
            one.id
        )
    })
    .collect()
}

fn is_long(kind: &Kind) -> bool {
    match kind {
        Kind::YearsMonths(bounds) => bounds.max > LONG_MONTHS,
        Kind::Number(bounds) => bounds.unit.zh() == YEARS && bounds.max > LONG_YEARS,
        _ => false,
    }
}
