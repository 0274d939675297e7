//! 无人审批: a rule decides where verified values alone say yes, by the same three-valued logic as the plan. Unknown
//! goes to a person; so does no, for nobody is refused by a machine; and so does what was said otherwise than a
//! register has it.

use std::collections::{BTreeMap, BTreeSet};

use catalog::evaluation::Truth;
use catalog::facts::{Verified, Vouched};
use catalog::scenario::{ACTING_FOR, Decides, Name, RuleCheck, Scenario};
use catalog::{ActingFor, Answers, Context, Value};

use crate::event::Origin;
use crate::rules::Rules;

/// A value that is vouched for, and by what.
pub type VerifiedValues = BTreeMap<Name, (Value, Origin)>;

/// What is known of an application when a rule is asked.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub scenario: &'a Scenario,
    /// That of the applicant and of the day: what registers say of him.
    pub context: &'a Context,
    pub acting_for: ActingFor,
    /// What was typed. It decides nothing, and where it says otherwise than a register, a person looks.
    pub typed: &'a Answers,
    /// What registers say of the people of its rows, by the keys of records.
    pub rows: &'a Answers,
}

/// What a rule says of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// By these values; what it states of this person.
    Granted {
        origins: BTreeMap<Name, Origin>,
        stated: BTreeMap<Name, Value>,
    },
    /// These checks do not hold, or nobody vouches for them.
    LeftToPerson { checks: Vec<String> },
}

/// What of an application is verified: who acts for himself has proven who he is, and what records of registers answer.
/// What was typed is not among it, whatever it says.
#[must_use]
pub fn verified_values(
    scenario: &Scenario,
    context: &Context,
    acting_for: ActingFor,
) -> VerifiedValues {
    let questions = scenario.questions.iter();
    let recorded = questions.filter_map(|question| {
        let key = question.record.as_ref()?;
        let value = context.record(key, acting_for)?.clone();
        Some((question.id.clone(), (value, Origin::Record(key.clone()))))
    });
    let mut values: VerifiedValues = recorded.collect();
    if acting_for == ActingFor::Oneself {
        let role = Value::from(acting_for.id());
        values.insert(ACTING_FOR.to_owned(), (role, Origin::Identity));
    }
    values
}

/// What the rule of a service says; `None` where it has none.
#[must_use]
pub fn decide_automatically(rules: &Rules, service: &str, known: Known<'_>) -> Option<Ruling> {
    rules.services.get(service)?.automatic.as_ref()?;
    let scenario = known.scenario;
    let decides = scenario.service(service)?.decides.as_ref()?;
    let values = verified_values(scenario, known.context, known.acting_for);
    let verified: Verified = values
        .iter()
        .map(|(name, (value, _))| (name.clone(), value.clone()))
        .collect();
    let Known {
        context,
        acting_for,
        rows,
        ..
    } = known;
    let vouched = Vouched::new(scenario, context, acting_for, &verified, rows);
    let mut because = BTreeSet::new();
    let mut open = Vec::new();
    for check in &decides.checks {
        match holds(check, &vouched, &values, known.typed) {
            Some(reasons) => because.extend(reasons),
            None => open.push(check.id.clone()),
        }
    }
    if !open.is_empty() {
        return Some(Ruling::LeftToPerson { checks: open });
    }
    let Some(stated) = stated(decides, &vouched, &mut because) else {
        let checks = decides.checks.iter().map(|check| check.id.clone());
        return Some(Ruling::LeftToPerson {
            checks: checks.collect(),
        });
    };
    let origins = because.into_iter().map(|name| {
        let origin = values.get(name).map(|(_, origin)| origin.clone());
        // A record that nobody is asked about is named by its key.
        let origin = origin.unwrap_or_else(|| Origin::Record(name.to_owned()));
        (name.to_owned(), origin)
    });
    Some(Ruling::Granted {
        origins: origins.collect(),
        stated,
    })
}

/// On what a check rests where it holds, and nobody has said otherwise.
fn holds<'a>(
    check: &'a RuleCheck,
    vouched: &Vouched<'a>,
    values: &VerifiedValues,
    typed: &Answers,
) -> Option<BTreeSet<&'a str>> {
    let evaluation = match &check.each {
        Some(group) => vouched.evaluate_each(group, &check.when),
        None => vouched.evaluate(&check.when),
    };
    let differs = |name: &str| match (typed.get(name), values.get(name)) {
        (Some(said), Some((value, _))) => said != value && *said != Value::Unsure,
        _ => false,
    };
    let is_disputed = evaluation.because.iter().any(|name| differs(name));
    (evaluation.truth == Truth::Yes && !is_disputed).then_some(evaluation.because)
}

/// The values that the outcome names; `None` where one is not known.
fn stated<'a>(
    decides: &'a Decides,
    vouched: &Vouched<'a>,
    because: &mut BTreeSet<&'a str>,
) -> Option<BTreeMap<Name, Value>> {
    let names = decides.outcome.iter().flat_map(|text| text.names());
    let mut found = BTreeMap::new();
    for name in names {
        let (value, reasons) = vouched.value(name)?;
        because.extend(reasons);
        found.insert(name.to_owned(), value);
    }
    Some(found)
}

pub(crate) fn is_rule(rules: &Rules, service: &str, id: &str, version: &str) -> bool {
    let rule = rules
        .services
        .get(service)
        .and_then(|it| it.automatic.as_ref());
    rule.is_some_and(|rule| rule.id == id && rule.version == version)
}
