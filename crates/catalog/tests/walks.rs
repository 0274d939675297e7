//! People, and what the guide must tell each of them: the tables of `tests/walks/`, one a scenario.
//! Every service stands under exactly one outcome, so that a change of the rules shows itself.
//! `WALKS=retirement` runs one table alone.

#[path = "support/alone.rs"]
mod alone;
#[path = "support/differences.rs"]
mod differences;
#[path = "support/walk_table.rs"]
mod walk_table;

use std::collections::{BTreeMap, BTreeSet};

use catalog::plan::{RowPlan, ServicePlan, what_would_change};
use catalog::{Answers, Context, Plan, Scenario, Truth, Value, Verdict, plan};
use differences::Differences;
use walk_table::Walk;

/// So many people at least make a table.
const LEAST: usize = 8;

#[test]
fn everyone_is_told_what_is_right_for_them() {
    let only = std::env::var("WALKS").ok();
    let mut wrong = Vec::new();
    for id in walk_table::tabled() {
        if only.as_ref().is_some_and(|only| *only != id) {
            continue;
        }
        let mut scenarios: BTreeMap<String, Scenario> = BTreeMap::new();
        let walks = walk_table::walks(&id);
        if walks.len() < LEAST {
            let few = walks.len();
            wrong.push(format!("{id}: {few} people, at least {LEAST} are expected"));
        }
        for walk in &walks {
            if !scenarios.contains_key(walk.region()) {
                match alone::read(walk.region(), &id) {
                    Ok(scenario) => scenarios.insert(walk.region().to_owned(), scenario),
                    Err(faults) => {
                        wrong.push(format!(
                            "{id} in {} does not load:\n{faults}",
                            walk.region()
                        ));
                        break;
                    }
                };
            }
            let found = differences(&scenarios[walk.region()], walk);
            wrong.extend(found.into_iter().map(|one| format!("{id}: {one}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} findings\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_scenario_has_its_people() {
    let mut scenarios = walk_table::yaml_stems(&alone::folder());
    for shared in ["shelf", "handbook", "library"] {
        scenarios.remove(shared);
    }
    assert_eq!(walk_table::tabled(), scenarios);
}

fn differences(scenario: &Scenario, walk: &Walk) -> Vec<String> {
    let answers = walk.answers(scenario);
    let context = walk.context();
    let plan = plan(scenario, &answers, &context);
    let mut differ = Differences::of(&walk.person);
    let strays = walk.strays(scenario, &answers);
    differ.between("answers that nothing asks for", Vec::new(), strays);
    verdicts(&mut differ, walk, &plan);
    reasons(&mut differ, walk, scenario, &answers, &context, &plan);
    figures(&mut differ, walk, scenario, &plan);
    needs(&mut differ, walk, &plan);
    differ.found
}

fn verdicts(differ: &mut Differences<'_>, walk: &Walk, plan: &Plan) {
    let expect = &walk.expect;
    let served = |which: &dyn Fn(&ServicePlan) -> bool| -> BTreeSet<String> {
        let services = plan.services.iter().filter(|service| which(service));
        services.map(|service| service.id.clone()).collect()
    };
    let is = |verdict| move |service: &ServicePlan| service.verdict == verdict;
    differ.between(
        "applies",
        expect.applies.clone(),
        served(&is(Verdict::Applies)),
    );
    differ.between(
        "does not apply",
        expect.does_not_apply.clone(),
        served(&is(Verdict::DoesNotApply)),
    );
    differ.between(
        "left to the office",
        expect.left_to_office.clone(),
        served(&|service| service.left_to_office),
    );
    let unknown = served(&is(Verdict::NotYetKnown));
    differ.between(
        "not yet known",
        expect.not_yet_known.clone(),
        &unknown - &served(&|service| service.left_to_office),
    );
}

fn reasons(
    differ: &mut Differences<'_>,
    walk: &Walk,
    scenario: &Scenario,
    answers: &Answers,
    context: &Context,
    plan: &Plan,
) {
    for (service, questions) in &walk.expect.because {
        let found = plan.service(service).map(deciding_against);
        differ.between(
            &format!("why not {service}"),
            Some(questions.clone()),
            found,
        );
    }
    for (service, changes) in &walk.expect.would_change {
        let found = changes_of(scenario, answers, context, service);
        differ.between(
            &format!("what would change {service}"),
            changes.clone(),
            found,
        );
    }
    let asked: BTreeSet<String> = plan.asked().map(|step| step.question.clone()).collect();
    differ.between(
        "questions asked in vain",
        BTreeSet::new(),
        &asked & &walk.expect.not_asked,
    );
}

fn figures(differ: &mut Differences<'_>, walk: &Walk, scenario: &Scenario, plan: &Plan) {
    for (name, value) in &walk.expect.values {
        if scenario.fact(name).is_none() && scenario.question(name).is_none() {
            differ.between("values", "no such question or fact", name);
        }
        differ.between(name, known(value), plan.values.get(name).cloned());
    }
    for (group, rows) in &walk.expect.row_values {
        for (key, values) in rows {
            for (name, value) in values {
                let row = row(plan, group, key);
                let found = row.and_then(|row| row.facts.get(name).cloned());
                differ.between(&format!("{group} {key} {name}"), known(value), found);
            }
        }
    }
}

/// Null in a table stands for what is not known.
fn known(value: &Value) -> Option<Value> {
    (*value != Value::Unsure).then(|| value.clone())
}

fn row<'a>(plan: &'a Plan, group: &str, key: &str) -> Option<&'a RowPlan> {
    plan.group(group)?.row(key)
}

fn needs(differ: &mut Differences<'_>, walk: &Walk, plan: &Plan) {
    let expect = &walk.expect;
    let names = |spared: bool| -> BTreeSet<String> {
        let materials = plan.materials.iter();
        let which = materials.filter(|material| material.exempted || !spared);
        which.map(|material| material.id.clone()).collect()
    };
    if let Some(materials) = &expect.materials {
        differ.between("materials", materials.clone(), names(false));
    }
    if let Some(spared) = &expect.spared {
        differ.between("spared", spared.clone(), names(true));
    }
    for (material, ways) in &expect.ways {
        let found = plan
            .material(material)
            .map(|material| material.allowed.clone());
        differ.between(
            &format!("ways to supply {material}"),
            Some(ways.clone()),
            found,
        );
    }
    let fields: BTreeSet<String> = plan.fields.iter().map(|field| field.id.clone()).collect();
    differ.between(
        "fields that are not there",
        BTreeSet::new(),
        &expect.fields - &fields,
    );
    for (group, rows) in &expect.row_fields {
        for (key, columns) in rows {
            let row = row(plan, group, key);
            let found: BTreeSet<String> = row
                .into_iter()
                .flat_map(|row| row.fields.iter().map(|field| field.id.clone()))
                .collect();
            differ.between(
                &format!("columns that {group} {key} does not have"),
                BTreeSet::new(),
                columns - &found,
            );
        }
    }
}

fn deciding_against(service: &ServicePlan) -> BTreeSet<String> {
    let unmet = service
        .outcomes
        .iter()
        .filter(|outcome| outcome.truth == Truth::No);
    unmet.flat_map(|outcome| outcome.because.clone()).collect()
}

fn changes_of(
    scenario: &Scenario,
    answers: &Answers,
    context: &Context,
    service: &str,
) -> BTreeMap<String, BTreeSet<String>> {
    what_would_change(
        scenario,
        answers,
        context,
        &plan(scenario, answers, context),
    )
    .into_iter()
    .filter(|change| change.service == service)
    .map(|change| {
        let values = change.values.iter();
        let texts = values.map(|value| match value {
            Value::Text(id) => id.clone(),
            other => format!("{other:?}"),
        });
        (change.question, texts.collect())
    })
    .collect()
}
