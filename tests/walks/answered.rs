//! What somebody in a walk table has answered. It lies beside the tables, for both who read them: the tests over the
//! content (crates/catalog) and those of the whole product.

use std::collections::BTreeMap;

use catalog::scenario::{ACTING_FOR, Scenario};
use catalog::{Answers, Row, Value};

/// By question.
pub(crate) type Given = BTreeMap<String, Value>;
/// By repeating group, in their order; their keys become r1, r2 ….
pub(crate) type Rows = BTreeMap<String, Vec<Given>>;

/// Who has answered anything acts for the scenario's first role where `acting_for` is not given.
pub(crate) fn answers(scenario: &Scenario, given: &Given, rows: &Rows) -> Answers {
    let mut answers = Answers {
        given: given.clone(),
        ..Answers::default()
    };
    if scenario.roles.len() > 1
        && !given.is_empty()
        && answers.get(ACTING_FOR).is_none()
        && let Some(first) = scenario.roles.first()
    {
        answers.set(ACTING_FOR, Value::from(first.id.id()));
    }
    for (group, rows) in rows {
        let keyed = rows.iter().enumerate().map(|(at, values)| Row {
            key: format!("r{}", at + 1),
            values: values.clone(),
        });
        answers.rows.insert(group.clone(), keyed.collect());
    }
    answers
}
