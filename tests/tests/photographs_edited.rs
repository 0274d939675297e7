//! The editor of a picture: by finger, mouse and keyboard; what is sent is what was seen there.

use precheck::{Quad, Severity};
use precheck_testkit::{self as testkit, Backdrop, Document, Scene};
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
    a_tilted_card_is_straightened_by_keyboard,
    a_picture_is_enlarged_by_two_fingers_and_by_keys,
    the_picture_gives_way_to_larger_words,
    the_editor_is_left_before_its_picture_has_come,
}

/// Up to the card, which has been photographed well.
async fn with_a_good_card(engine: Engine, product: &Product) -> Resident {
    let photographs = Photographs::take();
    let mut resident = Resident::with(engine, product).await;
    walk::to_the_social_card(&mut resident).await;
    let card = photographs.sharp();
    resident.photograph(SOCIAL_CARD, "拍照", card).await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    resident
}

/// A card askew on a table, as a phone stores it: lying, with the place where it was taken; and where its corners are.
fn askew() -> (Vec<u8>, Quad) {
    let scene = Scene {
        turn: 14.0,
        fit: 0.8,
        ..Scene::of(Document::CardFront, Backdrop::Wood, 3600, 7)
    };
    let sample = scene.photograph();
    let lying = sample.picture.clone().lying().to_jpeg(94);
    (testkit::with_camera_data(&lying, 6, true), sample.corners)
}

/// Its width in thousandths of its height, with what drawn corners leave beside it.
fn is_of_a_card(aspect: u64) -> bool {
    (1450..1750).contains(&aspect)
}

async fn picture_for_people(resident: &mut Resident, screen: &str) {
    if screens::wanted() {
        resident.portrait(screen).await;
    }
}

async fn a_tilted_card_is_straightened_by_keyboard(engine: Engine) {
    let (product, folder) = (Product::in_clear().await, Folder::new());
    let (photograph, corners) = askew();
    let photograph = folder.file("歪.jpg", &photograph);
    let mut resident = Resident::with(engine, &product).await;
    walk::to_the_social_card(&mut resident).await;
    resident.photograph(SOCIAL_CARD, "拍照", &photograph).await;
    resident.expect_in(SOCIAL_CARD, "材料歪了").await;
    resident
        .expect_in(SOCIAL_CARD, "把手机放平、对正再拍，或点「修一修」拉正")
        .await;
    let outlines = "return all('.finding__outline').length";
    assert_eq!(resident.run(outlines, vec![]).await, json!(2));
    picture_for_people(&mut resident, "finding-tilted").await;

    resident.open_the_editor(SOCIAL_CARD).await;
    resident.expect("已经替您找到四边").await;
    let violations = resident.accessibility_violations().await;
    assert_eq!(violations, [""; 0], "the editor is not accessible");
    assert_eq!(resident.too_small_targets().await, [""; 0]);
    picture_for_people(&mut resident, "editor").await;
    resident.move_the_corners(&corners).await;
    resident.press("加水印").await;
    let marked = "「仅用于办理失业事项」会印在整张照片上";
    resident.expect(marked).await;
    picture_for_people(&mut resident, "editor-marked").await;

    // Seen before it is decided; the way back loses nothing, by either button.
    let before = resident.corners().await;
    assert!(is_of_a_card(resident.sees_beforehand().await));
    picture_for_people(&mut resident, "editor-preview").await;
    // What is changed while one looks is seen at once.
    resident.press("去影子").await;
    resident.press("去影子").await;
    resident.press("看原来").await;
    resident.expect(marked).await;
    assert_eq!(resident.corners().await, before);
    assert!(is_of_a_card(resident.sees_beforehand().await));
    resident.back().await;
    resident.expect(marked).await;
    assert_eq!(resident.corners().await, before);

    assert!(is_of_a_card(resident.sees_beforehand().await));
    resident.press("就用这张").await;
    let sent = Sent::picture(1, &resident).await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    for done in ["已裁切拉直", "已加水印", "已去掉拍摄地点", "已压缩到"] {
        resident.expect_in(SOCIAL_CARD, done).await;
    }
    picture_for_people(&mut resident, "slot-good").await;
    assert_eq!(resident.dialogs().await, 0);
    resident.expect_path(walk::PAGE_OF_SOCIAL_CARD).await;
    let report = &sent.report;
    assert!(report.verdict() <= Some(Severity::Info), "{report:?}");
    // Cut to the card: of its shape, and no table is left of it.
    let size = report.size.expect("it is a picture");
    let aspect = u64::from(size.width * 1000 / size.height);
    assert!(is_of_a_card(aspect), "cut to {size:?}");
    assert!(!sent.has_camera_data(&product), "the place goes along");

    // What was done is remembered, and is done anew from the original.
    resident.reload().await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    resident.open_the_editor(SOCIAL_CARD).await;
    resident.expect("「仅用于办理失业事项」").await;
    assert_eq!(resident.corners().await, before);
    resident.press("恢复原样").await;
    resident.press("取消").await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    // Leaving by the browser's own button leaves the dialog, not the page.
    resident.open_the_editor(SOCIAL_CARD).await;
    resident.back().await;
    resident.expect_focus_on("卡面").await;
    assert_eq!(resident.dialogs().await, 0);
    resident.expect_path(walk::PAGE_OF_SOCIAL_CARD).await;
    resident.leave().await;
}

async fn a_picture_is_enlarged_by_two_fingers_and_by_keys(engine: Engine) {
    let product = Product::start().await;
    let mut resident = with_a_good_card(engine, &product).await;
    resident.open_the_editor(SOCIAL_CARD).await;
    resident.expect("双指或双击可以放大").await;
    let before = resident.shown_in_the_editor().await;
    assert_eq!(before.hundredths, 100);

    resident.pinch_the_picture(2.0).await;
    let larger = resident.shown_in_the_editor().await;
    assert!((190..=210).contains(&larger.hundredths), "{larger:?}");
    // Neither the page nor what is in the editor has moved.
    assert_eq!(larger.page, before.page);
    picture_for_people(&mut resident, "editor-enlarged").await;
    resident.pinch_the_picture(0.25).await;
    assert_eq!(resident.shown_in_the_editor().await, before);

    // By keyboard, about the corner that is moved; it stays in sight.
    resident.type_at_corner(2, "+++").await;
    resident.expect_told("放大到 195%").await;
    assert!(resident.sees_corner(2).await);
    assert_eq!(resident.shown_in_the_editor().await.page, before.page);
    resident.type_at_corner(2, "----").await;
    assert_eq!(resident.shown_in_the_editor().await, before);
    resident.press("取消").await;
    resident.expect_focus_on("卡面").await;
    resident.leave().await;
}

/// The words above and below take room from the picture; all of it stays in sight, with its corners.
async fn the_picture_gives_way_to_larger_words(engine: Engine) {
    let product = Product::start().await;
    let mut resident = with_a_good_card(engine, &product).await;
    resident.open_the_editor(SOCIAL_CARD).await;
    let before = resident.shown_in_the_editor().await;
    for percent in [200, 100] {
        resident.text_size(percent).await;
        resident.settle().await;
        let shown = resident.shown_in_the_editor().await;
        assert_eq!(shown.hundredths, 100, "with words of {percent} %");
        for corner in 0..4 {
            assert!(
                resident.sees_corner(corner).await,
                "with words of {percent} % corner {corner} is out of sight"
            );
        }
    }
    assert_eq!(resident.shown_in_the_editor().await, before);
    resident.press("取消").await;
    resident.expect_focus_on("卡面").await;
    resident.leave().await;
}

/// While its picture is still on its way; nobody hears of it any more.
async fn the_editor_is_left_before_its_picture_has_come(engine: Engine) {
    let product = Product::start().await;
    let mut resident = with_a_good_card(engine, &product).await;
    resident.unfold_in(SOCIAL_CARD, "修一修").await;
    let pressed = "const open = control('修一修', arguments[0]);
        if (!open) return false;
        open.click();
        return new Promise((done) => setTimeout(() => { history.back(); setTimeout(() => done(true), 60); }, arguments[1]))";
    for wait in [0, 2, 4, 8, 12, 16, 24, 32, 48, 64] {
        let went = resident
            .run(pressed, vec![json!(SOCIAL_CARD), json!(wait)])
            .await;
        assert_eq!(went, json!(true));
    }
    resident.expect_path(walk::PAGE_OF_SOCIAL_CARD).await;
    resident.expect_focus_on("卡面").await;
    resident.leave().await;
}
