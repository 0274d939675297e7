//! A guardian hands in for a child, follows the case under the child's name, and is told of what the office does.

use catalog::scenario::Scenario;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Input};
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;

in_both_engines! {
    a_guardian_follows_the_case_of_a_child,
}

/// The last character of the child's name, behind as many stars as there were others.
fn masked_name(applicant: &Applicant) -> String {
    let of_child = applicant
        .fields
        .iter()
        .find(|field| field.section == "持卡人");
    let Some(Input::Write(name)) = of_child.map(|field| &field.input) else {
        panic!("the child has a name");
    };
    let name = civic::PersonName::parse(name).expect("a name");
    name.masked()
}

fn social_card() -> Scenario {
    let scenarios = live_scenarios().into_iter();
    let mut found = scenarios.filter(|scenario| scenario.id == "social_card");
    found.next().expect("it is live")
}

async fn a_guardian_follows_the_case_of_a_child(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    let demo = demo_people(&product).await;
    let scenario = social_card();
    let guardian = Applicant::told(&scenario, &demo, "妈妈为6岁的孩子办卡");
    let child = masked_name(&guardian);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = any_walk::to_the_receipt(&mut resident, &scenario, &guardian, look).await;
    let case = format!("/cases/{number}");

    // By whose it is, wherever cases are told apart.
    resident.go("/").await;
    resident.expect_in("正在办的事", &child).await;
    resident.go("/cases").await;
    resident.expect_in(&child, "已提交").await;
    resident.press(&child).await;
    resident.expect_path(&case).await;
    resident.expect(&child).await;
    resident.press("看交了什么").await;
    resident.expect("监护").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);

    // The office knows that it is a guardian's, and what it does is told to her.
    let whole = office.whole(&number).await;
    let fields = whole.application.fields.iter().flat_map(|it| &it.lines);
    let guardian_of = |id: &str| fields.clone().any(|line| line.id == id);
    assert!(guardian_of("agent_name") && guardian_of("guardian_relation"));
    let service = whole.case.services[0].service.clone();
    office.accept(&number, &service).await;
    office.grant(&number, &service, "卡已制好，寄给您。").await;
    resident.go("/inbox").await;
    resident.expect("已办结").await;
    resident.press("已办结").await;
    resident.expect_path(&case).await;
    resident.expect("卡已制好，寄给您").await;

    // It is hers alone: not even the address says more to anyone else.
    resident.leave().await;
    let other = demo.iter().find(|it| it.name != guardian.signs_in_as);
    let mut resident = Resident::with(engine, &product).await;
    resident
        .opens_as(&case, &other.expect("somebody else").name)
        .await;
    resident.expect("没有找到这件事").await;
    // The address answers 404, which is what the console says.
    resident.leave_after_failures().await;
}
