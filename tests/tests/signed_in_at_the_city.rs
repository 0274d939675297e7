//! A resident signs in at a real identity service, in the midst of an application: nothing of it is lost, and what the
//! service has proven is not asked again.

use whole_product::any_walk;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::city::{self, NAME, SIGN_IN, press_there};
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;
use whole_product::walk;

in_both_engines! {
    what_was_begun_signed_out_is_handed_in_by_whom_the_city_has_proven,
    whose_identity_is_not_proven_enough_is_led_on_kindly,
    what_is_open_elsewhere_is_told_before_handing_in_and_stops_nobody,
    registers_that_do_not_answer_are_told_and_stop_nobody,
}

async fn what_was_begun_signed_out_is_handed_in_by_whom_the_city_has_proven(engine: Engine) {
    let product = Product::with_identity_service().await;
    let applicant = city::applicant(&product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let mut resident = Resident::with(engine, &product).await;
    city::begin_signed_out(&mut resident, &applicant).await;
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

    // On where she was, with every answer.
    city::from_there_to_the_review(&mut resident, &applicant).await;
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

/// The city's registers know of a case at another system.
async fn what_is_open_elsewhere_is_told_before_handing_in_and_stops_nobody(engine: Engine) {
    let (title, office) = ("失业保险金申领", "扬州市失业保险经办机构");
    let registers = city::registers_with_a_case_elsewhere(title, office, "2026-11-02");
    let product = Product::with_registers(registers).await;
    let applicant = city::applicant(&product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let mut resident = Resident::with(engine, &product).await;
    city::begin_signed_out(&mut resident, &applicant).await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, NAME).await;
    city::from_there_to_the_review(&mut resident, &applicant).await;
    resident.expect("别处可能已经在办").await;
    let told = format!("{office}有您的「{title}」还没办完，2026 年 11 月 2 日交的。");
    resident.expect(&told).await;
    if screens::wanted() {
        resident.portrait("open-elsewhere").await;
    }
    walk::hand_in(&mut resident, look).await;
    resident.leave().await;
}

async fn registers_that_do_not_answer_are_told_and_stop_nobody(engine: Engine) {
    // Nothing listens there.
    let product = Product::with_registers("http://127.0.0.1:9".to_owned()).await;
    let applicant = city::applicant(&product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let mut resident = Resident::with(engine, &product).await;
    city::begin_signed_out(&mut resident, &applicant).await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, NAME).await;
    walk::to_the_form(&mut resident).await;
    resident.expect("没能查到").await;
    resident.expect("这次请自己填写，不影响办理").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait("form-unasked").await;
    }
    // Who she is, the identity service has said.
    resident.expect_in("身份信息", NAME).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.expect("没能查到您的电子证照").await;
    resident.expect("请自己拍照上传，不影响办理").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait("materials-unasked").await;
    }
    any_walk::supply(&mut resident, &applicant, look).await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;
    walk::hand_in(&mut resident, look).await;
    resident.leave().await;
}
