//! 无人审批: a rule decides where verified values alone say yes, by the same three-valued logic as the plan. Unknown goes
//! to a person; so does no, for nobody is refused by a machine.

use std::collections::BTreeMap;

use catalog::evaluation::Truth;
use catalog::facts::{Verified, evaluate_verified};
use catalog::scenario::{ACTING_FOR, Name, Scenario};
use catalog::{ActingFor, Context, Value};

use crate::action::Action;
use crate::event::Origin;
use crate::rules::Rules;

/// A value that is vouched for, and by what.
pub type VerifiedValues = BTreeMap<Name, (Value, Origin)>;

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

/// The decision of a service by its rule; `None` where it has none, or where verified values do not say yes.
#[must_use]
pub fn decide_automatically(
    scenario: &Scenario,
    rules: &Rules,
    service: &str,
    values: &VerifiedValues,
    context: &Context,
) -> Option<Action> {
    let rule = rules.services.get(service)?.automatic.as_ref()?;
    let known: Verified = values
        .iter()
        .map(|(name, (value, _))| (name.clone(), value.clone()))
        .collect();
    let evaluation = evaluate_verified(&rule.when, scenario, context, &known);
    if evaluation.truth != Truth::Yes {
        return None;
    }
    let origins = evaluation.because.iter().filter_map(|name| {
        let (_, origin) = values.get(*name)?;
        Some(((*name).to_owned(), origin.clone()))
    });
    Some(Action::DecideAutomatically {
        service: service.to_owned(),
        rule: rule.id.clone(),
        rule_version: rule.version.clone(),
        origins: origins.collect(),
    })
}

pub(crate) fn is_rule(rules: &Rules, service: &str, id: &str, version: &str) -> bool {
    let rule = rules
        .services
        .get(service)
        .and_then(|it| it.automatic.as_ref());
    rule.is_some_and(|rule| rule.id == id && rule.version == version)
}
