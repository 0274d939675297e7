//! Nothing is asked twice, nor of who need not know it: same as above, the answer that fills a column, questions that
//! are left to the office, and names from a list. On the scenarios as they are checked in.

#[path = "support/hiring.rs"]
mod hiring;
#[path = "support/scenario.rs"]
mod scenario;

use catalog::application::{field_value, problems};
use catalog::context::Context;
use catalog::field_check::check_value;
use catalog::plan::{Origin, StepState, WizardStep};
use catalog::scenario::{Kind, Scenario};
use catalog::{Answers, Application, Row, Value, plan};
use civic::day::parse_iso;
use scenario::library::library;
use scenario::scenario;

const YANGZHOU: &str = "321000";

fn nobody() -> Context {
    Context::anonymous(parse_iso("2026-11-21").unwrap())
}

/// A card that is lost and comes by mail.
fn card_by_mail() -> Answers {
    Answers::from([
        ("acting_for", Value::from("oneself")),
        ("card", Value::from("lost")),
        ("loss_reported", Value::Flag(true)),
        ("wishes", Value::Several(vec!["none".to_owned()])),
        ("birth_date", Value::from("1990-05-01")),
        ("document", Value::from("id_card")),
        ("local_tie", Value::Flag(true)),
        ("delivery_way", Value::from("mail")),
    ])
}

#[test]
fn the_card_is_sent_to_where_one_lives_until_another_address_is_typed() {
    let scenario = scenario("social_card");
    let plan = plan(&scenario, &card_by_mail(), &nobody());
    let mail = scenario.field("mail_address").unwrap();
    let planned = plan.field("mail_address").expect("it is sent by mail");
    assert_eq!(planned.origin, Origin::Alike);
    let mut application = Application {
        answers: card_by_mail(),
        ..Application::default()
    };
    let value =
        |application: &Application| field_value(&scenario, mail, &plan, application, &nobody());
    assert_eq!(value(&application), None);
    let mut type_in = |id: &str, text: &str| {
        application.fields.insert(id.to_owned(), Value::from(text));
        application.clone()
    };
    let home = type_in("address", "江苏省扬州市邗江区演示路 1 号");
    assert_eq!(
        value(&home),
        Some(Value::from("江苏省扬州市邗江区演示路 1 号"))
    );
    let wrong = problems(&scenario, &plan, &home, &nobody());
    assert!(
        wrong
            .iter()
            .all(|problem| problem.path != "/fields/mail_address"),
        "{wrong:?}"
    );
    let elsewhere = type_in("mail_address", "南京市演示路 2 号");
    assert_eq!(value(&elsewhere), Some(Value::from("南京市演示路 2 号")));
}

fn hiring(forms: &[&str]) -> (Scenario, Answers) {
    let mut answers = hiring::hiring(forms, "2026-11-02");
    let row = Row {
        key: "r1".to_owned(),
        ..Row::default()
    };
    answers.rows.insert("employees".to_owned(), vec![row]);
    (scenario("hiring"), answers)
}

#[test]
fn one_form_of_work_in_the_guide_is_that_of_every_employee() {
    let (scenario, answers) = hiring(&["full_time"]);
    let plan = plan(&scenario, &answers, &nobody());
    let row = &plan.group("employees").unwrap().rows[0];
    let form = row.fields.iter().find(|field| field.id == "employee_form");
    let form = form.expect("the registers want it of everybody");
    assert_eq!(form.start, Some(Value::from("full_time")));
    // It is handed in as if it had been typed, and does not stand in the way.
    let sent = plan.relevant_answers(&answers);
    let sent_row = &sent.rows("employees")[0];
    assert_eq!(
        sent_row.values.get("employee_form"),
        Some(&Value::from("full_time"))
    );
    let application = Application {
        answers,
        ..Application::default()
    };
    let path = "/answers/rows/employees/r1/employee_form";
    let wrong = problems(&scenario, &plan, &application, &nobody());
    assert!(
        wrong.iter().all(|problem| problem.path != path),
        "{wrong:?}"
    );
}

#[test]
fn of_several_forms_of_work_each_employee_is_asked_which() {
    let (scenario, answers) = hiring(&["full_time", "intern"]);
    let plan = plan(&scenario, &answers, &nobody());
    let row = &plan.group("employees").unwrap().rows[0];
    let form = row
        .fields
        .iter()
        .find(|field| field.id == "employee_form")
        .unwrap();
    assert_eq!(form.start, None);
    let application = Application {
        answers,
        ..Application::default()
    };
    let path = "/answers/rows/employees/r1/employee_form";
    let wrong = problems(&scenario, &plan, &application, &nobody());
    assert!(wrong.iter().any(|problem| problem.path == path));
}

fn bereaved() -> Answers {
    Answers::from([
        ("acting_for", Value::from("oneself")),
        ("scheme", Value::from("enterprise")),
        ("died_on", Value::from("2026-11-10")),
        ("cause", Value::from("not_work")),
        ("other_funeral", Value::Flag(false)),
        ("payout", Value::from("deceased_card")),
        ("died_abroad", Value::Flag(false)),
        ("also", Value::Several(vec!["none".to_owned()])),
    ])
}

#[test]
fn the_bereaved_are_not_asked_for_months_that_the_office_has() {
    let scenario = scenario("bereavement");
    let without = plan(&scenario, &bereaved(), &nobody());
    assert_eq!(without.frontier(), WizardStep::End);
    for id in ["deceased_insured_months", "drawn_months"] {
        let step = without
            .steps
            .iter()
            .find(|step| step.question == id)
            .unwrap();
        assert_eq!(step.state, StepState::Left);
        assert!(without.asked().all(|step| step.question != id));
    }
    let figure = &without.service("survivors_benefit").unwrap().figures[0];
    assert_eq!(figure.value, None);
    assert_eq!(figure.missing.len(), 2, "{:?}", figure.missing);

    // Who wants to know beforehand says so at the figure.
    let told = bereaved()
        .with("deceased_insured_months", Value::Number(345))
        .with("drawn_months", Value::Number(42));
    let with = plan(&scenario, &told, &nobody());
    assert_eq!(
        with.values.get("pension_months"),
        Some(&Value::Number(1925))
    );
    let ids = |plan: &catalog::Plan| -> Vec<String> {
        plan.applied_for().map(|one| one.id.clone()).collect()
    };
    assert_eq!(
        ids(&with),
        ids(&without),
        "nothing hangs on it but the figure"
    );
}

#[test]
fn banks_come_from_a_list_those_of_the_place_first_and_each_fits_its_field() {
    let library = library();
    let scenario = library.scenario(YANGZHOU, "unemployment").unwrap();
    let bank = scenario.field("payout_bank").unwrap();
    let names: Vec<&str> = bank.names_like("").collect();
    assert_eq!(names[0], "江苏银行");
    for name in [
        "中国工商银行",
        "中国邮政储蓄银行",
        "招商银行",
        "江苏扬州农村商业银行",
    ] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    let by = |typed| bank.names_like(typed).collect::<Vec<_>>();
    assert_eq!(by("建行"), ["中国建设银行"]);
    assert_eq!(by("扬州农商行"), ["江苏扬州农村商业银行"]);
    let nationwide = scenario::scenario("unemployment");
    let bank = nationwide.field("payout_bank").unwrap();
    assert_eq!(bank.names_like("").next(), Some("中国工商银行"));
    let today = nobody().today;
    for scenario in library.scenarios() {
        for field in scenario.fields.iter().filter(|field| field.list.is_some()) {
            assert!(matches!(field.kind, Kind::Text(_)));
            for name in field.names_like("") {
                let value = Value::from(name);
                assert_eq!(
                    check_value(&field.kind, &value, today),
                    Ok((value.clone(), None))
                );
            }
        }
    }
}
