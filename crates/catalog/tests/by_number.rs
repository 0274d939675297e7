//! Birth and sex follow from the identity number: a cell is filled from it, an answer is held against it, and who says
//! another thing is told where. On the scenarios as they are checked in.

#[path = "support/hiring.rs"]
mod hiring;
#[path = "support/scenario.rs"]
mod scenario;

use catalog::application::{ProblemCode, problems};
use catalog::context::Context;
use catalog::field_check::FieldProblem;
use catalog::plan::{Origin, RowPlan};
use catalog::scenario::Scenario;
use catalog::{Answers, Application, Row, Value, plan};
use civic::day::parse_iso;
use hiring::hiring;
use scenario::scenario;

const BORN_2017: &str = "320000201709230010";
const BORN_1990: &str = "320000199005010036";

fn nobody() -> Context {
    Context::anonymous(parse_iso("2026-11-21").unwrap())
}

/// A guardian has a card made for somebody born on that day, whose number is typed.
fn card_for(birth: &str, number: &str) -> Vec<FieldProblem> {
    let scenario = scenario("social_card");
    let application = Application {
        answers: Answers::from([
            ("acting_for", Value::from("guardian")),
            ("card", Value::from("none")),
            ("birth_date", Value::from(birth)),
            ("document", Value::from("id_card")),
            ("delivery_way", Value::from("branch")),
        ]),
        fields: [("id_number".to_owned(), Value::from(number))].into(),
        ..Application::default()
    };
    let plan = plan(&scenario, &application.answers, &nobody());
    assert!(plan.service("card_application").unwrap().applied_for());
    of(&scenario, &plan, &application, "/fields/id_number")
}

fn of(
    scenario: &Scenario,
    plan: &catalog::Plan,
    application: &Application,
    path: &str,
) -> Vec<FieldProblem> {
    let found = problems(scenario, plan, application, &nobody()).into_iter();
    let here = found.filter(|problem| problem.path == path);
    here.filter_map(|problem| match problem.code {
        ProblemCode::Field(problem) => Some(problem),
        _ => None,
    })
    .collect()
}

#[test]
fn a_child_with_the_number_of_an_adult_does_not_pass() {
    assert_eq!(
        card_for("2017-09-23", BORN_1990),
        [FieldProblem::BirthDiffers]
    );
    assert_eq!(card_for("2017-09-23", BORN_2017), []);
    // However it is written.
    assert_eq!(card_for("2017-09-23", "320000 20170923 0010"), []);
    // What is no number is told as such, and nothing else.
    assert_eq!(
        card_for("2017-09-23", "320000199005010037"),
        [FieldProblem::CitizenIdChecksum]
    );
}

#[test]
fn an_adult_with_the_number_of_a_child_does_not_pass_either() {
    assert_eq!(
        card_for("1990-05-01", BORN_2017),
        [FieldProblem::BirthDiffers]
    );
}

#[test]
fn the_sex_that_was_answered_is_that_of_the_number() {
    let scenario = scenario("retirement");
    let none = || Value::Several(vec!["none".to_owned()]);
    for (sex, expected) in [("female", vec![FieldProblem::SexDiffers]), ("male", vec![])] {
        let application = Application {
            answers: Answers::from([
                ("acting_for", Value::from("relative")),
                ("insured_as", Value::from("flexible")),
                ("sex", Value::from(sex)),
                ("birth_date", Value::from("1965-12-01")),
                ("post", Value::from("worker")),
                ("way", Value::from("at_age")),
                ("pension_insured_months", Value::Number(240)),
                ("file_points", none()),
                ("several_places", Value::Flag(false)),
                ("bonus", Value::from("one_child")),
                ("also_wanted", none()),
            ]),
            fields: [("id_number".to_owned(), Value::from("320000196512010010"))].into(),
            ..Application::default()
        };
        let plan = plan(&scenario, &application.answers, &nobody());
        assert!(plan.field("id_number").is_some(), "{sex}");
        let found = of(&scenario, &plan, &application, "/fields/id_number");
        assert_eq!(found, expected, "{sex}");
    }
}

/// What is wrong with the first day of work of somebody with this number.
fn hired_on(day: &str, number: &str) -> Vec<FieldProblem> {
    let scenario = scenario("hiring");
    let mut answers = hiring(&["full_time"], "2026-11-16");
    let cells = [
        ("name", "周亦可"),
        ("id_number", number),
        ("work_started", day),
    ];
    let row = Row {
        key: "r1".to_owned(),
        values: cells
            .map(|(id, value)| (id.to_owned(), Value::from(value)))
            .into(),
    };
    answers.rows.insert("employees".to_owned(), vec![row]);
    let application = Application {
        answers,
        ..Application::default()
    };
    let plan = plan(&scenario, &application.answers, &nobody());
    let path = "/answers/rows/employees/r1/work_started";
    of(&scenario, &plan, &application, path)
}

/// 劳动法第十五条: from the sixteenth birthday on.
#[test]
fn nobody_is_hired_before_the_sixteenth_birthday() {
    let born = "320000201011180015";
    assert_eq!(hired_on("2026-11-17", born), [FieldProblem::TooYoung]);
    assert_eq!(hired_on("2026-11-18", born), []);
    assert_eq!(hired_on("2026-11-17", BORN_1990), []);
    assert_eq!(hired_on("2026-11-17", BORN_2017), [FieldProblem::TooYoung]);
    // While the number is none, nothing is said of the day.
    assert_eq!(hired_on("2026-11-17", "3200002010"), []);
}

/// What is wrong with the day on which somebody with this number died.
fn died_on(day: &str, number: &str) -> Vec<FieldProblem> {
    let scenario = scenario("bereavement");
    let application = Application {
        answers: Answers::from([
            ("acting_for", Value::from("oneself")),
            ("scheme", Value::from("enterprise")),
            ("died_on", Value::from(day)),
            ("cause", Value::from("not_work")),
            ("deceased_insured_months", Value::Unsure),
        ]),
        fields: [("deceased_number".to_owned(), Value::from(number))].into(),
        ..Application::default()
    };
    let plan = plan(&scenario, &application.answers, &nobody());
    assert!(plan.field("died_on").is_some());
    of(&scenario, &plan, &application, "/fields/died_on")
}

#[test]
fn nobody_dies_before_birth() {
    assert_eq!(died_on("2017-09-22", BORN_2017), [FieldProblem::TooYoung]);
    assert_eq!(died_on("2017-09-23", BORN_2017), []);
    assert_eq!(died_on("2017-09-22", BORN_1990), []);
}

/// What a register has answered is not typed: it is not held against the number.
#[test]
fn a_record_is_not_held_against_the_number() {
    let scenario = scenario("social_card");
    let mut context = Context {
        signed_in: true,
        ..nobody()
    };
    let birth = ("person.birth_date".to_owned(), Value::from("1990-05-02"));
    context.records.extend([birth]);
    let application = Application {
        answers: Answers::from([
            ("acting_for", Value::from("oneself")),
            ("card", Value::from("none")),
            ("document", Value::from("id_card")),
            ("delivery_way", Value::from("branch")),
        ]),
        fields: [("id_number".to_owned(), Value::from(BORN_1990))].into(),
        ..Application::default()
    };
    let plan = plan(&scenario, &application.answers, &context);
    let found = problems(&scenario, &plan, &application, &context);
    assert!(
        found
            .iter()
            .all(|problem| problem.path != "/fields/id_number"),
        "{found:?}"
    );
}

/// A dependant of somebody who died at work on 2026-10-12, with what was typed of them.
fn dependant(cells: &[(&str, &str)]) -> (Scenario, Application) {
    let cells = cells.iter();
    let row = Row {
        key: "r1".to_owned(),
        values: cells
            .map(|(id, value)| ((*id).to_owned(), Value::from(*value)))
            .collect(),
    };
    let mut answers = Answers::from([
        ("acting_for", Value::from("oneself")),
        ("circumstance", Value::from("at_once")),
        ("accident_date", Value::from("2026-10-12")),
        ("recognition", Value::from("decided")),
        ("died_on", Value::from("2026-10-12")),
        ("injury_insured", Value::Flag(true)),
        ("funeral_elsewhere", Value::Flag(false)),
        ("has_dependants", Value::Flag(true)),
        ("pension_insured", Value::Flag(true)),
    ]);
    answers.rows.insert("dependants".to_owned(), vec![row]);
    let application = Application {
        answers,
        ..Application::default()
    };
    (scenario("work_death"), application)
}

fn row(scenario: &Scenario, application: &Application) -> RowPlan {
    let plan = plan(scenario, &application.answers, &nobody());
    let group = plan.group("dependants").expect("there are dependants");
    group.rows[0].clone()
}

const BIRTH: &str = "/answers/rows/dependants/r1/dependant_birth";
const SEX: &str = "/answers/rows/dependants/r1/dependant_sex";

#[test]
fn a_dependants_birth_and_sex_are_filled_from_the_number_and_not_asked() {
    let child = [
        ("dependant_relation", "child"),
        ("capacity", "not_assessed"),
        ("support", "supported"),
    ];
    let (scenario, without) = dependant(&child);
    let cell = |row: &RowPlan, id: &str| {
        let mut fields = row.fields.iter();
        fields.find(|field| field.id == id).cloned().unwrap()
    };
    let before = row(&scenario, &without);
    assert_eq!(cell(&before, "dependant_birth").origin, Origin::Resident);
    assert_eq!(before.facts.get("percent"), None);

    let (scenario, with) = dependant(&[&child[..], &[("id_number", BORN_2017)]].concat());
    let after = row(&scenario, &with);
    for (id, says) in [("dependant_birth", "2017-09-23"), ("dependant_sex", "male")] {
        let cell = cell(&after, id);
        assert_eq!(
            (cell.origin, cell.start),
            (Origin::Number, Some(Value::from(says)))
        );
    }
    assert_eq!(after.facts.get("percent"), Some(&Value::Number(30)));
    let plan = plan(&scenario, &with.answers, &nobody());
    for path in [BIRTH, SEX] {
        assert_eq!(of(&scenario, &plan, &with, path), []);
    }
    // It is handed in as if it had been typed.
    let sent = plan.relevant_answers(&with.answers);
    let sent = &sent.rows("dependants")[0].values;
    assert_eq!(sent["dependant_birth"], Value::from("2017-09-23"));
    assert_eq!(sent["dependant_sex"], Value::from("male"));
}

#[test]
fn a_typed_birth_never_moves_a_share_and_is_told_where_it_differs() {
    // 36 years old and fit for work: no claim, whatever is typed beside the number.
    let (scenario, typed) = dependant(&[
        ("dependant_relation", "child"),
        ("id_number", BORN_1990),
        ("dependant_birth", "2017-09-23"),
        ("dependant_sex", "female"),
        ("capacity", "not_lost"),
        ("support", "supported"),
    ]);
    let plan = plan(&scenario, &typed.answers, &nobody());
    for path in [BIRTH, SEX] {
        assert_eq!(
            of(&scenario, &plan, &typed, path),
            [FieldProblem::DiffersFromNumber]
        );
    }
    let row = row(&scenario, &typed);
    assert_eq!(row.facts.get("percent"), Some(&Value::Number(0)));
    assert_eq!(row.facts.get("is_minor"), Some(&Value::Flag(false)));
}

#[test]
fn an_emptied_cell_holds_what_the_number_says() {
    let (scenario, emptied) = dependant(&[
        ("dependant_relation", "child"),
        ("id_number", BORN_2017),
        ("dependant_birth", ""),
    ]);
    let plan = plan(&scenario, &emptied.answers, &nobody());
    assert_eq!(of(&scenario, &plan, &emptied, BIRTH), []);
    let sent = plan.relevant_answers(&emptied.answers);
    let sent = &sent.rows("dependants")[0].values;
    assert_eq!(sent["dependant_birth"], Value::from("2017-09-23"));
}
