//! What was found, for people and for programs.

use std::fmt;

use serde::Serialize;

use crate::rule::{Kept, Rule};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "because", rename_all = "snake_case")]
pub enum Outcome {
    Passed,
    /// What was seen.
    Failed(Vec<String>),
    /// Why it could not be asked.
    NotAsked(String),
}

#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// `subject/rule`
    pub check: String,
    /// The rule in words.
    pub says: String,
    /// Where the contract says it.
    pub at: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Everything that was asked, by subject.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn has_failed(&self) -> bool {
        self.failed().next().is_some()
    }

    /// The ids of the rules that were broken.
    pub fn failed(&self) -> impl Iterator<Item = &str> {
        let failed = self
            .findings
            .iter()
            .filter(|finding| matches!(finding.outcome, Outcome::Failed(_)));
        failed.map(|finding| finding.check.as_str())
    }

    pub fn not_asked(&self) -> impl Iterator<Item = &str> {
        let not_asked = self
            .findings
            .iter()
            .filter(|finding| matches!(finding.outcome, Outcome::NotAsked(_)));
        not_asked.map(|finding| finding.check.as_str())
    }

    pub(crate) fn note(&mut self, rule: Rule, kept: Kept) {
        let outcome = match kept {
            Ok(()) => Outcome::Passed,
            Err(seen) => Outcome::Failed(vec![seen]),
        };
        self.add(rule, outcome);
    }

    pub(crate) fn not_ask(&mut self, rules: &[Rule], because: &str) {
        for rule in rules {
            self.add(*rule, Outcome::NotAsked(because.to_owned()));
        }
    }

    /// Those of one subject together, subjects and rules in the order of asking.
    pub(crate) fn group(&mut self) {
        let subject = |finding: &Finding| {
            let (subject, _) = finding.check.split_once('/').unwrap_or_default();
            subject.to_owned()
        };
        let mut subjects = Vec::new();
        for finding in &self.findings {
            let of = subject(finding);
            if !subjects.contains(&of) {
                subjects.push(of);
            }
        }
        self.findings
            .sort_by_key(|finding| subjects.iter().position(|it| *it == subject(finding)));
    }

    fn add(&mut self, rule: Rule, outcome: Outcome) {
        self.findings.push(Finding {
            check: rule.id.to_owned(),
            says: rule.says.to_owned(),
            at: rule.at.to_owned(),
            outcome,
        });
    }

    fn count(&self, is_such: impl Fn(&Outcome) -> bool) -> usize {
        let outcomes = self.findings.iter().map(|finding| &finding.outcome);
        outcomes.filter(|outcome| is_such(outcome)).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut subject = "";
        for finding in &self.findings {
            let (of, _) = finding
                .check
                .split_once('/')
                .unwrap_or((&finding.check, ""));
            if of != subject {
                writeln!(f, "{}{of}", if subject.is_empty() { "" } else { "\n" })?;
                subject = of;
            }
            match &finding.outcome {
                Outcome::Passed => writeln!(f, "  ok     {}: {}", finding.check, finding.says)?,
                Outcome::NotAsked(because) => {
                    writeln!(f, "  –      {}: not asked, {because}", finding.check)?;
                }
                Outcome::Failed(seen) => {
                    writeln!(
                        f,
                        "  FAILED {}: {} ({})",
                        finding.check, finding.says, finding.at
                    )?;
                    for seen in seen {
                        writeln!(f, "           {seen}")?;
                    }
                }
            }
        }
        let passed = self.count(|outcome| *outcome == Outcome::Passed);
        let failed = self.count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let rest = self.findings.len() - passed - failed;
        writeln!(f, "\n{passed} kept, {failed} broken, {rest} not asked")
    }
}
