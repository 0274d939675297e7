//! 无人审批: a lost card is locked at once by a rule, which says so; whoever doubts it has a person look, who answers.

use casework::event::QuestionKind;
use contract::case_event::CaseEventKind;
use contract::office_action::OfficeAction;
use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;
use whole_product::tables::live_scenarios;

in_both_engines! {
    a_lost_card_is_locked_by_a_rule_and_a_person_answers_who_objects,
}

const LOSS: &str = "社会保障卡挂失";

async fn a_lost_card_is_locked_by_a_rule_and_a_person_answers_who_objects(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    // 林静 holds a card that is not locked: the register knows it.
    let mut demo = demo_people(&product).await;
    demo.retain(|person| person.name == "林静");
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "social_card");
    let scenario = scenario.expect("it is live");
    let owner = Applicant::told(scenario, &demo, "卡丢了，还没正式挂失");
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = any_walk::to_the_receipt(&mut resident, scenario, &owner, look).await;
    let case = format!("/cases/{number}");

    // Locked before anybody has looked, and it says by whom and why.
    resident.go(&case).await;
    resident.expect_in(LOSS, "已办结").await;
    resident.expect_in(LOSS, "没有经过人工").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press_in(LOSS, "看经过").await;
    resident.expect_in(LOSS, "自动办结").await;
    if screens::wanted() {
        resident.portrait("decided-automatically").await;
    }

    // A person is asked to look.
    resident.press_in(LOSS, "对结果有异议").await;
    resident.expect_heading("的结果有异议").await;
    resident.press("发出去").await;
    resident.expect("请先写下").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait("object").await;
    }
    resident.fill("您的理由", "卡找到了，不用挂失了。").await;
    resident.press("发出去").await;
    resident.expect_path(&case).await;
    resident.expect("已经发出去了").await;

    // He answers, and it is read where it was asked.
    let is_objection = |what: &CaseEventKind| {
        let objection = QuestionKind::Objection;
        matches!(what, CaseEventKind::Asked { kind, .. } if *kind == objection)
    };
    let asked = office.seq_of(&number, is_objection).await;
    let text = "已为您核对，可以在这里办解挂。".to_owned();
    office
        .act(&number, OfficeAction::Answer { asked, text })
        .await;
    resident.go("/inbox").await;
    resident.expect("经办机构答复了").await;
    resident.expect("可以在这里办解挂").await;
    resident.go(&case).await;
    resident.press("向经办机构提问").await;
    resident.expect_in("问过的", "卡找到了").await;
    resident.expect_in("问过的", "可以在这里办解挂").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.leave().await;
}
