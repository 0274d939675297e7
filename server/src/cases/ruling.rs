//! What the rule of a service said (无人审批), in the words of the scenario version by which it was asked.

use std::collections::BTreeMap;

use casework::event::EventKind;
use catalog::Value;
use catalog::scenario::{Decides, Name, RuleCheck, Scenario};
use contract::case::{Ruling, RulingReason};

use super::case_file::CaseFile;
use super::words;

/// `None` where no rule was asked.
pub(crate) fn of(file: &CaseFile, service: &str) -> Option<Ruling> {
    let decides = file.scenario.service(service)?.decides.as_ref()?;
    file.events
        .iter()
        .rev()
        .find_map(|event| match &event.what {
            EventKind::DecidedAutomatically {
                service: of,
                rule,
                rule_version,
                ..
            } if of == service => {
                let checks = decides.checks.iter();
                let reasons = checks.map(|check| reason(check, check.met.zh()));
                Some(Ruling {
                    granted: true,
                    rule: rule.clone(),
                    version: rule_version.clone(),
                    reasons: reasons.collect(),
                })
            }
            EventKind::LeftToPerson {
                service: of,
                rule,
                rule_version,
                checks,
            } if of == service => {
                let open = decides.checks.iter();
                let open = open.filter(|check| checks.contains(&check.id));
                let reasons = open.map(|check| reason(check, check.open.zh()));
                Some(Ruling {
                    granted: false,
                    rule: rule.clone(),
                    version: rule_version.clone(),
                    reasons: reasons.collect(),
                })
            }
            _ => None,
        })
}

fn reason(check: &RuleCheck, text: &str) -> RulingReason {
    RulingReason {
        check: check.id.clone(),
        text: text.to_owned(),
        register: check.register.zh().to_owned(),
    }
}

/// What a decision states of this person: the rule's words with the values that were kept with it.
pub(crate) fn stated(scenario: &Scenario, service: &str, values: &str) -> Option<String> {
    let decides: &Decides = scenario.service(service)?.decides.as_ref()?;
    let values: BTreeMap<Name, Value> = serde_json::from_str(values).ok()?;
    let mut said = decides.outcome.as_ref()?.zh().to_owned();
    for (name, value) in &values {
        let shows = scenario.fact(name).and_then(|fact| fact.shows);
        let mark = ["{", name, "}"].concat();
        said = said.replace(&mark, &words::fact(shows, value));
    }
    Some(said)
}
