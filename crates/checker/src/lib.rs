//! Proves scenarios: every path of answers of every scenario, in every place, for every role, is walked, and what
//! is wrong is told with the shortest path that shows it. [`FaultKind`] says what each kind of fault means.
//!
//! Numbers and dates are tried at their ends and at both sides of every threshold that a condition puts on them,
//! directly or through a calculated fact; of several options each alone, and of those that conditions mention every
//! pair. Paths that leave the same things open are walked once, so that all combinations of these are covered.
//! Only where one target takes more than [`MOST_STATES`] states is every *pair* of answers tried instead.

mod asked;
mod diagram;
mod expr;
pub mod flow;
mod isolated;
mod law;
mod model;
mod outcome;
mod pairs;
mod report;
mod run;
mod static_checks;
pub mod wording;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use catalog::ActingFor;
use catalog::load::{Library, LoadError};
use catalog::scenario::Scenario;
use civic::Day;

pub use diagram::MOST_STATES;
pub use report::{Coverage, Fault, FaultKind, Line, Report, Severity, Share};
use run::{Gathered, Memory};

/// Under this name faults of the handbook are told.
const HANDBOOK: &str = "handbook";

/// Checks a folder of scenarios, such as an agency's own. `today` is the day from which ages and terms count.
pub fn check_folder(folder: &Path, today: Day) -> Report {
    match Library::read(folder) {
        Ok(library) => {
            let mut report = check(&library, today);
            for fault in static_checks::overlays::faults(folder, &library) {
                report.add(fault, None);
            }
            sort(&mut report);
            report
        }
        Err(errors) => {
            let mut report = Report::default();
            for error in &errors {
                report.add(of_loading(error), None);
            }
            report
        }
    }
}

/// Checks one scenario of a folder by itself, as if it were live in every place.
///
/// # Errors
/// Where the files cannot be read at all.
pub fn check_isolated(folder: &Path, id: &str, today: Day) -> Result<Report, String> {
    let isolated = isolated::Isolated::copy(folder, id)?;
    Ok(check_folder(isolated.folder(), today))
}

/// Checks scenarios that have been read.
pub fn check(library: &Library, today: Day) -> Report {
    let mut report = Report {
        coverage: Coverage::of(library),
        ..Report::default()
    };
    let mut by_id: BTreeMap<&str, Vec<&Scenario>> = BTreeMap::new();
    for scenario in library.scenarios() {
        by_id.entry(&scenario.id).or_default().push(scenario);
    }
    let mut memory = Memory::default();
    for scenarios in by_id.values() {
        let mut gathered = Gathered::default();
        for scenario in scenarios.iter().copied() {
            let place = scenario.region.name.zh().to_owned();
            for fault in static_checks::faults(scenario, today) {
                report.add(fault, Some(place.clone()));
            }
            for role in roles(scenario) {
                let about = (scenario, role, today);
                one_run(about, &mut memory, &mut gathered, &mut report);
            }
        }
        let first = scenarios.first().map_or("", |scenario| &scenario.id);
        for fault in gathered.faults(first) {
            report.add(fault, None);
        }
    }
    let firsts: Vec<&Scenario> = by_id
        .values()
        .filter_map(|all| all.first().copied())
        .collect();
    for fault in static_checks::across::faults(&firsts) {
        report.add(fault, None);
    }
    for fault in static_checks::sources::without_article(HANDBOOK, &library.handbook().sources) {
        report.add(fault, None);
    }
    sort(&mut report);
    report
}

fn one_run(
    (scenario, role, today): (&Scenario, ActingFor, Day),
    memory: &mut Memory,
    gathered: &mut Gathered,
    report: &mut Report,
) {
    let began = Instant::now();
    let tally = run::run(scenario, role, today, memory, gathered);
    let region = scenario.region.name.zh().to_owned();
    let role = wording::role(scenario, role);
    report.lines.push(Line {
        scenario: scenario.id.clone(),
        region: region.clone(),
        role: role.clone(),
        questions: scenario.questions.len(),
        asked: (tally.ways.fewest, tally.ways.most),
        paths: tally.ways.paths,
        states: tally.states,
        time: began.elapsed(),
        faults: tally.faults.len(),
    });
    for limit in tally.limits {
        let limit = format!("{}: {limit}", scenario.id);
        if !report.limits.contains(&limit) {
            report.limits.push(limit);
        }
    }
    for fault in tally.faults {
        report.add(fault, Some(format!("{region}, {role}")));
    }
}

/// The roles in which a scenario can be brought.
fn roles(scenario: &Scenario) -> Vec<ActingFor> {
    if scenario.roles.is_empty() {
        vec![ActingFor::Oneself]
    } else {
        scenario.roles.iter().map(|role| role.id).collect()
    }
}

fn sort(report: &mut Report) {
    report
        .faults
        .sort_by_key(|fault| (fault.severity, fault.scenario.clone(), fault.kind));
}

/// What the loader refuses, under the kind of fault it is.
fn of_loading(error: &LoadError) -> Fault {
    let kind = match error.message.as_str() {
        message if message.ends_with("is not asked before") => FaultKind::LaterAnswer,
        message if message.contains("not a date") => FaultKind::MissingDate,
        message if message.contains("needs a source") => FaultKind::MissingSource,
        message if message.contains("no way to supply") => FaultKind::NoWayToSupply,
        message if message.contains("supply by promise") => FaultKind::ForbiddenPromise,
        message if message.contains("stands twice") => FaultKind::ConflictingIds,
        _ => FaultKind::DoesNotLoad,
    };
    let file = error.file.file_name().unwrap_or_default().to_string_lossy();
    let line = error
        .line
        .map(|line| format!(":{line}"))
        .unwrap_or_default();
    let message = format!("{}: {}", error.path, error.message);
    Fault::new(
        Severity::Error,
        kind,
        &format!("{file}{line}"),
        message.trim_start_matches(": "),
    )
}
