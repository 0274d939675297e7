//! A case is of a person for a subject: what is open is said on the first page, by the field with the number, and on
//! the home page; another person and another batch go through.

use catalog::scenario::Scenario;
use civic::CitizenId;
use civic::day::Day;
use serde_json::{Value, json};
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Input, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    a_second_persons_card_goes_through_while_the_first_is_open,
    a_second_child_goes_through_while_the_first_ones_card_is_made,
    a_second_batch_goes_through_and_an_employee_of_the_first_is_pointed_out,
}

const NUMBER: &str = "身份证件号码";
const OPEN: &str = "这个人的这件事您已经交过";

fn number_of_another(birth: Day) -> String {
    let number = CitizenId::generate(320_000, birth, 333).expect("a synthetic number");
    number.as_str().to_owned()
}

/// The number of another who was born on the day that the first walk has answered.
fn number_of_the_same_age(applicant: &Applicant, section: &str) -> String {
    let mut fields = applicant.fields.iter();
    let field = fields.find(|field| field.section == section && field.label == NUMBER);
    let Some(Input::Write(number)) = field.map(|field| &field.input) else {
        panic!("the number is typed");
    };
    let birth = Day::parse_from_str(&number[6..14], "%Y%m%d").expect("a birth in the number");
    number_of_another(birth)
}

/// Has handed in once, and begins again for somebody else on the first page, up to the form filled in as before.
async fn begun_again(
    engine: Engine,
    product: &Product,
    id: &str,
    whom: Whom,
    another: &str,
) -> (Resident, Scenario, Applicant, String) {
    let demo = demo_people(product).await;
    let scenarios = live_scenarios();
    let scenario = scenarios.into_iter().find(|scenario| scenario.id == id);
    let scenario = scenario.expect("it is live");
    let applicant = Applicant::find(&scenario, &demo, whom);
    let mut resident = Resident::with(engine, product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let first = any_walk::to_the_receipt(&mut resident, &scenario, &applicant, look).await;

    resident.go(&format!("/s/{id}")).await;
    resident.expect_in("您有一件正在办", "已提交").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press(another).await;
    any_walk::answer_everything(&mut resident, &applicant, look).await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    walk::to_the_form(&mut resident).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    (resident, scenario, applicant, first)
}

/// Hands in for somebody whose number stands under these headings; the number of the case.
async fn hand_in_for(
    resident: &mut Resident,
    applicant: &Applicant,
    under: &Value,
    number: &str,
) -> String {
    resident.fill_within(under, NUMBER, number).await;
    resident.settle().await;
    resident.expect_no_longer(OPEN).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::supply(resident, applicant, look).await;
    resident.press("去核对").await;
    walk::hand_in(resident, look).await
}

async fn a_second_persons_card_goes_through_while_the_first_is_open(engine: Engine) {
    let product = Product::start().await;
    let begun = begun_again(engine, &product, "social_card", Whom::Other, "给另一个人");
    let (mut resident, scenario, relative, first) = begun.await;
    // As soon as the number is there, and with the way to the case.
    resident.expect_in("持卡人", OPEN).await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    let under = json!(["持卡人"]);
    let number = number_of_the_same_age(&relative, "持卡人");
    let second = hand_in_for(&mut resident, &relative, &under, &number).await;
    assert_ne!(first, second);

    resident.go("/").await;
    let title = scenario.name.zh();
    resident.expect_in("正在办的事", title).await;
    let lines = "return inParts('a', '正在办的事').map((line) => line.getAttribute('href'))";
    let lines = resident.run(lines, vec![]).await;
    assert_eq!(
        lines,
        json!([format!("/cases/{second}"), format!("/cases/{first}")])
    );
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press_in("正在办的事", title).await;
    resident.expect_path(&format!("/cases/{second}")).await;
    resident.leave().await;
}

/// A mother of two: the second has another birth, which brings another material.
async fn a_second_child_goes_through_while_the_first_ones_card_is_made(engine: Engine) {
    let product = Product::start().await;
    let demo = demo_people(&product).await;
    let scenarios = live_scenarios();
    let scenario = scenarios
        .iter()
        .find(|scenario| scenario.id == "social_card");
    let scenario = scenario.expect("it is live");
    let [first, second] = ["妈妈为6岁的孩子办卡", "爸爸为上个月满7周岁的孩子办卡"]
        .map(|told| Applicant::told(scenario, &demo, told));
    assert_eq!(first.signs_in_as, second.signs_in_as);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let of_first = any_walk::to_the_receipt(&mut resident, scenario, &first, look).await;

    resident.go("/s/social_card").await;
    resident.expect_in("您有一件正在办", "已提交").await;
    resident.press("给另一个孩子").await;
    any_walk::answer_everything(&mut resident, &second, look).await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    walk::to_the_form(&mut resident).await;
    any_walk::fill_the_form(&mut resident, &second).await;
    resident.settle().await;
    assert!(
        !resident.reads("").await.contains(OPEN),
        "it is another child"
    );
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    any_walk::supply(&mut resident, &second, look).await;
    resident.press("去核对").await;
    let of_second = walk::hand_in(&mut resident, look).await;
    assert_ne!(of_first, of_second);

    // Both are open.
    resident.go("/cases").await;
    let both = "return [...arguments].every((of) => all('main a').some((line) => line.getAttribute('href') === '/cases/' + of))";
    let numbers = vec![json!(of_first), json!(of_second)];
    resident.expect_true(both, numbers).await;
    resident.leave().await;
}

async fn a_second_batch_goes_through_and_an_employee_of_the_first_is_pointed_out(engine: Engine) {
    let product = Product::start().await;
    let begun = begun_again(engine, &product, "hiring", Whom::First, "办另一批员工");
    let (mut resident, _, clerk, first) = begun.await;
    let group = "新招用的员工";
    resident.expect_in(group, OPEN).await;
    resident.press("去交材料").await;
    resident.expect_mistakes("处要改一下").await;
    let link = "return control('交的那一件').getAttribute('href')";
    let link = resident.run(link, vec![]).await;
    assert_eq!(link, json!(format!("/cases/{first}")));
    let under = json!([group, 0]);
    let birth = Day::from_ymd_opt(1991, 3, 4).expect("a day");
    let number = number_of_another(birth);
    let second = hand_in_for(&mut resident, &clerk, &under, &number).await;
    assert_ne!(first, second);
    resident.leave().await;
}
