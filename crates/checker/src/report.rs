//! What was found: faults with their counter-examples, and one line for each scenario, place and role.

use std::fmt;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// Each kind has a scenario under `tests/faults/` that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The files cannot be read as scenarios.
    DoesNotLoad,
    /// A condition looks at a question that is asked later.
    LaterAnswer,
    /// A question is asked to which there is no answer.
    PathDoesNotEnd,
    /// Nothing applies in the end, and nothing is advised.
    DeadEnd,
    NeverReached,
    ChangesNothing,
    AskedTwice,
    /// A field takes a value that cannot exist, or is filled from an answer that does not fit it.
    CannotBeFilled,
    /// Everything asked is answered, and still it cannot be told: a question was never asked.
    NeverAsked,
    /// A text names a value that is not known where the text is shown.
    TextWithoutValue,
    NeverTrue,
    AlwaysTrue,
    NoWayToSupply,
    ForbiddenPromise,
    MissingText,
    MissingTranslation,
    MissingSource,
    MissingDate,
    ConflictingIds,
    SameLabel,
    UncitedSource,
    IdleOverlay,
}

impl FaultKind {
    pub const ALL: [Self; 22] = [
        Self::DoesNotLoad,
        Self::LaterAnswer,
        Self::PathDoesNotEnd,
        Self::DeadEnd,
        Self::NeverReached,
        Self::ChangesNothing,
        Self::AskedTwice,
        Self::CannotBeFilled,
        Self::NeverAsked,
        Self::TextWithoutValue,
        Self::NeverTrue,
        Self::AlwaysTrue,
        Self::NoWayToSupply,
        Self::ForbiddenPromise,
        Self::MissingText,
        Self::MissingTranslation,
        Self::MissingSource,
        Self::MissingDate,
        Self::ConflictingIds,
        Self::SameLabel,
        Self::UncitedSource,
        Self::IdleOverlay,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::DoesNotLoad => "does-not-load",
            Self::LaterAnswer => "later-answer",
            Self::PathDoesNotEnd => "path-does-not-end",
            Self::DeadEnd => "dead-end",
            Self::NeverReached => "never-reached",
            Self::ChangesNothing => "changes-nothing",
            Self::AskedTwice => "asked-twice",
            Self::CannotBeFilled => "cannot-be-filled",
            Self::NeverAsked => "never-asked",
            Self::TextWithoutValue => "text-without-value",
            Self::NeverTrue => "never-true",
            Self::AlwaysTrue => "always-true",
            Self::NoWayToSupply => "no-way-to-supply",
            Self::ForbiddenPromise => "forbidden-promise",
            Self::MissingText => "missing-text",
            Self::MissingTranslation => "missing-translation",
            Self::MissingSource => "missing-source",
            Self::MissingDate => "missing-date",
            Self::ConflictingIds => "conflicting-ids",
            Self::SameLabel => "same-label",
            Self::UncitedSource => "uncited-source",
            Self::IdleOverlay => "idle-overlay",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub severity: Severity,
    pub kind: FaultKind,
    /// The scenario, or the file, that has it.
    pub scenario: String,
    pub message: String,
    /// The shortest path of answers that shows it, in the words of the scenario.
    pub path: Option<String>,
    /// The places and roles it was found in; empty where it is of the scenario itself.
    pub found_in: Vec<String>,
}

impl Fault {
    pub(crate) fn new(
        severity: Severity,
        kind: FaultKind,
        scenario: &str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            kind,
            scenario: scenario.to_owned(),
            message: message.into(),
            path: None,
            found_in: Vec::new(),
        }
    }

    #[must_use]
    pub(crate) fn by(mut self, path: Option<String>) -> Self {
        self.path = path;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(
            f,
            "{severity}[{}] {}: {}",
            self.kind.name(),
            self.scenario,
            self.message
        )?;
        if let Some(path) = &self.path {
            write!(f, "\n    e.g. {path}")?;
        }
        match &self.found_in[..] {
            [] => Ok(()),
            [first] => write!(f, "\n    in {first}"),
            [first, rest @ ..] => write!(f, "\n    in {first} and {} more", rest.len()),
        }
    }
}

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
