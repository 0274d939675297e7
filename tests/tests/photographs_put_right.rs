//! What is wrong with a photograph is told with what to do, and goes as it was told: by one tap, to its twin, to a clerk.

use precheck::Rotation;
use precheck_testkit::{Backdrop, Document, Scene};
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
    a_card_on_its_side_is_turned_by_one_tap,
    the_same_picture_twice_is_told_with_its_place,
    the_third_blurred_photograph_goes_to_a_clerk,
}

const ID_CARD: &str = "居民身份证";

async fn before_the_card(product: &Product, engine: Engine) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    walk::to_the_social_card(&mut resident).await;
    resident
}

async fn a_card_on_its_side_is_turned_by_one_tap(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let sample = Scene::of(Document::CardFront, Backdrop::Wood, 2400, 3).photograph();
    let sideways = sample.turned(Rotation::Left).picture.to_jpeg(90);
    let sideways = folder.file("横.jpg", &sideways);
    let mut resident = before_the_card(&product, engine).await;
    resident.photograph(SOCIAL_CARD, "拍照", &sideways).await;
    resident.expect_in(SOCIAL_CARD, "字是横着的").await;
    resident
        .expect_in(SOCIAL_CARD, "点「转正」就好，不用重拍")
        .await;
    if screens::wanted() {
        resident.portrait("finding-sideways").await;
    }
    resident.press_in(SOCIAL_CARD, "转正").await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    let report = Sent::picture(1, &resident, &product).await.report;
    assert_eq!(report.rotation, Rotation::None);
    let size = report.size.expect("it is a picture");
    assert!(size.width > size.height, "turned to {size:?}");
    resident.leave().await;
}

async fn the_same_picture_twice_is_told_with_its_place(engine: Engine) {
    let (product, photographs) = (Product::start().await, Photographs::take());
    let mut resident = before_the_card(&product, engine).await;
    let card = photographs.sharp();
    resident.photograph(SOCIAL_CARD, "拍照", card).await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    resident.press_in(ID_CARD, "换一种办法").await;
    resident.choose_in(ID_CARD, "现在交").await;
    let back = "拍照：居民身份证 国徽面";
    resident.photograph(ID_CARD, back, card).await;
    resident
        .expect_in(ID_CARD, "和「社会保障卡（发放账户卡面）」是同一张")
        .await;
    if screens::wanted() {
        resident.portrait("finding-duplicate").await;
    }
    resident.press_in(ID_CARD, "去看那一张").await;
    resident.expect_focus_on("卡面").await;
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
    }
    resident
        .press_in(SOCIAL_CARD, "就交这张，请工作人员看")
        .await;
    resident.expect_in(SOCIAL_CARD, "会注明请工作人员看").await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    let report = Sent::picture(1, &resident, &product).await.report;
    assert!(report.blocks(), "the server finds {:?}", report.findings);
    resident.leave().await;
}
