//! Rules without a source, sources that nothing cites, days on which nobody can have looked, and laws that count as
//! read although nobody says where in them the rule stands.

use std::collections::BTreeSet;

use catalog::scenario::{Confidence, Derivation, Scenario, Source};
use civic::Day;
use civic::day::parse_iso;
use serde_json::Value;

use crate::law;
use crate::report::{Fault, FaultKind, Severity};

pub(super) fn faults(scenario: &Scenario, today: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut without = |severity, what: String| {
        let message = format!("{what} has no source");
        faults.push(Fault::new(
            severity,
            FaultKind::MissingSource,
            &scenario.id,
            message,
        ));
    };
    for fact in &scenario.facts {
        if fact.sources.is_empty() && states_a_rule(&fact.derive) {
            without(Severity::Warning, format!("fact {}", fact.id));
        }
    }
    for service in &scenario.services {
        for (k, requirement) in service.requires.iter().enumerate() {
            if requirement.sources.is_empty() {
                without(
                    Severity::Error,
                    format!("requires[{k}] of service {}", service.id),
                );
            }
        }
        for exempted in service.exempted.iter().filter(|one| one.sources.is_empty()) {
            without(
                Severity::Error,
                format!("exempted {} of service {}", exempted.id, service.id),
            );
        }
        if service.guide.basis.is_empty() && service.elsewhere.is_none() {
            without(
                Severity::Error,
                format!("the guide of service {}", service.id),
            );
        }
    }
    for material in scenario
        .materials
        .iter()
        .filter(|one| one.sources.is_empty())
    {
        without(Severity::Warning, format!("material {}", material.id));
    }
    for commitment in scenario
        .commitments
        .iter()
        .filter(|one| one.sources.is_empty())
    {
        without(Severity::Error, format!("commitment {}", commitment.id));
    }
    faults.extend(days(scenario, today));
    faults.extend(uncited(scenario));
    faults.extend(without_article(&scenario.id, &scenario.sources));
    faults
}

/// Laws that count as read, and name no article or not the date of their version. What nobody has read word for word
/// is `unverified`, and is shown so.
pub(crate) fn without_article(of: &str, sources: &[Source]) -> Vec<Fault> {
    let read = sources.iter().filter(|source| {
        source.confidence == Confidence::Verified && law::is_law(source.title.zh())
    });
    read.filter_map(|source| {
        let missing = law::missing(source.title.zh())?;
        let message = format!("source {} is of a law, and names no {missing}", source.id);
        Some(Fault::new(
            Severity::Error,
            FaultKind::NoArticle,
            of,
            message,
        ))
    })
    .collect()
}

/// Sums, shares and counts state no rule of their own.
fn states_a_rule(derivation: &Derivation) -> bool {
    matches!(
        derivation,
        Derivation::BenefitMonths { .. }
            | Derivation::MonthsToRetirement(_)
            | Derivation::RetirementReached(_)
            | Derivation::Retirement { .. }
            | Derivation::AllowanceMonths { .. }
            | Derivation::MinimumMonths { .. }
            | Derivation::Deadline { .. }
            | Derivation::Survivors(_)
            | Derivation::WorkDeath(_)
            | Derivation::Severance(_)
    )
}

fn days(scenario: &Scenario, today: Day) -> Vec<Fault> {
    let region = &scenario.region;
    let mut looked: Vec<(String, &str)> =
        vec![(format!("place {}", region.code), &region.verified_on)];
    let sources = scenario.sources.iter();
    looked.extend(
        sources.map(|source| (format!("source {}", source.id), source.verified_on.as_str())),
    );
    for number in &region.numbers {
        let years = number.years.iter();
        looked.extend(years.map(|of| {
            (
                format!("number {} of {}", number.id, of.year),
                of.verified_on.as_str(),
            )
        }));
    }
    let mut faults = Vec::new();
    for (what, day) in looked {
        let message = match parse_iso(day) {
            None => format!("{what} does not say on which day it was verified"),
            Some(day) if day > today => {
                format!("{what} was verified on a day that is still to come")
            }
            Some(_) => continue,
        };
        faults.push(Fault::new(
            Severity::Error,
            FaultKind::MissingDate,
            &scenario.id,
            message,
        ));
    }
    faults
}

fn uncited(scenario: &Scenario) -> Vec<Fault> {
    let json = serde_json::to_value(scenario).unwrap_or_default();
    let mut cited = BTreeSet::new();
    look(&json, &mut cited);
    let sources = scenario
        .sources
        .iter()
        .filter(|source| !cited.contains(&source.id));
    sources
        .map(|source| {
            let message = format!("source {} is cited by nothing", source.id);
            Fault::new(
                Severity::Warning,
                FaultKind::UncitedSource,
                &scenario.id,
                message,
            )
        })
        .collect()
}

fn look(value: &Value, cited: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if let (true, Value::Array(ids)) =
                    (matches!(key.as_str(), "sources" | "basis"), inner)
                {
                    cited.extend(ids.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                if let ("promised_by", Value::String(id)) = (key.as_str(), inner) {
                    cited.insert(id.clone());
                }
                look(inner, cited);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| look(item, cited)),
        _ => {}
    }
}
