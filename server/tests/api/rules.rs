//! The rules of the product's own scenarios (无人审批): for each, somebody to whom it grants within the hand-in, with
//! the reason and a paper, and somebody whom it leaves to a person.

mod applied;
mod cards;
mod hiring;

use catalog::{Answers, Value};
use contract::case_action::ResidentAction;
use contract::document::Verified;
use contract::office_action::OfficeAction;
use contract::ops::OpsCasePage;
use contract::person::Holdings;

use crate::documents::words_of;
use crate::office::WHOLE;
use crate::results::code_in;
use crate::test_app::TestApp;
use applied::{Applied, service, several};

fn unemployed() -> Applied<'static> {
    Applied {
        scenario: "unemployment",
        service: "unemployment_registration",
        answers: Answers::from([
            ("situation", Value::from("left_employer")),
            ("now", several(&["none"])),
            ("benefit_stage", Value::from("never")),
            ("leaving_reason", Value::from("resigned")),
            ("insured_where", Value::from("here")),
            ("hardship", several(&["none"])),
        ]),
        fields: vec![("education", Value::from("college"))],
    }
}

#[tokio::test]
async fn unemployment_is_registered_by_rule_and_a_person_looks_where_one_objects() {
    const ID: &str = "unemployment_registration";
    let app = TestApp::start_with_the_products_scenarios().await;
    let resident = app.resident("xie-wen").await;
    let case = unemployed().granted_to(&resident).await;
    let ruling = service(&case, ID).ruling.as_ref().unwrap();
    assert_eq!((&*ruling.rule, &*ruling.version), (ID, "2026-11-30"));
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
        "2026-11-30",
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
    let app = TestApp::start_with_the_products_scenarios().await;
    for (who, expected) in [
        // A licence in his name: some places count it as work, others do not.
        ("ma-xiaodong", &["no_business"][..]),
        // Of her registers say nothing but her age.
        (
            "lin-jing",
            &[
                "no_pension",
                "insurance_stopped",
                "job_ended",
                "no_business",
            ],
        ),
    ] {
        let resident = app.resident(who).await;
        let (_, open) = unemployed().left_to_a_person(&resident).await;
        assert_eq!(open, expected, "{who}");
    }
}

fn retiring() -> Applied<'static> {
    Applied {
        scenario: "retirement",
        service: "retirement_notice",
        answers: Answers::from([
            ("acting_for", Value::from("oneself")),
            ("insured_as", Value::from("flexible")),
            ("way", Value::from("at_age")),
            ("pension_insured_months", Value::Number(240)),
            ("file_points", several(&["none"])),
            ("several_places", Value::Flag(false)),
            ("bonus", Value::from("none")),
            ("also_wanted", several(&["none"])),
        ]),
        fields: Vec::new(),
    }
}

#[tokio::test]
async fn a_retirement_notice_states_what_follows_from_register_and_file() {
    const ID: &str = "retirement_notice";
    let app = TestApp::start_with_the_products_scenarios().await;
    let resident = app.resident("chen-guoping").await;
    let case = retiring().granted_to(&resident).await;
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
    let unseen = Applied {
        fields: vec![("first_worked_in", Value::from("1988-07"))],
        ..retiring()
    };
    let (_, open) = unseen.left_to_a_person(&resident).await;
    assert_eq!(open, ["file", "no_special_work"]);
}
