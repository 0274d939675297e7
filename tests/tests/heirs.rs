//! 共同确认: two heirs say by their own sign-in that they agree, and the first sees who is still missing. Beside it the
//! steps at other offices, which are ticked off and seen on another device.

use catalog::scenario::Supply;
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Input};
use whole_product::browser::Engine;
use whole_product::demo_people::{DemoPerson, demo_people};
use whole_product::in_both_engines;
use whole_product::layout::LONGEST_PAGE;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::usability::Findings;

in_both_engines! {
    two_heirs_confirm_and_the_first_sees_who_is_missing,
}

const CONFIRMERS: &str = "要一起确认的人";
const ELSEWHERE: &str = "另外办理的";

/// The heirs are people who can sign in, and their agreement is promised.
fn among_those_who_can_sign_in(applicant: &mut Applicant, heirs: &[&DemoPerson]) {
    for (row, heir) in applicant.groups[0].rows.iter_mut().zip(heirs) {
        for (label, input) in row {
            match label.as_str() {
                "姓名" => {
                    let Input::Write(before) = &*input else {
                        panic!("a name is typed");
                    };
                    // What each brings is called by his name.
                    for material in &mut applicant.materials {
                        material.name = material.name.replace(before, &heir.name);
                    }
                    *input = Input::Write(heir.name.clone());
                }
                "身份证件号码" => *input = Input::Write(heir.number().to_owned()),
                _ => {}
            }
        }
    }
    let mut materials = applicant.materials.iter_mut();
    let agreement = materials.find(|it| it.name.contains("分配协议"));
    agreement.expect("the heirs agree").way = Supply::Promise;
}

async fn links(resident: &Resident) -> Vec<String> {
    let script = "return all('.link-to-send').map((link) => new URL(link.textContent).pathname)";
    let links = resident.run(script, vec![]).await;
    serde_json::from_value(links).expect("a list of addresses")
}

async fn two_heirs_confirm_and_the_first_sees_who_is_missing(engine: Engine) {
    let product = Product::start().await;
    let demo = demo_people(&product).await;
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "bereavement");
    let scenario = scenario.expect("bereavement is live");
    let mut applicant = Applicant::told(scenario, &demo, "三个子女");
    let first = applicant.signs_in_as.clone();
    let others: Vec<&DemoPerson> = demo.iter().filter(|it| it.name != first).collect();
    let (second, third) = (others[0], others[1]);
    among_those_who_can_sign_in(&mut applicant, &[second, third]);

    let mut resident = Resident::with(engine, &product).await;
    let mut findings = Findings::default();
    // The page before handing in has the field for a signature.
    let look = &mut async |resident: &mut Resident, screen: &str| {
        if screen == "review" {
            findings.judge(resident, "review-signed").await;
        }
        // Of all families this one's list is the longest.
        if screen == "plan" {
            let length = resident.page_height().await;
            assert!(length <= LONGEST_PAGE, "{length} px");
        }
    };
    let number = any_walk::to_the_receipt(&mut resident, scenario, &applicant, look).await;
    let case = format!("/cases/{number}");

    // What waits is said where cases are listed, and leads there.
    resident.go("/").await;
    resident.expect_in("正在办的事", "把确认链接发给").await;
    findings.judge(&mut resident, "home-invite").await;
    resident.go("/cases").await;
    resident.press("把确认链接发给").await;
    resident.expect_path(&case).await;
    resident.expect("不会开始办。").await;
    for (sent, heir) in [second, third].into_iter().enumerate() {
        let heading = format!("请继承人{}确认", heir.masked_name());
        let task = json!(["现在要您办的", heading]);
        resident.press_within(&task, "生成确认链接").await;
        resident.expect("链接好了").await;
        let are_there = "return all('.link-to-send').length === arguments[0]";
        resident.expect_true(are_there, vec![json!(sent + 1)]).await;
    }
    resident.expect_in(CONFIRMERS, "等对方确认").await;
    let links = links(&resident).await;
    assert_eq!(links.len(), 2);
    findings.judge(&mut resident, "case-confirmers").await;

    // The steps at other offices are ticked off.
    resident.expect_in(ELSEWHERE, "3 项里办好了 0 项").await;
    resident.choose_in(ELSEWHERE, "户口注销").await;
    resident.expect_in(ELSEWHERE, "3 项里办好了 1 项").await;
    findings.judge(&mut resident, "case-elsewhere").await;
    resident.leave().await;

    // Each with their own identity; a link is for one person alone.
    let mut resident = Resident::with(engine, &product).await;
    resident.go(&links[0]).await;
    resident.expect_heading("请您登录后确认").await;
    findings.judge(&mut resident, "confirm-signed-out").await;
    resident.opens_as(&links[0], &second.name).await;
    resident.expect_heading("请您确认").await;
    let asking = demo.iter().find(|it| it.name == first);
    let asking = asking.expect("they signed in").masked_name();
    resident.expect(&asking).await;
    findings.judge(&mut resident, "confirm").await;
    resident.go(&links[1]).await;
    resident.expect("这个链接是发给别人的").await;
    findings.judge(&mut resident, "confirm-of-another").await;
    resident.go(&links[0]).await;
    resident.press("我确认").await;
    resident.expect_heading("您已经确认").await;
    findings.judge(&mut resident, "confirmed").await;
    // The link of another was refused.
    resident.leave_after_failures().await;

    // On another device: who is missing, and what was ticked off.
    let mut resident = Resident::with(engine, &product).await;
    resident.opens_as(&case, &first).await;
    let of = |heir: &DemoPerson| format!("继承人{}", heir.masked_name());
    resident.expect_in(CONFIRMERS, &of(second)).await;
    resident.expect_in(CONFIRMERS, "已确认").await;
    resident.expect_in(CONFIRMERS, "等对方确认").await;
    resident
        .expect_in("丧葬补助金、抚恤金申领", "还在等别人确认")
        .await;
    resident.expect_in(ELSEWHERE, "3 项里办好了 1 项").await;
    let ticked = "return inParts('input[type=checkbox]', arguments[0]).map((box) => box.checked)";
    let ticked = resident.run(ticked, vec![json!(ELSEWHERE)]).await;
    assert_eq!(
        ticked
            .as_array()
            .map(|all| all.iter().filter(|it| **it == true).count()),
        Some(1)
    );
    resident.untick("户口注销").await;
    resident.expect_in(ELSEWHERE, "3 项里办好了 0 项").await;
    resident.leave().await;

    // The third says no; is asked again; agrees.
    let mut resident = Resident::with(engine, &product).await;
    resident.opens_as(&links[1], &third.name).await;
    resident.press("我不同意").await;
    resident.expect_heading("您没有同意").await;
    resident.leave().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.opens_as(&case, &first).await;
    resident.expect_in(CONFIRMERS, "没有同意").await;
    resident.press("生成确认链接").await;
    resident.expect("链接好了").await;
    let again = self::links(&resident).await;
    resident.leave().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.opens_as(&again[0], &third.name).await;
    resident.press("我确认").await;
    resident.expect_heading("您已经确认").await;
    resident.leave().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.opens_as(&case, &first).await;
    resident
        .expect_in("丧葬补助金、抚恤金申领", "等经办机构受理")
        .await;
    findings.expect_none();
    resident.leave().await;
}
