//! What is asked twice on one path: by two questions, by a question and a field, or by two fields.

use std::mem::{Discriminant, discriminant};

use catalog::scenario::Kind;

use super::Run;
use super::uses::{Use, What};
use crate::expr::Expr;
use crate::model::names::VarOf;
use crate::report::{Fault, FaultKind, Severity};
use crate::wording::plain;

/// Something a resident is asked for.
struct Entry {
    words: String,
    /// The label without what does not change its meaning.
    label: String,
    /// The heading under which a field stands: 「代办人」 tells one 「姓名」 from another.
    section: Option<String>,
    /// What kind of answer it takes.
    kind: Discriminant<Kind>,
    record: Option<String>,
    /// The question whose answer fills it in.
    filled_from: Option<String>,
    question: Option<String>,
    group: Option<usize>,
    asked: Expr,
}

impl Entry {
    fn same_record(&self, other: &Self) -> bool {
        self.record.is_some() && self.record == other.record
    }
}

impl Run<'_, '_> {
    pub(super) fn asked_twice(&mut self) {
        let entries = self.entries();
        for (at, one) in entries.iter().enumerate() {
            for other in entries.iter().skip(at + 1) {
                if !means_the_same(one, other) {
                    continue;
                }
                let together = self.path_to([one.asked, other.asked]);
                let scenario = &self.scenario().id;
                let (a, b) = (&one.words, &other.words);
                let fault = match together {
                    // 「最后参保地」 as a choice and then by name is no second time, but a poor label.
                    Some(path) if one.kind == other.kind || one.same_record(other) => {
                        let message = format!("{a} and {b} ask for the same on one path");
                        let path = self.words(&path);
                        Fault::new(Severity::Error, FaultKind::AskedTwice, scenario, message)
                            .by(Some(path))
                    }
                    _ if one.label == other.label => {
                        let message = format!("{a} and {b} have labels that mean the same");
                        Fault::new(Severity::Warning, FaultKind::SameLabel, scenario, message)
                    }
                    _ => continue,
                };
                self.fault(fault);
            }
        }
    }

    fn entries(&mut self) -> Vec<Entry> {
        let scenario = self.scenario();
        let mut entries = Vec::new();
        for (var, of) in self.model.names.vars.iter().enumerate() {
            let VarOf::Question(at) = of else { continue };
            let question = &scenario.questions[*at];
            entries.push(Entry {
                words: format!("question {}", question.id),
                label: plain(question.label.zh()),
                section: None,
                kind: discriminant(&question.kind),
                record: question.record.clone(),
                filled_from: None,
                question: Some(question.id.clone()),
                group: None,
                asked: self.model.asked[var].when,
            });
        }
        let uses: Vec<Use<'_>> = self.uses.clone();
        for field in &scenario.fields {
            let of_field =
                |one: &&Use<'_>| matches!(one.what, What::Field { id } if id == field.id);
            // By the place it stands in: the form itself, or a group.
            let mut scopes: Vec<Option<usize>> = Vec::new();
            for usage in uses.iter().filter(of_field) {
                if !scopes.contains(&usage.scope) {
                    scopes.push(usage.scope);
                }
            }
            for scope in scopes {
                let here = uses
                    .iter()
                    .filter(of_field)
                    .filter(|one| one.scope == scope);
                let asked = self.model.exprs.any(here.map(|usage| usage.reached));
                entries.push(Entry {
                    words: format!("field {}", field.id),
                    label: plain(field.label.zh()),
                    section: Some(plain(field.section.zh())),
                    kind: discriminant(&field.kind),
                    record: field.record.clone(),
                    filled_from: field.answer.clone(),
                    question: None,
                    group: scope,
                    asked,
                });
            }
        }
        entries
    }
}

fn means_the_same(one: &Entry, other: &Entry) -> bool {
    // What an answer fills in is not asked again; a row is of somebody else.
    let filled = match (&one.question, &other.filled_from) {
        (Some(question), Some(from)) => question == from,
        _ => false,
    };
    let same_record = one.same_record(other);
    let same_section =
        one.section.is_none() || other.section.is_none() || one.section == other.section;
    let same_label = !one.label.is_empty() && one.label == other.label && same_section;
    !filled && one.group == other.group && (same_record || same_label)
}
