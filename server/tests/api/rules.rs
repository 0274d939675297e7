//! The rules of the product's own scenarios (无人审批): for each, somebody to whom it grants within the hand-in, with the
//! reason and a paper, and somebody whom it leaves to a person.

use casework::ServiceState;
use catalog::{Answers, Application, Row, Scenario, Supplied, Value};
use contract::case::{Case, CaseService, Submission};
use contract::case_action::ResidentAction;
use contract::document::Verified;
use contract::office_action::OfficeAction;
use contract::ops::OpsCasePage;
use contract::person::Holdings;

use crate::documents::words_of;
use crate::office::WHOLE;
use crate::resident::Resident;
use crate::results::code_in;
use crate::test_app::TestApp;

fn several(ids: &[&str]) -> Value {
    Value::Several(ids.iter().map(|&id| id.to_owned()).collect())
}

/// Hands in what these answers come to, with every declaration, and nothing that can be left out.
async fn hand_in(
    resident: &Resident<'_>,
    scenario: &str,
    answers: Answers,
    fields: &[(&str, Value)],
) -> Case {
    let path = format!("/api/v1/scenarios/{scenario}?region=321000");
    let scenario: Scenario = resident.get(&path).await.json();
    let mut application = Application {
        answers,
        sensitive_consent: true,
        ..Application::default()
    };
    let commitments = scenario.commitments.iter();
    application.agreed = commitments.map(|it| it.id.clone()).collect();
    let fields = fields.iter().cloned();
    application.fields = fields.map(|(id, value)| (id.to_owned(), value)).collect();
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    let at_counter: &[&str] = match holdings.licences.last().map(|one| &*one.kind) {
        None => &["id_card"],
        Some("business_licence") => &["labour_contract", "employer_authorization"],
        Some(_) => &[],
    };
    for material in at_counter {
        let shown = Supplied::Counter;
        application.materials.insert((*material).to_owned(), shown);
    }
    let submission = Submission {
        scenario: scenario.id,
        version: scenario.version,
        hash: scenario.hash,
        region: scenario.region.code,
        application,
    };
    let key = key_of(&submission);
    let answer = resident.post("/api/v1/cases", &key, &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

/// A key that belongs to what is handed in, as that of a draft does.
fn key_of(submission: &Submission) -> String {
    use sha2::{Digest, Sha256};
    let bytes = serde_json::to_vec(submission).unwrap();
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn service<'a>(case: &'a Case, id: &str) -> &'a CaseService {
    let mut services = case.services.iter();
    services.find(|one| one.service == id).unwrap()
}

/// What nobody vouched for.
fn open_checks(case: &Case, id: &str) -> Vec<String> {
    let ruling = service(case, id).ruling.as_ref().unwrap();
    assert!(!ruling.granted);
    let reasons = ruling.reasons.iter();
    reasons.map(|reason| reason.check.clone()).collect()
}

fn unemployed_fields() -> [(&'static str, Value); 1] {
    [("education", Value::from("college"))]
}

fn unemployed() -> Answers {
    Answers::from([
        ("situation", Value::from("left_employer")),
        ("now", several(&["none"])),
        ("benefit_stage", Value::from("never")),
        ("leaving_reason", Value::from("resigned")),
        ("insured_where", Value::from("here")),
        ("hardship", several(&["none"])),
    ])
}

#[tokio::test]
async fn unemployment_is_registered_by_rule_and_a_person_looks_where_one_objects() {
    const ID: &str = "unemployment_registration";
    let app = TestApp::start_with_the_products_scenarios().await;
    let resident = app.resident("xie-wen").await;
    let case = hand_in(
        &resident,
        "unemployment",
        unemployed(),
        &unemployed_fields(),
    )
    .await;
    let granted = service(&case, ID);
    assert_eq!(granted.state, ServiceState::Granted);
    let ruling = granted.ruling.as_ref().unwrap();
    assert_eq!((&*ruling.rule, &*ruling.version), (ID, "2026-12-01"));
    assert_eq!(ruling.reasons.len(), 5);
    // The paper that follows says the same, and can be verified.
    let number = &case.number;
    let paper = resident
        .get(&format!("/api/v1/cases/{number}/results/{ID}.pdf"))
        .await;
    let words = words_of(&paper);
    for said in [
        "失业登记办理结果通知书",
        "现在没有单位为您缴社会保险",
        "全民参保登记库",
        "2026-12-01",
        "可以要求人工复核",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let verify = format!("/api/v1/verify/{}", code_in(&words));
    let found: Verified = app.get(&verify).await.json();
    assert!(found.demo);
    // Whoever does not agree is answered by a person, who finds it by the filter.
    let objected = |path: &str| format!("/ops/v1/cases?{path}");
    let listed = app.office_get(WHOLE, &objected("objected=true")).await;
    assert!(listed.json::<OpsCasePage>().items.is_empty());
    let object = ResidentAction::Object {
        service: ID.to_owned(),
        text: "离职日期不对，请人工看一看".to_owned(),
    };
    let answer = resident.act(number, "o", object).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let listed = app.office_get(WHOLE, &objected("objected=true")).await;
    let listed = listed.json::<OpsCasePage>().items;
    let services = listed.iter().flat_map(|case| &case.services);
    let found: Vec<_> = services.filter(|one| one.objected).collect();
    assert_eq!(found.len(), 1);
    assert_eq!((&*listed[0].number, &*found[0].service), (&**number, ID));
    let events = resident.shown(number).await.events;
    let asked = events.last().unwrap().seq;
    let answer = OfficeAction::Answer {
        asked,
        text: "看过了，日期已更正，登记不变。".to_owned(),
    };
    app.done(number, "a", answer).await;
    let listed = app.office_get(WHOLE, &objected("objected=true")).await;
    assert!(listed.json::<OpsCasePage>().items.is_empty());
}

#[tokio::test]
async fn whoever_a_register_does_not_clear_is_left_to_a_person_and_told_for_what() {
    const ID: &str = "unemployment_registration";
    let app = TestApp::start_with_the_products_scenarios().await;
    // A licence in his name: some places count it as work, others do not.
    let resident = app.resident("ma-xiaodong").await;
    let case = hand_in(
        &resident,
        "unemployment",
        unemployed(),
        &unemployed_fields(),
    )
    .await;
    assert_eq!(service(&case, ID).state, ServiceState::Submitted);
    assert_eq!(open_checks(&case, ID), ["no_business"]);
    // Of her registers say nothing but her age.
    let resident = app.resident("lin-jing").await;
    let case = hand_in(
        &resident,
        "unemployment",
        unemployed(),
        &unemployed_fields(),
    )
    .await;
    assert_eq!(service(&case, ID).state, ServiceState::Submitted);
    let open = [
        "no_pension",
        "insurance_stopped",
        "job_ended",
        "no_business",
    ];
    assert_eq!(open_checks(&case, ID), open);
}

fn retiring() -> Answers {
    Answers::from([
        ("acting_for", Value::from("oneself")),
        ("insured_as", Value::from("flexible")),
        ("way", Value::from("at_age")),
        ("pension_insured_months", Value::Number(240)),
        ("file_points", several(&["none"])),
        ("several_places", Value::Flag(false)),
        ("bonus", Value::from("none")),
        ("also_wanted", several(&["none"])),
    ])
}

#[tokio::test]
async fn a_retirement_notice_states_what_follows_from_register_and_file() {
    const ID: &str = "retirement_notice";
    let app = TestApp::start_with_the_products_scenarios().await;
    let resident = app.resident("chen-guoping").await;
    let case = hand_in(&resident, "retirement", retiring(), &[]).await;
    assert_eq!(service(&case, ID).state, ServiceState::Granted);
    // Born in November 1966 or so: the month is computed by the law of 2024 from the date on record.
    let stated = case.events.last().unwrap().text.clone().unwrap();
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    let birth = holdings.records["person.birth_date"].value.day().unwrap();
    let statutory = civic::retirement::statutory(birth, civic::retirement::Group::Men60);
    let month = statutory.month;
    let month = format!("{} 年 {} 月", month.year(), month.month());
    assert!(stated.contains(&month), "{month}: {stated}");
    assert!(!stated.contains('{'), "{stated}");
    let path = format!("/api/v1/cases/{}/results/{ID}.pdf", case.number);
    let words = words_of(&resident.get(&path).await);
    assert!(words.contains("退休时间测算告知书"), "{words}");
    assert!(!words.contains("办理结果通知书"), "{words}");
    let printed = words.replace([' ', '\n'], "");
    assert!(printed.contains(&month.replace(' ', "")), "{words}");
    // The values lie where words lie: nothing of them stands in the events.
    let mut db = app.database().await;
    let events: Vec<String> = sqlx::query_scalar("SELECT what FROM case_events")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert!(!events.concat().contains("statutory_month"));
    // His file was never looked at: a person does.
    let resident = app.resident("xu-delin").await;
    let case = hand_in(
        &resident,
        "retirement",
        retiring(),
        &[("first_worked_in", Value::from("1988-07"))],
    )
    .await;
    assert_eq!(service(&case, ID).state, ServiceState::Submitted);
    assert_eq!(open_checks(&case, ID), ["file", "no_special_work"]);
}

#[tokio::test]
async fn a_card_is_locked_and_unlocked_by_rule_unless_it_was_locked_formally() {
    const ID: &str = "card_loss";
    let app = TestApp::start_with_the_products_scenarios().await;
    let answers = |card: &str| {
        Answers::from([
            ("acting_for", Value::from("oneself")),
            ("card", Value::from(card)),
            ("loss_reported", Value::Flag(false)),
            ("wishes", several(&["none"])),
            ("document", Value::from("id_card")),
            ("delivery_way", Value::from("branch")),
        ])
    };
    // Found again: the lock is taken back.
    let resident = app.resident("lin-jing").await;
    let case = hand_in(&resident, "social_card", answers("found"), &[]).await;
    assert_eq!(service(&case, ID).state, ServiceState::Granted);
    assert!(case.undo_until.is_none());
    // No register has a card of hers: nothing is unlocked for her by a machine.
    let resident = app.resident("he-yu").await;
    let mobile = ("mobile", Value::from("15400000012"));
    let case = hand_in(&resident, "social_card", answers("found"), &[mobile]).await;
    assert_eq!(open_checks(&case, ID), ["card"]);
}

fn hiring(people: &[(&str, &str)]) -> Answers {
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
    answers
}

#[tokio::test]
async fn hired_people_are_registered_by_rule_where_every_one_of_them_is_verified() {
    const ID: &str = "employment_registration";
    const FANG: (&str, &str) = ("方敏", "320000199805181028");
    const DENG: (&str, &str) = ("邓凯", "320000199103072118");
    let app = TestApp::start_with_the_products_scenarios().await;
    let clerk = app.resident("qian-minghui").await;
    let case = hand_in(&clerk, "hiring", hiring(&[FANG]), &[]).await;
    assert_eq!(service(&case, ID).state, ServiceState::Granted);
    // The contract of one is not filed: a person looks, and of nobody is said anything.
    let answer = clerk
        .act(&case.number, "w", ResidentAction::WithdrawAll)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let case = hand_in(&clerk, "hiring", hiring(&[("方敏", DENG.1)]), &[]).await;
    // Another's number under her name: neither who it is nor anything else is verified.
    assert_eq!(
        open_checks(&case, ID),
        ["identity", "age", "contract", "no_other_job"]
    );
    let answer = clerk
        .act(&case.number, "w2", ResidentAction::WithdrawAll)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let case = hand_in(&clerk, "hiring", hiring(&[DENG]), &[]).await;
    assert_eq!(service(&case, ID).state, ServiceState::Submitted);
    assert_eq!(open_checks(&case, ID), ["contract"]);
}
