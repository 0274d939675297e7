//! The people whom the rows of an application name, and what registers say of them: for rules alone (无人审批).

use catalog::field_check::identity;
use catalog::scenario::{Group, Kind, Scenario};
use catalog::{Answers, Row};
use civic::Day;

use crate::registers::holdings::RegisterFacts;
use crate::registers::register::Named;
use crate::state::AppState;

/// What registers say, row by row. Where a register does not answer, nothing is known, and a person decides.
pub(super) async fn verified(
    app: &AppState,
    scenario: &Scenario,
    facts: &RegisterFacts,
    answers: &Answers,
) -> Answers {
    let today = app.clock.today();
    let mut verified = Answers::default();
    for group in looked_at(scenario) {
        let rows = answers.rows(&group.id);
        let named: Vec<Option<Named>> = rows
            .iter()
            .map(|row| named(scenario, group, row, today))
            .collect();
        let people: Vec<Named> = named.iter().flatten().cloned().collect();
        let employer = facts.text("employer.credit_code");
        let records = match app.registers.employees(employer, &people, today).await {
            Ok(records) => records,
            Err(_) => {
                tracing::warn!("the registers do not answer: no rule decides, a person does");
                Vec::new()
            }
        };
        let mut records = records.into_iter();
        let rows = rows.iter().zip(named).map(|(row, named)| Row {
            key: row.key.clone(),
            values: named.and_then(|_| records.next()).unwrap_or_default(),
        });
        verified.rows.insert(group.id.clone(), rows.collect());
    }
    verified
}

/// The groups of whose rows a rule asks registers.
fn looked_at(scenario: &Scenario) -> impl Iterator<Item = &Group> {
    let rules = scenario
        .services
        .iter()
        .filter_map(|it| it.decides.as_ref());
    let asked: Vec<&String> = rules
        .flat_map(|rule| rule.checks.iter().filter_map(|check| check.each.as_ref()))
        .collect();
    let groups = scenario.groups.iter();
    groups.filter(move |group| asked.contains(&&group.id))
}

/// Name and number of a row's person; `None` where one of them is not there.
fn named(scenario: &Scenario, group: &Group, row: &Row, today: Day) -> Option<Named> {
    let columns = || {
        let fields = group.columns.iter();
        fields.filter_map(|column| scenario.field(&column.id))
    };
    let name = columns().find(|field| matches!(field.kind, Kind::PersonName))?;
    let number =
        columns().find_map(|field| identity(&field.kind, row.values.get(&field.id)?, today))?;
    Some(Named {
        name: row.values.get(&name.id)?.text()?.to_owned(),
        number,
    })
}
