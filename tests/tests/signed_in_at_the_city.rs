//! A resident signs in at a real identity service, in the midst of an application: nothing of it is lost, and what the
//! service has proven is not asked again.

use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::city::{NAME, SIGN_IN, lin, press_there};
use whole_product::demo_people::today;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    what_was_begun_signed_out_is_handed_in_by_whom_the_city_has_proven,
    whose_identity_is_not_proven_enough_is_led_on_kindly,
}

async fn what_was_begun_signed_out_is_handed_in_by_whom_the_city_has_proven(engine: Engine) {
    let product = Product::with_identity_service().await;
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "unemployment");
    let scenario = scenario.expect("it is live");
    let told = "合同到期单位不续签，参保36个月";
    let applicant = Applicant::told(scenario, &[lin(today(&product).await)], told);
    let look = &mut async |_: &mut Resident, _: &str| ();

    // Begun by nobody in particular.
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/unemployment").await;
    resident.press("开始办").await;
    any_walk::answer_everything(&mut resident, &applicant, look).await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    resident.expect_heading("登录后接着办").await;
    assert!(!resident.reads("").await.contains("演示"));
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident
        .snapshot(&format!("sign-in-at-the-city-{engine:?}"))
        .await;

    // Changes her mind, and then does not.
    resident.press(SIGN_IN).await;
    press_there(&mut resident, "取消").await;
    resident.expect("您没有登录").await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, NAME).await;

    // On where she was, with every answer; what is proven is not asked.
    walk::to_the_form(&mut resident).await;
    resident.expect_in("身份信息", NAME).await;
    resident.expect_in("身份信息", "统一身份认证").await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    any_walk::supply(&mut resident, &applicant, look).await;
    resident.press("去核对").await;
    let number = walk::hand_in(&mut resident, look).await;
    let case = BackOffice::of(&product).case(&number).await;
    let handed_in: Vec<&str> = case.services.iter().map(|one| &*one.name).collect();
    let expected: Vec<&str> = applicant.services.iter().map(|one| &*one.name).collect();
    assert_eq!(handed_in, expected);

    // Out, here and there: the next one is asked who they are.
    resident.go("/cases").await;
    resident.press("退出登录").await;
    press_there(&mut resident, "退出").await;
    resident.expect_heading("您遇到了什么事").await;
    resident.go("/cases").await;
    resident.expect_heading("登录后看办件").await;
    assert!(!resident.reads("").await.contains(NAME));
    resident.go("/sign-in?to=/cases").await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, NAME).await;
    resident.expect_path("/cases").await;
    // In groups of four, as it is read out.
    let grouped = [&number[..4], &number[4..8], &number[8..]].join(" ");
    resident.expect(&grouped).await;
    resident.leave().await;
}

async fn whose_identity_is_not_proven_enough_is_led_on_kindly(engine: Engine) {
    let product = Product::with_identity_service().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/sign-in?to=/handbook").await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, "周航").await;
    resident.expect("还差一步：实名认证").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident
        .snapshot(&format!("sign-in-level-{engine:?}"))
        .await;
    resident.press("去做实名认证").await;
    press_there(&mut resident, "周航").await;
    resident.expect_path("/handbook").await;
    resident.go("/cases").await;
    resident.expect("周航").await;
    resident.leave().await;
}
