//! 就业登记: by rule where every one of the hired is verified.

use catalog::{Answers, Row, Value};
use contract::case_action::ResidentAction;

use super::applied::{Applied, several};
use crate::test_app::TestApp;

fn hiring(people: &[(&str, &str)]) -> Applied<'static> {
    let mut answers = Answers::from([
        ("acting_for", Value::from("employer")),
        ("employer_insured", Value::Flag(true)),
        ("work_forms", several(&["full_time"])),
        ("first_work_day", Value::from("2026-11-02")),
        ("contract_signed", Value::Flag(true)),
        ("people", several(&["none"])),
        ("subsidy_people", several(&["none"])),
    ]);
    let row = |(at, (name, number)): (usize, &(&str, &str))| Row {
        key: format!("r{at}"),
        values: [
            ("name", Value::from(*name)),
            ("id_number", Value::from(*number)),
            ("mobile", Value::from("15400000021")),
            ("employee_form", Value::from("full_time")),
            ("work_started", Value::from("2026-11-02")),
            ("position", Value::from("仓库管理员")),
            ("contract_type", Value::from("open_ended")),
            ("contract_started", Value::from("2026-11-02")),
            ("monthly_wage", Value::Number(500_000)),
            ("insured_from", Value::from("2026-11")),
        ]
        .map(|(id, value)| (id.to_owned(), value))
        .into(),
    };
    let rows = people.iter().enumerate().map(row).collect();
    answers.rows.insert("employees".to_owned(), rows);
    Applied {
        scenario: "hiring",
        service: "employment_registration",
        answers,
        fields: Vec::new(),
    }
}

#[tokio::test]
async fn hired_people_are_registered_by_rule_where_every_one_of_them_is_verified() {
    const FANG: (&str, &str) = ("方敏", "320000199805181028");
    const DENG: (&str, &str) = ("邓凯", "320000199103072118");
    let app = TestApp::start_with_the_products_scenarios().await;
    let clerk = app.resident("qian-minghui").await;
    let withdrawn = async |number: &str| {
        let all = ResidentAction::WithdrawAll;
        let answer = clerk.act(number, number, all).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    let case = hiring(&[FANG]).granted_to(&clerk).await;
    withdrawn(&case.number).await;
    // Another's number under her name: neither who it is nor anything else is verified.
    let misnamed = hiring(&[("方敏", DENG.1)]);
    let (number, open) = misnamed.left_to_a_person(&clerk).await;
    assert_eq!(open, ["identity", "age", "contract", "no_other_job"]);
    withdrawn(&number).await;
    // The contract of one is not filed: a person looks.
    let (_, open) = hiring(&[DENG]).left_to_a_person(&clerk).await;
    assert_eq!(open, ["contract"]);
}
