//! Dates, months and numbers that facts bound, and whose field or question takes others all the same.

mod amounts;
mod firsts;
mod lives;

use catalog::LocalizedText;
use catalog::scenario::{Derivation, Fact, Kind, RetirementWant, Scenario, Within};

use amounts::above_the_limit;
use firsts::before_the_first;
use lives::longer_than_a_life;

use crate::report::{Fault, FaultKind, Severity};

/// 社会保险法第四十六条: with what was not drawn the last time, no more than 24 months.
const MOST_BENEFIT_MONTHS: i64 = 24;
/// Words of a hint for what cannot lie in the past.
const FROM_NOW_ON: [&str; 3] = ["本月或以后", "今天或以后", "当天或以后"];

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut found = Vec::new();
    let in_groups = scenario.groups.iter().flat_map(|group| &group.facts);
    for fact in scenario.facts.iter().chain(in_groups) {
        match &fact.derive {
            Derivation::Severance(of) => found.extend(unordered(scenario, &of.started, &of.ended)),
            Derivation::BenefitMonths {
                unused: Some(unused),
                ..
            } => found.extend(too_many(scenario, unused)),
            _ => {}
        }
    }
    if scenario.facts.iter().any(is_end_of_range) {
        found.extend(free_months(scenario));
    }
    found.extend(only_in_words(scenario));
    found.extend(before_the_first(scenario));
    found.extend(longer_than_a_life(scenario));
    found.extend(above_the_limit(scenario));
    found.sort();
    found.dedup();
    let fault = |message| {
        let kind = FaultKind::UnboundedValue;
        Fault::new(Severity::Error, kind, &scenario.id, message)
    };
    found.into_iter().map(fault).collect()
}

/// An end of the time in which one may retire.
fn is_end_of_range(fact: &Fact) -> bool {
    let Derivation::Retirement { want, .. } = &fact.derive else {
        return false;
    };
    matches!(
        want,
        RetirementWant::EarliestMonth | RetirementWant::LatestMonth
    )
}

/// Months that may lie in the future, where facts say from when until when.
fn free_months(scenario: &Scenario) -> Vec<String> {
    let future = |kind: &Kind| matches!(kind, Kind::Month(bounds) if bounds.future && bounds.valid_until.is_none());
    let limited =
        |within: Option<&Within>| within.is_some_and(|within| within.limits().count() > 0);
    let questions = scenario
        .questions
        .iter()
        .filter(|one| future(&one.kind) && !limited(one.within.as_ref()))
        .map(|one| format!("question {}", one.id));
    let fields = scenario.fields.iter().filter(|one| {
        let question = one.answer.as_ref().and_then(|id| scenario.question(id));
        let within = one
            .within
            .as_ref()
            .or(question.and_then(|one| one.within.as_ref()));
        future(&one.kind) && !limited(within)
    });
    questions
        .chain(fields.map(|one| format!("field {}", one.id)))
        .map(|what| format!("{what} takes any month, though facts say the earliest and the latest"))
        .collect()
}

/// A limit that the hint tells and nothing holds.
fn only_in_words(scenario: &Scenario) -> impl Iterator<Item = String> {
    let told = |hint: &LocalizedText| FROM_NOW_ON.iter().any(|words| hint.zh().contains(words));
    let fields = scenario.fields.iter().filter(move |field| {
        let bare = field
            .within
            .as_ref()
            .is_none_or(|within| within.min.is_empty());
        bare && field.hint.as_ref().is_some_and(told)
    });
    fields.map(|field| {
        format!(
            "field {}: its hint says from when on, and it takes what lies before",
            field.id
        )
    })
}

/// An end that may lie before its beginning.
fn unordered(scenario: &Scenario, from: &str, to: &str) -> Option<String> {
    let names = |within: &Option<Within>, other: &str| {
        within
            .iter()
            .flat_map(Within::limits)
            .any(|limit| limit.of == other)
    };
    let held = match (scenario.field(to), scenario.question(to)) {
        (Some(field), _) => field.not_before.as_deref() == Some(from) || names(&field.within, from),
        (None, Some(question)) => names(&question.within, from),
        (None, None) => true,
    };
    let held = held
        || scenario
            .field(from)
            .is_some_and(|field| names(&field.within, to));
    (!held).then(|| format!("{to} may lie before {from}"))
}

fn too_many(scenario: &Scenario, unused: &str) -> Option<String> {
    let most = match &scenario.question(unused)?.kind {
        Kind::Number(bounds) => bounds.max,
        Kind::YearsMonths(bounds) => bounds.max,
        _ => return None,
    };
    (most > MOST_BENEFIT_MONTHS)
        .then(|| format!("question {unused} takes more than {MOST_BENEFIT_MONTHS} months"))
}
