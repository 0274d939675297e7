//! Who withdraws what rests on a word before it was kept may give none again, where the place says so (天津): said on
//! the first page the next time, with what to do instead.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::usability::Findings;
use whole_product::walk;

in_both_engines! {
    who_withdrew_after_promising_is_told_so_on_the_first_page,
}

const TITLE: &str = "这次不能先承诺、后补材料";

async fn choose_tianjin(resident: &mut Resident) {
    resident.go("/place").await;
    resident.fill("搜城市", "天津").await;
    resident.press("天津市").await;
    resident.expect("办理地：天津市").await;
}

async fn who_withdrew_after_promising_is_told_so_on_the_first_page(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    choose_tianjin(&mut resident).await;
    walk::to_the_social_card(&mut resident).await;
    resident.press("现在交不了").await;
    resident.press("以后补交").await;
    resident.press("去核对").await;
    let number = walk::hand_in(&mut resident, look).await;

    // What it costs is said before.
    let withdraw = format!("/cases/{number}/withdraw");
    resident
        .comes_back_after(&product, 1, &withdraw, people::ENTITLED)
        .await;
    resident.expect("以后办这一项不能再用承诺").await;
    resident.press("确定撤回").await;
    resident.expect("已经撤回").await;

    resident.go("/s/unemployment").await;
    resident.expect_in(TITLE, "失业保险金申领").await;
    resident.expect_in(TITLE, "就撤回了").await;
    resident.expect_in(TITLE, "备齐").await;
    resident.expect_in(TITLE, "信用修复").await;
    resident.expect_in(TITLE, "2020年12月29日").await;
    let mut findings = Findings::default();
    findings.judge(&mut resident, "lost-right").await;
    findings.expect_none();

    // And so it is: the card is to be photographed, nothing is offered to follow.
    resident.press("开始办").await;
    resident.answer_all(&walk::entitled_answers(), look).await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.press(walk::SOCIAL_CARD).await;
    resident.expect_heading(walk::SOCIAL_CARD).await;
    let said = resident.reads("").await;
    assert!(!said.contains("以后补交"), "{said}");

    // It is a rule of that place.
    resident.go("/place").await;
    resident.fill("搜城市", "扬州").await;
    resident.press("扬州市").await;
    resident.expect("办理地：扬州市").await;
    resident.go("/s/unemployment").await;
    resident.expect("包含的事项").await;
    resident.expect_no_longer(TITLE).await;
    resident.leave().await;
}
