//! The phone is hostile: pages are reloaded, left by the back button, and killed. Nothing typed or photographed is
//! lost.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_reload_after_every_screen_loses_nothing,
    the_back_button_goes_back,
    another_window_resumes,
    after_the_receipt_the_back_button_finds_the_case,
}

/// The same place with the same things in it.
async fn reload(resident: &mut Resident, _: &str) {
    let before = resident.sees().await;
    resident.reload().await;
    resident.expect_to_see(&before).await;
}

async fn a_reload_after_every_screen_loses_nothing(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    walk::entitled(&mut resident, &mut reload).await;
    resident.leave().await;
}

async fn the_back_button_goes_back(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    resident.back().await;
    resident.expect_heading("您或家里").await;
    let last = resident.sees().await;
    assert_eq!(last["chosen"], serde_json::json!(["以上都没有"]));
    resident.press("下一问").await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    let filled = resident.sees().await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.back().await;
    resident.expect_heading("填信息").await;
    resident.expect_to_see(&filled).await;
    resident.leave().await;
}

/// Goes on to the screen with the photographs and tells what is there.
async fn up_to_the_photographs(resident: &mut Resident) -> serde_json::Value {
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(resident, &walk::entitled_answers(), look).await;
    walk::sign_in(resident, people::ENTITLED, look).await;
    walk::to_the_form(resident).await;
    walk::fill_the_form(resident).await;
    resident.press("去交材料").await;
    walk::supply_the_social_card(resident, look).await;
    resident.expect_heading("核对").await;
    resident.go(walk::PAGE_OF_SOCIAL_CARD).await;
    resident.expect_in(walk::SOCIAL_CARD, "已上传").await;
    resident.sees().await
}

async fn another_window_resumes(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let before = up_to_the_photographs(&mut resident).await;
    resident.close_the_window_and_open_another("/").await;
    resident.expect("还没办完").await;
    resident.press("接着办").await;
    resident.expect_path("/plan").await;
    resident.go(walk::PAGE_OF_SOCIAL_CARD).await;
    resident.expect_to_see(&before).await;
    resident.leave().await;
}

/// WebKit's automation keeps no profile, so this is Chromium's alone.
#[tokio::test]
async fn a_killed_browser_resumes_with_everything() {
    let product = Product::start().await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let before = up_to_the_photographs(&mut resident).await;
    resident.browser().die_and_return().await;
    resident.go(walk::PAGE_OF_SOCIAL_CARD).await;
    // The session's cookie may have died with the browser; the draft must not.
    let sign_in = "选一个演示身份";
    if resident.reads_one_of(&[sign_in, "已上传"]).await == sign_in {
        resident.press(people::ENTITLED).await;
    }
    resident.expect_to_see(&before).await;
    resident.press("去核对").await;
    walk::hand_in(&mut resident, &mut async |_, _| ()).await;
    resident.leave().await;
}

async fn after_the_receipt_the_back_button_finds_the_case(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::resigned(&mut resident, look).await;
    for _ in 0..2 {
        resident.back().await;
        resident.expect_heading("已提交").await;
    }
    resident.reload().await;
    resident.expect_heading("已提交").await;
    resident.press("看办到哪一步").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.expect("失业登记").await;

    // Another application begins at the first question, and what was handed in does not stand in its way.
    resident.go("/s/unemployment").await;
    resident.expect("您有一件正在办").await;
    resident.press("再看看能办什么").await;
    resident.expect_heading("最像您的情况").await;
    assert_eq!(resident.sees().await["chosen"], serde_json::json!([]));
    resident.reload().await;
    resident.expect_heading("最像您的情况").await;
    resident.leave().await;
}
