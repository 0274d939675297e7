//! Limits that follow from facts: the same for the guide, the form and the server, and never a dead end.

#[path = "support/scenario.rs"]
mod scenario;

use catalog::application::{Application, ProblemCode, problems};
use catalog::context::Context;
use catalog::field_check::FieldProblem;
use catalog::plan::{Limits, WizardStep};
use catalog::scenario::{Kind, Scenario};
use catalog::{Answers, Plan, Row, Value, plan};
use civic::day::parse_iso;
use scenario::scenario;

fn context() -> Context {
    Context::anonymous(parse_iso("2026-11-21").unwrap())
}

fn retirement() -> Scenario {
    scenario("retirement")
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

/// Where the first of several people is asked, the term is told from there: nobody in the rows is earlier.
#[test]
fn no_row_lies_before_the_first_of_all() {
    for (id, group, column, answers) in [
        (
            "hiring",
            "employees",
            "work_started",
            Answers::from([
                ("employer_insured", Value::Flag(true)),
                ("first_work_day", Value::from("2026-11-02")),
            ]),
        ),
        (
            "dismissal",
            "leavers",
            "contract_ended_on",
            Answers::from([
                ("first_end_date", Value::from("2026-11-02")),
                ("endings", Value::Several(vec!["by_worker".to_owned()])),
            ]),
        ),
        (
            "public_institution",
            "appointees",
            "work_started",
            Answers::from([
                ("purpose", Value::from("hire")),
                ("staff_kind", Value::from("on_quota")),
                ("entry", Value::Several(vec!["open_recruitment".to_owned()])),
                ("has_department", Value::Flag(true)),
                ("unit_enrolled", Value::Flag(true)),
                ("first_report_day", Value::from("2026-11-02")),
            ]),
        ),
    ] {
        let scenario = scenario(id);
        for (day, problem) in [
            ("2026-11-01", Some(FieldProblem::BelowLimit)),
            ("2026-11-02", None),
            ("2026-11-20", None),
        ] {
            let row = Row {
                key: "r1".to_owned(),
                values: [(column.to_owned(), Value::from(day))].into(),
            };
            let mut answers = answers.clone();
            answers.rows.insert(group.to_owned(), vec![row]);
            // What is asked besides does not matter here.
            answers.given.extend(
                [
                    ("work_forms", Value::Several(vec!["full_time".to_owned()])),
                    ("people", Value::Several(vec!["none".to_owned()])),
                    ("subsidy_people", Value::Several(vec!["none".to_owned()])),
                    ("staff_needs", Value::Several(vec!["none".to_owned()])),
                    ("contract_signed", Value::Flag(true)),
                    ("graded_injury", Value::Flag(false)),
                    ("keeps_files", Value::Flag(false)),
                    ("permit_people", Value::Flag(false)),
                    ("push_agreed", Value::Flag(false)),
                ]
                .map(|(id, value)| (id.to_owned(), value)),
            );
            let plan = plan(&scenario, &answers, &context());
            let application = Application {
                answers,
                ..Application::default()
            };
            let path = format!("/answers/rows/{group}/r1/{column}");
            let found = problems(&scenario, &plan, &application, &context());
            let here = found.iter().find(|problem| problem.path == path);
            let here = here.map(|problem| problem.code);
            assert_eq!(here, problem.map(ProblemCode::Field), "{id} {day}");
        }
    }
}

fn is_outside(plan: &Plan, question: &str) -> bool {
    let mut steps = plan.steps.iter();
    let step = steps.find(|step| step.question == question);
    step.unwrap_or_else(|| panic!("{question} is not asked"))
        .is_outside
}

#[test]
fn nobody_has_paid_for_longer_than_a_working_life() {
    for (id, question, before) in [
        (
            "retirement",
            "pension_insured_months",
            vec![
                ("insured_as", Value::from("flexible")),
                ("sex", Value::from("male")),
                ("way", Value::from("at_age")),
            ],
        ),
        (
            "unemployment",
            "insured_months",
            vec![
                ("situation", Value::from("left_employer")),
                ("now", Value::Several(vec!["none".to_owned()])),
                ("benefit_stage", Value::from("never")),
                ("leaving_reason", Value::from("laid_off")),
            ],
        ),
    ] {
        let scenario = scenario(id);
        for (birth, months, outside) in [
            // 20 years old: not 40 years, nor 9 of them; from the twelfth birthday 8 years and no more.
            ("2006-11-21", 480, true),
            ("2006-11-21", 97, true),
            ("2006-11-21", 96, false),
            ("1966-11-21", 480, false),
            ("1966-11-21", 577, true),
            // Nothing would be possible: who is too young is told so by the requirements.
            ("2016-11-21", 12, false),
        ] {
            let mut answers = Answers::from([
                ("acting_for", Value::from("oneself")),
                ("birth_date", Value::from(birth)),
            ]);
            let more = before
                .iter()
                .cloned()
                .chain([(question, Value::Number(months))]);
            answers
                .given
                .extend(more.map(|(id, value)| (id.to_owned(), value)));
            let plan = plan(&scenario, &answers, &context());
            assert_eq!(
                is_outside(&plan, question),
                outside,
                "{id} {birth} {months}"
            );
        }
    }
}

/// 各地可以更高: the number of the whole country is shown and stops nobody; a place's own does.
#[test]
fn a_loan_keeps_to_the_limit_that_the_place_has_set() {
    let mut scenario = scenario("startup");
    let outside = |scenario: &Scenario, loan: &str, amount: i64| {
        let answers = Answers::from([
            ("acting_for", Value::from("oneself")),
            ("entity", Value::from("company")),
            ("registered_on", Value::from("2026-10-22")),
            ("founder_group", Value::Several(vec!["graduate".to_owned()])),
            ("staff", Value::from("nobody")),
            ("premises", Value::from("own")),
            ("loan", Value::from(loan)),
            ("partners", Value::Number(3)),
            ("loan_amount", Value::Number(amount)),
        ]);
        is_outside(&plan(scenario, &answers, &context()), "loan_amount")
    };
    let table = [
        ("personal", 30, false),
        ("personal", 31, true),
        ("partnership", 99, false),
        ("partnership", 100, true),
        ("small_firm", 400, false),
        ("small_firm", 401, true),
    ];
    for (loan, amount, _) in table {
        assert!(
            !outside(&scenario, loan, amount),
            "nationwide: {loan} {amount}"
        );
    }
    for number in &mut scenario.region.numbers {
        number.places_may_exceed = false;
    }
    for (loan, amount, expected) in table {
        assert_eq!(
            outside(&scenario, loan, amount),
            expected,
            "{loan} {amount}"
        );
    }
}
