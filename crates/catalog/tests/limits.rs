//! Limits that follow from facts: the same for the guide, the form and the server, and never a dead end.

use std::path::Path;

use catalog::application::{Application, ProblemCode, problems};
use catalog::context::Context;
use catalog::field_check::FieldProblem;
use catalog::load::{Library, NATIONAL};
use catalog::plan::{Limits, WizardStep};
use catalog::scenario::{Kind, Scenario};
use catalog::{Answers, Plan, Value, plan};
use civic::day::parse_iso;

fn context() -> Context {
    Context::anonymous(parse_iso("2026-11-21").unwrap())
}

fn retirement() -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let library = Library::read(&folder).expect("the scenarios load");
    library.scenario(NATIONAL, "retirement").unwrap().clone()
}

/// An insured man's answers as far as the month in which he means to retire.
fn man(insured_as: &str, birth: &str, way: &str, retire_in: &str) -> Answers {
    Answers::from([
        ("acting_for", Value::from("oneself")),
        ("insured_as", Value::from(insured_as)),
        ("sex", Value::from("male")),
        ("birth_date", Value::from(birth)),
        ("way", Value::from(way)),
        ("retire_in", Value::from(retire_in)),
    ])
}

fn limits(plan: &Plan) -> Limits {
    let mut steps = plan.steps.iter();
    steps
        .find(|step| step.question == "retire_in")
        .unwrap()
        .limits
        .clone()
}

#[test]
fn the_month_of_flexible_retirement_lies_where_the_law_allows() {
    let scenario = retirement();
    for (insured_as, birth, way, earliest, latest) in [
        // Born 1967-03: at 60 and 7 months, in 2027-10; no sooner than at 60.
        ("employer", "1967-03-20", "early", "2027-03", "2027-09"),
        // The notice to the employer takes three months from today.
        ("employer", "1966-09-20", "early", "2027-02", "2027-02"),
        // Without an employer this month is possible.
        ("flexible", "1966-09-20", "early", "2026-11", "2027-02"),
        ("employer", "1966-07-21", "late", "2027-01", "2029-12"),
    ] {
        let plan = plan(
            &scenario,
            &man(insured_as, birth, way, "2025-01"),
            &context(),
        );
        let expected = Limits {
            min: Some(Value::from(earliest)),
            max: Some(Value::from(latest)),
        };
        assert_eq!(limits(&plan), expected, "{insured_as} {birth} {way}");
    }
}

#[test]
fn a_month_outside_is_asked_again_and_refused_at_the_hand_in() {
    let scenario = retirement();
    for (way, birth, month, is_outside) in [
        ("early", "1967-03-20", "2025-01", true),
        ("early", "1967-03-20", "2027-02", true),
        ("early", "1967-03-20", "2027-03", false),
        ("early", "1967-03-20", "2027-10", true),
        ("late", "1966-07-21", "2026-12", true),
        ("late", "1966-07-21", "2029-12", false),
        ("late", "1966-07-21", "2055-01", true),
    ] {
        let answers = man("employer", birth, way, month);
        let plan = plan(&scenario, &answers, &context());
        let asked_again = plan.frontier() == WizardStep::Question("retire_in".to_owned());
        assert_eq!(asked_again, is_outside, "{way} {month}");
        let application = Application {
            answers,
            ..Application::default()
        };
        let found = problems(&scenario, &plan, &application, &context());
        let refused = found.iter().any(|problem| {
            problem.path == "/answers/given/retire_in" && problem.code == ProblemCode::OutsideLimits
        });
        assert_eq!(refused, is_outside, "{way} {month}");
    }
}

#[test]
fn where_nothing_is_possible_nobody_is_stopped() {
    let scenario = retirement();
    // Past the age already: no month lies between.
    let answers = man("flexible", "1965-08-10", "early", "2026-12");
    let plan = plan(&scenario, &answers, &context());
    assert!(limits(&plan).is_empty());
    assert!(!plan.service("early_retirement").unwrap().applied_for());
}

#[test]
fn a_value_is_held_against_limits_of_its_kind() {
    let within = |min: Value, max: Value| Limits {
        min: Some(min),
        max: Some(max),
    };
    let months = Kind::Month(Default::default());
    let spring = within(Value::from("2027-03"), Value::from("2027-05"));
    for (month, problem) in [
        ("2027-02", Some(FieldProblem::BelowLimit)),
        ("2027-03", None),
        ("2027-05", None),
        ("2027-06", Some(FieldProblem::AboveLimit)),
    ] {
        assert_eq!(
            spring.problem(&months, &Value::from(month)),
            problem,
            "{month}"
        );
    }
    let days = Kind::Date(Default::default());
    let november = within(Value::from("2026-11-05"), Value::from("2026-11-30"));
    assert_eq!(november.problem(&days, &Value::from("2026-11-05")), None);
    assert_eq!(
        november.problem(&days, &Value::from("2026-12-01")),
        Some(FieldProblem::AboveLimit)
    );
}
