//! What is wrong with a photograph is told with what to do, and goes as it was told: by one tap, to its twin, to a
//! clerk.

use std::path::PathBuf;

use precheck::Rotation;
use precheck_testkit::{Backdrop, Document, Scene};
use serde_json::json;
use whole_product::browser::Engine;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;
use whole_product::sent::Sent;
use whole_product::walk::{self, SOCIAL_CARD};

in_both_engines! {
    a_card_on_its_side_is_shown_both_ways_and_turned_as_chosen,
    a_picture_that_stands_upright_is_kept_as_it_is,
    the_same_picture_twice_is_told_with_its_place,
    the_third_blurred_photograph_goes_to_a_clerk,
}

const ID_CARD: &str = "居民身份证";
const MOST_BUTTONS: u64 = 3;

async fn before_the_card(product: &Product, engine: Engine) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    walk::to_the_social_card(&mut resident).await;
    resident
}

/// A card that was photographed on its side.
fn sideways(folder: &Folder) -> PathBuf {
    let sample = Scene::of(Document::CardFront, Backdrop::Wood, 2400, 3).photograph();
    let sideways = sample.turned(Rotation::Left).picture.to_jpeg(90);
    folder.file("横.jpg", &sideways)
}

/// Both ways up are to be seen, nothing is turned or sent, and there are no more than three buttons.
async fn expect_the_choice(resident: &Resident) {
    resident.expect_in(SOCIAL_CARD, "照片是不是放倒了？").await;
    resident.expect_in(SOCIAL_CARD, "哪一张字是正的").await;
    resident.expect_in(SOCIAL_CARD, "请看一下").await;
    let both = "return all('.turn img').filter((it) => it.naturalWidth > 0).length === 2";
    resident.expect_true(both, vec![]).await;
    let sent = "return performance.getEntriesByType('resource').filter((e) => e.name.includes('/uploads')).length";
    assert_eq!(resident.run(sent, vec![]).await, json!(0));
    assert!(resident.most_buttons_at_a_picture().await <= MOST_BUTTONS);
}

async fn a_card_on_its_side_is_shown_both_ways_and_turned_as_chosen(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let sideways = sideways(&folder);
    let mut resident = before_the_card(&product, engine).await;
    resident.photograph(SOCIAL_CARD, "拍照", &sideways).await;
    expect_the_choice(&resident).await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait("finding-sideways").await;
    }
    // Nothing is decided by a reload.
    resident.reload().await;
    expect_the_choice(&resident).await;
    resident.press_in(SOCIAL_CARD, "转一下").await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    resident.expect_in(SOCIAL_CARD, "已转 90 度").await;
    assert!(resident.most_buttons_at_a_picture().await <= MOST_BUTTONS);
    let report = Sent::picture(1, &resident).await.report;
    assert_eq!(report.rotation, Rotation::None);
    let size = report.size.expect("it is a picture");
    assert!(size.width > size.height, "turned to {size:?}");

    // Taken back by one tap: the photograph as it was, and nobody asks again.
    resident.press_in(SOCIAL_CARD, "转回去").await;
    resident.expect_no_longer("已转 90 度").await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    let report = Sent::picture(2, &resident).await.report;
    let size = report.size.expect("it is a picture");
    assert!(size.width < size.height, "turned back to {size:?}");
    resident.leave().await;
}

/// The pre-check may be mistaken: who says that it is upright is believed.
async fn a_picture_that_stands_upright_is_kept_as_it_is(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let sideways = sideways(&folder);
    let mut resident = before_the_card(&product, engine).await;
    resident.photograph(SOCIAL_CARD, "拍照", &sideways).await;
    expect_the_choice(&resident).await;
    resident.press_in(SOCIAL_CARD, "没有放倒").await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    resident.expect_no_longer("哪一张字是正的").await;
    let report = Sent::picture(1, &resident).await.report;
    let size = report.size.expect("it is a picture");
    assert!(size.width < size.height, "kept as {size:?}");
    resident.leave().await;
}

async fn the_same_picture_twice_is_told_with_its_place(engine: Engine) {
    let (product, photographs) = (Product::start().await, Photographs::take());
    let mut resident = before_the_card(&product, engine).await;
    let card = photographs.sharp();
    resident.photograph(SOCIAL_CARD, "拍照", card).await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    resident.press("返回上一步").await;
    resident.expect_heading("交材料").await;
    resident.press(ID_CARD).await;
    resident.expect_heading(ID_CARD).await;
    resident.press("换一种办法").await;
    resident.press("现在交").await;
    let back = "拍照：居民身份证 国徽面";
    resident.photograph(ID_CARD, back, card).await;
    resident
        .expect_in(ID_CARD, "和「社会保障卡（发放账户卡面）」是同一张")
        .await;
    if screens::wanted() {
        resident.portrait("finding-duplicate").await;
    }
    // It is on the page of the other material.
    resident.press_in(ID_CARD, "去看那一张").await;
    resident.expect_heading(SOCIAL_CARD).await;
    resident.expect_focus_on("卡面").await;
    resident.back().await;
    resident.expect_heading(ID_CARD).await;
    resident.leave().await;
}

async fn the_third_blurred_photograph_goes_to_a_clerk(engine: Engine) {
    let (product, photographs) = (Product::start().await, Photographs::take());
    let mut resident = before_the_card(&product, engine).await;
    let blurred = photographs.blurred();
    for (which, told) in [
        ("拍照", "这是第 1 次提醒"),
        ("重拍", "这是第 2 次提醒"),
        ("重拍", "已经拍了几次，不再为难您"),
    ] {
        resident.photograph(SOCIAL_CARD, which, blurred).await;
        resident.expect_in(SOCIAL_CARD, told).await;
        assert!(resident.most_buttons_at_a_picture().await <= MOST_BUTTONS);
    }
    resident
        .press_in(SOCIAL_CARD, "就交这张，请工作人员看")
        .await;
    resident.expect_in(SOCIAL_CARD, "会注明请工作人员看").await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    let report = Sent::picture(1, &resident).await.report;
    assert!(report.blocks(), "the server finds {:?}", report.findings);
    resident.leave().await;
}
