//! What all the runs of one scenario have seen together: what was reached, asked, and which way conditions turned.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::{Fault, FaultKind, Severity};

#[derive(Default)]
pub(crate) struct Gathered {
    /// By words such as 「question left_on」: whether any path of any run leads there.
    pub(super) reached: BTreeMap<String, bool>,
    /// Questions on whose answer something turns in some run.
    pub(super) matters: BTreeSet<String>,
    /// Questions that are asked in some run.
    pub(super) asked: BTreeSet<String>,
    /// By place and content: the parts of a condition, each before what is inside it.
    pub(super) conditions: BTreeMap<String, Vec<Part>>,
    /// Whether some run has not tried every combination.
    pub(super) inexact: bool,
}

pub(super) struct Part {
    /// 「question left_on: 没有工作的情形=离开单位」
    pub(super) words: String,
    pub(super) parent: Option<usize>,
    pub(super) can_hold: bool,
    pub(super) can_fail: bool,
    pub(super) requirement: bool,
}

impl Gathered {
    pub(super) fn reach(&mut self, what: String, reached: bool) {
        *self.reached.entry(what).or_default() |= reached;
    }

    pub(crate) fn faults(&self, scenario: &str) -> Vec<Fault> {
        // "Never" rests on every combination; where only pairs were tried it is a suspicion.
        let (never, only) = if self.inexact {
            (Severity::Warning, " (as far as pairs of answers tell)")
        } else {
            (Severity::Error, "")
        };
        let mut faults = Vec::new();
        for (what, reached) in &self.reached {
            if !reached {
                let message = format!("{what} is never reached, whatever is answered{only}");
                faults.push(Fault::new(
                    never,
                    FaultKind::NeverReached,
                    scenario,
                    message,
                ));
            }
        }
        for question in self.asked.difference(&self.matters) {
            let message =
                format!("question {question} changes no service, material, field or figure{only}");
            faults.push(Fault::new(
                never,
                FaultKind::ChangesNothing,
                scenario,
                message,
            ));
        }
        for parts in self.conditions.values() {
            let settled: Vec<bool> = parts
                .iter()
                .map(|part| part.can_hold != part.can_fail)
                .collect();
            for (at, part) in parts.iter().enumerate() {
                let inner = parts
                    .iter()
                    .enumerate()
                    .any(|(other, inside)| settled[other] && is_inside(parts, inside, at));
                if inner {
                    continue;
                }
                let words = &part.words;
                match (part.can_hold, part.can_fail) {
                    (false, true) => {
                        let message = format!("{words}: never holds{only}");
                        faults.push(Fault::new(never, FaultKind::NeverTrue, scenario, message));
                    }
                    (true, false) => {
                        let message = if part.requirement {
                            format!("{words}: is met by everyone{only}")
                        } else {
                            format!("{words}: always holds{only}")
                        };
                        faults.push(Fault::new(
                            Severity::Warning,
                            FaultKind::AlwaysTrue,
                            scenario,
                            message,
                        ));
                    }
                    _ => {}
                }
            }
        }
        faults
    }
}

fn is_inside(parts: &[Part], part: &Part, outer: usize) -> bool {
    let mut parent = part.parent;
    while let Some(at) = parent {
        if at == outer {
            return true;
        }
        parent = parts.get(at).and_then(|part| part.parent);
    }
    false
}
