//! What was found: faults with their counter-examples, and one line for each scenario, place and role.

mod coverage;
mod fault;

use std::fmt;
use std::time::Duration;

pub use coverage::{Coverage, Share};
pub use fault::{Fault, FaultKind, Severity};

/// One scenario in one place for one role.
#[derive(Debug, Clone)]
pub struct Line {
    pub scenario: String,
    pub region: String,
    pub role: String,
    pub questions: usize,
    /// The fewest and the most questions on a path.
    pub asked: (usize, usize),
    pub paths: u128,
    pub states: usize,
    pub time: Duration,
    pub faults: usize,
}

#[derive(Debug, Clone, Default)]
pub struct Report {
    pub lines: Vec<Line>,
    pub faults: Vec<Fault>,
    /// Where not all combinations were tried, and why.
    pub limits: Vec<String>,
    pub coverage: Coverage,
}

impl Report {
    pub fn count(&self, severity: Severity) -> usize {
        let of = |fault: &&Fault| fault.severity == severity;
        self.faults.iter().filter(of).count()
    }

    /// Adds a fault, or only where else it was found.
    pub(crate) fn add(&mut self, fault: Fault, found_in: Option<String>) {
        let same = |known: &&mut Fault| {
            known.kind == fault.kind
                && known.scenario == fault.scenario
                && known.message == fault.message
        };
        match self.faults.iter_mut().find(same) {
            Some(known) => {
                if fault.path.as_ref().map(String::len) < known.path.as_ref().map(String::len) {
                    known.path = fault.path;
                }
                known.found_in.extend(found_in);
            }
            None => self.faults.push(Fault {
                found_in: found_in.into_iter().collect(),
                ..fault
            }),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| scenario | place | role | questions (on a path) | paths | states | seconds | faults |"
        )?;
        writeln!(f, "|---|---|---|---|---:|---:|---:|---:|")?;
        for line in &self.lines {
            let (fewest, most) = line.asked;
            writeln!(
                f,
                "| {} | {} | {} | {} ({fewest}–{most}) | {} | {} | {:.2} | {} |",
                line.scenario,
                line.region,
                line.role,
                line.questions,
                grouped(line.paths),
                grouped(line.states as u128),
                line.time.as_secs_f32(),
                line.faults,
            )?;
        }
        writeln!(f, "\n{}", self.coverage)?;
        for limit in &self.limits {
            writeln!(f, "\nnot every combination: {limit}")?;
        }
        for fault in &self.faults {
            writeln!(f, "\n{fault}")?;
        }
        writeln!(
            f,
            "\n{} errors, {} warnings",
            self.count(Severity::Error),
            self.count(Severity::Warning)
        )
    }
}

/// `1 234 567`
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1 234 567");
    }

    #[test]
    fn a_fault_of_several_places_is_told_once() {
        let mut report = Report::default();
        for place in ["全国", "扬州市"] {
            let fault = Fault::new(
                Severity::Error,
                FaultKind::NeverReached,
                "x",
                "question a is never asked",
            );
            report.add(fault, Some(place.to_owned()));
        }
        assert_eq!(report.faults.len(), 1);
        assert_eq!(report.faults[0].found_in.len(), 2);
    }
}
