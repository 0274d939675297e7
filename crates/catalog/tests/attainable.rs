//! What a person can rightly change is told with the step that leads there; a fact of life is not held against them as
//! an answer that would have done better.

#[path = "support/alone.rs"]
mod alone;

use catalog::plan::{Change, how_to_attain, plan, what_would_change};
use catalog::{Answers, Context, Scenario, Value};
use civic::day::parse_iso;

fn changes(scenario: &Scenario, answers: &Answers) -> Vec<Change> {
    let context = Context::anonymous(parse_iso("2026-11-21").unwrap());
    let now = plan(scenario, answers, &context);
    what_would_change(scenario, answers, &context, &now)
}

/// The sentences for the changes of one question.
fn told(scenario: &Scenario, answers: &Answers, question: &str) -> Vec<Option<String>> {
    let changes = changes(scenario, answers);
    let of_question = changes.iter().filter(|change| change.question == question);
    let told = of_question.map(|change| how_to_attain(scenario, answers, change));
    told.map(|how| how.map(|how| how.zh().to_owned())).collect()
}

#[test]
fn a_contract_can_still_be_signed() {
    let scenario = alone::read("321000", "hiring").expect("the scenario loads");
    let answers = Answers::default()
        .with("employer_insured", Value::Flag(true))
        .with("work_forms", Value::Several(vec!["full_time".to_owned()]))
        .with("contract_signed", Value::Flag(false));
    let told = told(&scenario, &answers, "contract_signed");
    assert!(!told.is_empty());
    for how in told {
        assert_eq!(
            how.as_deref(),
            Some("和员工签好书面劳动合同后，就能一起办。")
        );
    }
}

#[test]
fn why_one_left_is_a_fact_of_life() {
    let scenario = alone::read("321000", "unemployment").expect("the scenario loads");
    let answers = Answers::default()
        .with("situation", Value::Text("left_employer".to_owned()))
        .with("now", Value::Several(vec!["none".to_owned()]))
        .with("worked_insured", Value::Flag(true))
        .with("benefit_stage", Value::Text("never".to_owned()))
        .with("leaving_reason", Value::Text("resigned".to_owned()))
        .with("insured_months", Value::Number(40))
        .with("insured_where", Value::Text("here".to_owned()));
    let told = told(&scenario, &answers, "leaving_reason");
    assert!(
        !told.is_empty(),
        "another reason would have made a difference"
    );
    assert!(told.iter().all(Option::is_none), "{told:?}");
}
