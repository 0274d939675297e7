//! The phone is hostile: pages are reloaded, left by the back button, and killed. Nothing typed or photographed is lost.

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
}

/// The same place with the same things in it.
async fn reload(resident: &mut Resident, _: &str) {
    // What was just typed is kept within a moment, not within the very keystroke.
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
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
    resident.go("/s/unemployment/materials").await;
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
    resident.go("/s/unemployment/materials").await;
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
    resident.go("/s/unemployment/materials").await;
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
