//! A fault: what is wrong, how grave it is, and the path of answers that shows it.

use std::fmt;

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
    /// Sensitive personal data are used, and no separate consent is asked for them.
    Unconsented,
    MissingText,
    MissingTranslation,
    MissingSource,
    /// A law counts as read, and its source names no article or not the date of its version.
    NoArticle,
    MissingDate,
    ConflictingIds,
    SameLabel,
    UncitedSource,
    IdleOverlay,
    /// Facts bound a date, month or number, and its field or question takes others.
    UnboundedValue,
    /// A paper that must precede an event may follow after it.
    LateDeferral,
    /// The place has no number for the year that counts, and nothing says so.
    MissingNumber,
    /// A service that is handed in says neither how long it takes nor where to ask.
    NoTimeLimit,
    /// A stretch of time is asked in months alone.
    MonthCount,
    /// 「您的」 of what is another's.
    WrongOwner,
    /// A rule that decides without a person looks at what is only typed.
    UnverifiedDecision,
    /// What is told without being asked rests on what is only typed.
    UnverifiedNotice,
    /// A question that is left to the office decides about more than figures.
    OptionalDecides,
    /// A scenario about others does not say of whom a case is.
    NoSubject,
}

impl FaultKind {
    pub const ALL: [Self; 34] = [
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
        Self::Unconsented,
        Self::MissingText,
        Self::MissingTranslation,
        Self::MissingSource,
        Self::NoArticle,
        Self::MissingDate,
        Self::ConflictingIds,
        Self::SameLabel,
        Self::UncitedSource,
        Self::IdleOverlay,
        Self::UnboundedValue,
        Self::LateDeferral,
        Self::MissingNumber,
        Self::NoTimeLimit,
        Self::MonthCount,
        Self::WrongOwner,
        Self::UnverifiedDecision,
        Self::UnverifiedNotice,
        Self::OptionalDecides,
        Self::NoSubject,
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
            Self::Unconsented => "unconsented",
            Self::MissingText => "missing-text",
            Self::MissingTranslation => "missing-translation",
            Self::MissingSource => "missing-source",
            Self::NoArticle => "no-article",
            Self::MissingDate => "missing-date",
            Self::ConflictingIds => "conflicting-ids",
            Self::SameLabel => "same-label",
            Self::UncitedSource => "uncited-source",
            Self::IdleOverlay => "idle-overlay",
            Self::UnboundedValue => "unbounded-value",
            Self::LateDeferral => "late-deferral",
            Self::MissingNumber => "missing-number",
            Self::NoTimeLimit => "no-time-limit",
            Self::MonthCount => "month-count",
            Self::WrongOwner => "wrong-owner",
            Self::UnverifiedDecision => "unverified-decision",
            Self::UnverifiedNotice => "unverified-notice",
            Self::OptionalDecides => "optional-decides",
            Self::NoSubject => "no-subject",
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
