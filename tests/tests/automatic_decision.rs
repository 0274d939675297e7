//! 无人审批: a lost card is locked, and unemployment registered, at once by a rule, which says what it compared;
//! whoever doubts it has a person look, who answers.

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
    unemployment_is_registered_by_a_rule_that_lists_what_it_compared,
}

const LOSS: &str = "社会保障卡挂失";
const REGISTRATION: &str = "失业登记";

/// Hands in what the table tells of, as somebody whom the registers know; the number of the case.
async fn hand_in(resident: &mut Resident, product: &Product, id: &str, told: [&str; 2]) -> String {
    let [told, name] = told;
    let mut demo = demo_people(product).await;
    demo.retain(|person| person.name == name);
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == id);
    let scenario = scenario.expect("it is live");
    let owner = Applicant::told(scenario, &demo, told);
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_receipt(resident, scenario, &owner, look).await
}

async fn looked_at(resident: &mut Resident, screen: &str) {
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait(screen).await;
    }
}

/// A person is asked to look, answers, and the answer is read where it was asked and among the messages.
async fn object_and_be_answered(
    resident: &mut Resident,
    office: &BackOffice,
    (number, service): (&str, &str),
    [why, answer]: [&str; 2],
) {
    let case = format!("/cases/{number}");
    resident.press_in(service, "对结果有异议").await;
    resident.expect_heading("的结果有异议").await;
    resident.press("发出去").await;
    resident.expect("请先写下").await;
    looked_at(resident, "object").await;
    resident.fill("您的理由", why).await;
    resident.press("发出去").await;
    resident.expect_path(&case).await;
    resident.expect("已经发出去了").await;

    let is_objection = |what: &CaseEventKind| {
        let objection = QuestionKind::Objection;
        matches!(what, CaseEventKind::Asked { kind, .. } if *kind == objection)
    };
    let asked = office.seq_of(number, is_objection).await;
    let text = answer.to_owned();
    office
        .act(number, OfficeAction::Answer { asked, text })
        .await;
    resident.go("/inbox").await;
    resident.expect("经办机构答复了").await;
    resident.expect(answer).await;
    resident.go(&case).await;
    resident.press("向经办机构提问").await;
    resident.expect_in("问过的", why).await;
    resident.expect_in("问过的", answer).await;
    looked_at(resident, "objection-answered").await;
}

async fn a_lost_card_is_locked_by_a_rule_and_a_person_answers_who_objects(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    // 林静 holds a card that is not locked: the register knows it.
    let told = ["卡丢了，还没正式挂失", "林静"];
    let number = hand_in(&mut resident, &product, "social_card", told).await;

    // Locked before anybody has looked, and it says by whom and why.
    resident.go(&format!("/cases/{number}")).await;
    resident.expect_in(LOSS, "已办结").await;
    resident.expect_in(LOSS, "没有经过人工").await;
    resident.press_in(LOSS, "看经过").await;
    resident.expect_in(LOSS, "自动办结").await;
    looked_at(&mut resident, "decided-automatically").await;
    let words = ["卡找到了，不用挂失了。", "已为您核对，可以在这里办解挂。"];
    object_and_be_answered(&mut resident, &office, (&number, LOSS), words).await;
    resident.leave().await;
}

async fn unemployment_is_registered_by_a_rule_that_lists_what_it_compared(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    // Of 谢雯 every register knows what the rule asks.
    let told = ["合同到期单位不续签，参保36个月", "谢雯"];
    let number = hand_in(&mut resident, &product, "unemployment", told).await;

    // With the receipt it is decided: nobody has looked, and no time has passed.
    resident.expect(&format!("{REGISTRATION} 已办结")).await;
    resident.go(&format!("/cases/{number}")).await;
    resident.expect_in(REGISTRATION, "没有经过人工").await;
    let scenarios = live_scenarios();
    let mut services = scenarios.iter().flat_map(|one| &one.services);
    let registration = services.find(|one| one.id == "unemployment_registration");
    let rule = registration.and_then(|one| one.decides.as_ref());
    let rule = rule.expect("a rule decides");
    assert_eq!(rule.checks.len(), 5);
    resident.press_in(REGISTRATION, "比对了什么").await;
    for check in &rule.checks {
        resident.expect_in(REGISTRATION, check.met.zh()).await;
        resident.expect_in(REGISTRATION, check.register.zh()).await;
    }
    resident
        .expect_in(REGISTRATION, "按 2026 年 11 月 30 日版规则")
        .await;
    looked_at(&mut resident, "registered-automatically").await;

    // What a person decides beside it waits as ever.
    resident.expect_in("失业保险金申领", "等经办机构受理").await;
    let words = ["我上个月其实已经上班了。", "已为您核对，登记改为就业。"];
    object_and_be_answered(&mut resident, &office, (&number, REGISTRATION), words).await;
    resident.leave().await;
}
