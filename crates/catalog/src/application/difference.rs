//! What was typed held against the e-licences of the very person: a name or number that differs is said, with both.
//! It never stops anyone, for a licence may be the one that is out of date; a clerk sees it too.

use serde::{Deserialize, Serialize};

use super::{Application, field_value};
use crate::context::{Context, LicenceFact, record_key};
use crate::field_check::check_value;
use crate::plan::Plan;
use crate::scenario::{Field, Scenario};
use crate::{ActingFor, Value};

/// Why it differs, as the resident says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Explanation {
    /// The licence is the older one: 换过卡, 改过名.
    LicenceOutdated,
    /// What was typed is right, for whatever reason.
    AsTyped,
}

/// A field that says another thing than a licence.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference<'a> {
    pub field: &'a Field,
    pub fact: &'a LicenceFact,
}

/// The licence that says another thing than `value`, where one does. Compared are normal forms, so that blanks and
/// small letters are no difference; what is no valid value is told as such and not here.
pub fn differs<'a>(
    field: &Field,
    value: &Value,
    acting_for: ActingFor,
    context: &'a Context,
) -> Option<&'a LicenceFact> {
    let key = record_key(field.record.as_ref()?, acting_for)?;
    let normal = |value: &Value| Some(check_value(&field.kind, value, context.today).ok()?.0);
    let typed = normal(value)?;
    let facts = context.licence_facts.iter();
    facts
        .filter(|fact| fact.key == key)
        .find(|fact| normal(&fact.value).is_some_and(|says| says != typed))
}

/// Every field that differs, in the order of the form.
pub fn differences<'a>(
    scenario: &'a Scenario,
    plan: &Plan,
    application: &Application,
    context: &'a Context,
) -> Vec<Difference<'a>> {
    let fields = plan.fields.iter();
    fields
        .filter_map(|planned| {
            let field = scenario.field(&planned.id)?;
            let value = field_value(scenario, field, plan, application, context)?;
            let fact = differs(field, &value, plan.acting_for, context)?;
            Some(Difference { field, fact })
        })
        .collect()
}
