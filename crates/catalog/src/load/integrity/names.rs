//! Names in conditions: each leads to a question or a fact, of a kind that can be compared so.
//! Within the condition of a question only earlier questions are known; within that of a service only earlier services.

use std::collections::BTreeSet;

use super::Check;
use crate::Value;
use crate::condition::Condition;
use crate::scenario::{Fact, Group, Kind, TODAY, Within};

impl<'a> Check<'a> {
    pub(super) fn names_of(
        &mut self,
        when: Option<&'a Condition>,
        path: &str,
        group: Option<&Group>,
    ) {
        let mut names = Vec::new();
        if let Some(when) = when {
            when.walk(&mut |part| names.extend(part.subject()));
        }
        for name in names {
            self.name_in(name, path, group);
        }
    }

    /// Within a group a name may also be a column or a fact of the row.
    pub(super) fn name_in(&mut self, name: &str, path: &str, group: Option<&Group>) {
        let of_row = |group: &Group| {
            group.column(name).is_some() || group.facts.iter().any(|fact| fact.id == name)
        };
        if !group.is_some_and(of_row) {
            self.name(name, path);
        }
    }

    pub(super) fn name(&mut self, name: &str, path: &str) {
        if self.scenario.question(name).is_none() && self.scenario.fact(name).is_none() {
            self.fault(path, format!("there is no question or fact {name}"));
        }
    }

    /// `before`: only questions before this index may be looked at; `service`: only services before it.
    pub(super) fn condition(
        &mut self,
        condition: &'a Condition,
        path: &str,
        before: Option<usize>,
        service: Option<usize>,
    ) {
        let scenario = self.scenario;
        let mut parts = Vec::new();
        condition.walk(&mut |part| parts.push(part));
        for part in parts {
            if let Condition::Applies(id) = part {
                let at = scenario
                    .services
                    .iter()
                    .position(|candidate| candidate.id == *id);
                if at.is_none_or(|at| service.is_none_or(|service| at >= service)) {
                    self.fault(path, format!("{id} is not an earlier service"));
                }
            }
            let Some(name) = part.subject() else { continue };
            self.name(name, path);
            if let Some(before) = before {
                self.asked_before(name, path, before);
            }
            if let Some(question) = scenario.question(name)
                && let Some(wrong) = mismatch(part, &question.kind)
            {
                self.fault(path, format!("{name}: {wrong}"));
            }
        }
    }

    /// The limits of a question look at what is known before it; those of a column also at its row.
    pub(super) fn within(
        &mut self,
        within: Option<&'a Within>,
        path: &str,
        before: Option<usize>,
        group: Option<&Group>,
    ) {
        for limit in within.into_iter().flat_map(Within::limits) {
            let path = format!("{path}.within");
            if limit.of != TODAY {
                self.name_in(&limit.of, &path, group);
            }
            if let Some(before) = before {
                self.asked_before(&limit.of, &path, before);
            }
            match &limit.when {
                Some(when) if group.is_none() => self.condition(when, &path, before, None),
                when => self.names_of(when.as_ref(), &path, group),
            }
        }
    }

    fn asked_before(&mut self, name: &str, path: &str, before: usize) {
        let scenario = self.scenario;
        for question in self.roots(name) {
            let questions = &scenario.questions;
            let at = questions.iter().position(|one| one.id == question);
            if at.is_some_and(|at| at >= before) {
                self.fault(path, format!("{question} is not asked before"));
            }
        }
    }

    /// The questions a name rests on.
    pub(super) fn roots(&self, name: &str) -> BTreeSet<String> {
        let mut roots = BTreeSet::new();
        let mut waiting = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            match self.scenario.fact(&name) {
                Some(fact) => waiting.extend(leaves(fact).into_iter().map(str::to_owned)),
                None => {
                    roots.insert(name);
                }
            }
        }
        roots
    }

    pub(super) fn is_circular(&self, id: &str) -> bool {
        let mut waiting: Vec<&str> = self.scenario.fact(id).map(leaves).unwrap_or_default();
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if name == id {
                return true;
            }
            if seen.insert(name)
                && let Some(fact) = self.scenario.fact(name)
            {
                waiting.extend(leaves(fact));
            }
        }
        false
    }
}

/// The names of questions and facts that a fact looks at.
pub(super) fn leaves(fact: &Fact) -> Vec<&str> {
    fact.derive.names()
}

/// Whether a comparison cannot fit the kind of the question it looks at.
fn mismatch(condition: &Condition, kind: &Kind) -> Option<String> {
    let option = |value: &Value| match value {
        Value::Text(id) if !matches!(kind, Kind::Several(_)) => {
            !kind.admits(&Value::Text(id.clone()))
        }
        Value::Flag(_) => !matches!(kind, Kind::YesNo),
        Value::Number(_) => !kind.is_counted(),
        _ => true,
    };
    let wrong = match condition {
        Condition::Holds(_) => !matches!(kind, Kind::YesNo),
        Condition::Is(is) => option(&is.value),
        Condition::OneOf(one_of) => one_of.values.is_empty() || one_of.values.iter().any(option),
        Condition::Includes(includes) => {
            !matches!(kind, Kind::Several(_))
                || !kind.choices().iter().any(|c| c.id == includes.option)
        }
        Condition::AtLeast(_) | Condition::AtMost(_) => !kind.is_counted(),
        _ => false,
    };
    wrong.then(|| "the comparison does not fit the kind of the question".to_owned())
}
