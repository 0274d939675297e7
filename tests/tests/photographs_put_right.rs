//! What is wrong with a photograph is shown on it and put right on the phone; what is sent is what was shown.

use std::time::Duration;

use contract::upload::Upload;
use precheck::drawing::{self, Document, Ground, Scene};
use precheck::{Quad, Severity, Turn};
use serde_json::json;
use whole_product::browser::Engine;
use whole_product::people;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;
use whole_product::walk::{self, SOCIAL_CARD};

/// The keys of an ordinary keyboard, as WebDriver names them.
const RIGHT: char = '\u{E014}';
const LEFT: char = '\u{E012}';
const DOWN: char = '\u{E015}';
const UP: char = '\u{E013}';

const ID_CARD: &str = "居民身份证";

/// Up to the card that has to be photographed.
async fn before_the_card(product: &Product, engine: Engine) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.choose_in(SOCIAL_CARD, "现在交").await;
    resident
}

/// A card on a table as a phone stores it: lying, with the place where it was taken.
fn taken(scene: &Scene) -> (Vec<u8>, Quad) {
    let shot = scene.taken();
    let lying = shot.picture.clone().lying().to_jpeg(94);
    (drawing::with_camera_data(&lying, 6, true), shot.corners)
}

/// What the server says of the file that was sent as the `nth` since the page was opened, and its bytes.
async fn sent(resident: &Resident, product: &Product, nth: usize) -> (Upload, Vec<u8>) {
    let script = "const of = (e) => (e.name.match(/\\/api\\/v1\\/uploads\\/([^/?]+)$/) || [])[1];
        const sent = () => [...new Set(performance.getEntriesByType('resource').map(of).filter(Boolean))];
        const whole = async (left) => {
            const id = sent()[arguments[0] - 1];
            const upload = id && await fetch('/api/v1/uploads/' + id).then((answer) => answer.json());
            if (upload && upload.report || !left) return upload;
            await new Promise((done) => setTimeout(done, 250));
            return whole(left - 1);
        };
        return whole(100)";
    let upload = resident.run(script, vec![json!(nth)]).await;
    let upload: Upload = serde_json::from_value(upload).expect("the server tells of the upload");
    let bytes = product.received(&upload.id);
    (upload, bytes)
}

/// Moves each corner to its place by arrow keys, a hundredth of the picture at a time.
async fn move_the_corners(resident: &mut Resident, to: &Quad) {
    for (at, corner) in to.iter().enumerate() {
        let script = "return all('.editor__corner')[arguments[0]]";
        let label = format!("{script}.getAttribute('aria-label').match(/[0-9]+/g).map(Number)");
        let from = resident.run(&label, vec![json!(at)]).await;
        let steps = |axis: usize, to: f32, less: char, more: char| {
            let from = from[axis].as_i64().expect("a corner tells where it is");
            let by = (to * 100.0).round() as i64 - from;
            let key = if by < 0 { less } else { more };
            key.to_string().repeat(by.unsigned_abs() as usize)
        };
        let keys = [
            steps(0, corner.x, LEFT, RIGHT),
            steps(1, corner.y, UP, DOWN),
        ]
        .concat();
        // WebKit's driver does not take an empty text.
        if !keys.is_empty() {
            resident.type_into(script, vec![json!(at)], &keys).await;
        }
        let there = resident.run(&label, vec![json!(at)]).await;
        assert_eq!(there[0], json!((corner.x * 100.0).round() as i64));
    }
}

async fn is_straightened_by_keyboard(engine: Engine) {
    let product = Product::start().await;
    let mut resident = before_the_card(&product, engine).await;
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let (photograph, corners) = taken(&Scene {
        turn: 14.0,
        fit: 0.8,
        ..Scene::of(Document::CardFront, Ground::Wood, 3600, 7)
    });
    let path = folder.path().join("歪.jpg");
    std::fs::write(&path, photograph).expect("a picture can be written");
    resident.photograph(SOCIAL_CARD, "拍照", &path).await;
    resident.expect_in(SOCIAL_CARD, "材料歪了").await;
    resident
        .expect_in(SOCIAL_CARD, "把手机放平、对正再拍，或点「修一修」拉正")
        .await;
    let outlines = "return all('.finding__outline').length";
    assert_eq!(resident.run(outlines, vec![]).await, json!(2));
    if screens::wanted() {
        resident.portrait("finding-tilted").await;
    }
    resident.press_in(SOCIAL_CARD, "修一修").await;
    resident.expect("已经替您找到四边").await;
    assert_eq!(
        resident.accessibility_violations().await,
        [] as [String; 0],
        "the editor is not accessible"
    );
    assert_eq!(resident.too_small_targets().await, [] as [String; 0]);
    if screens::wanted() {
        resident.portrait("editor").await;
    }
    move_the_corners(&mut resident, &corners).await;
    resident.press("加水印").await;
    resident
        .expect("「仅用于办理失业事项」会印在整张照片上")
        .await;
    if screens::wanted() {
        resident.portrait("editor-marked").await;
    }
    sees_it_beforehand(&mut resident).await;
    resident.press("完成").await;
    let (upload, bytes) = sent(&resident, &product, 1).await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    for done in ["已裁切拉直", "已加水印", "已去掉拍摄地点", "已压缩到"] {
        resident.expect_in(SOCIAL_CARD, done).await;
    }
    if screens::wanted() {
        resident.portrait("slot-good").await;
    }
    let dialogs = "return [all('[role=dialog]').length, location.pathname]";
    let now = resident.run(dialogs, vec![]).await;
    assert_eq!(now, json!([0, "/s/unemployment/materials"]));

    let report = upload.report.expect("the server has looked at it");
    assert!(
        report.verdict() <= Some(Severity::Info),
        "{:?}",
        report.findings
    );
    // Cut to the card: of its shape, and no table is left of it.
    let size = report.size.expect("it is a picture");
    let aspect = size.width * 1000 / size.height;
    assert!((1450..1750).contains(&aspect), "cut to {size:?}");
    assert!(!holds_a_place(&bytes), "the place goes along");

    // What was done is remembered, and is done anew from the original.
    resident.reload().await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    resident.press_in(SOCIAL_CARD, "修一修").await;
    resident.expect("「仅用于办理失业事项」").await;
    let label = "return all('.editor__corner')[2].getAttribute('aria-label')";
    let label = resident.run(label, vec![]).await;
    let at = [corners[2].x, corners[2].y].map(|share| (share * 100.0).round() as i64);
    assert_eq!(
        label,
        json!(format!("右下角：离左边 {}%，离上边 {}%", at[0], at[1]))
    );
    resident.press("恢复原样").await;
    resident.press("取消").await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    // Leaving by the browser's own button leaves the dialog, not the page.
    resident.press_in(SOCIAL_CARD, "修一修").await;
    resident.expect("向左转").await;
    resident.back().await;
    resident.expect_focus_on("卡面").await;
    assert_eq!(resident.run(dialogs, vec![]).await, now);
    resident.leave().await;
}

/// What will be sent is seen before it is decided, and the way back to the corners loses nothing.
async fn sees_it_beforehand(resident: &mut Resident) {
    let corners = "return all('.editor__corner').map((it) => it.getAttribute('aria-label'))";
    let before = resident.run(corners, vec![]).await;
    let aspect = "const seen = document.querySelector('.editor__result');
        return seen && seen.naturalWidth ? Math.round(seen.naturalWidth * 1000 / seen.naturalHeight) : 0";
    let mut seen = json!(0);
    for back in ["回去调", ""] {
        resident.press("看效果").await;
        resident.expect("交上去就是这个样子").await;
        for _ in 0..100 {
            seen = resident.run(aspect, vec![]).await;
            if seen != json!(0) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let card = seen.as_i64().expect("a number");
        assert!((1450..1750).contains(&card), "no card is seen: {seen}");
        if back.is_empty() {
            // By the browser's own button, too.
            resident.back().await;
        } else {
            if screens::wanted() {
                resident.portrait("editor-preview").await;
            }
            // What is changed while one looks is seen at once.
            resident.press("去影子").await;
            resident.press("去影子").await;
            resident.press(back).await;
        }
        resident.expect("会印在整张照片上").await;
        assert_eq!(resident.run(corners, vec![]).await, before);
    }
}

/// How large the picture in the editor is shown, in hundredths of how large it fits; and where the page stands.
const SHOWN: &str = "const frame = document.querySelector('.editor__frame').style;
    const stage = document.getElementById('editor-stage');
    const fits = Math.max(parseInt(frame.width) / (stage.clientWidth - 48), parseInt(frame.height) / (stage.clientHeight - 48));
    const view = window.visualViewport;
    return [Math.round(fits * 100), view.scale, stage.scrollTop + stage.scrollLeft, scrollY]";

async fn is_enlarged(engine: Engine) {
    let product = Product::start().await;
    let mut resident = before_the_card(&product, engine).await;
    let photographs = Photographs::take();
    resident
        .photograph(SOCIAL_CARD, "拍照", photographs.sharp())
        .await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    resident.press_in(SOCIAL_CARD, "修一修").await;
    resident.expect("双指或双击可以放大").await;
    let there = "return all('.editor__corner').length && document.querySelector('.editor__picture').naturalWidth || null";
    while resident.run(there, vec![]).await.is_null() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let before = resident.run(SHOWN, vec![]).await;
    assert_eq!(before[0], json!(100));
    let page = |shown: &serde_json::Value| shown.as_array().map(|all| all[1..].to_vec());

    resident
        .pinch("return document.getElementById('editor-stage')", 2.0)
        .await;
    let shown = resident.run(SHOWN, vec![]).await;
    let larger = shown[0].as_i64().expect("a number");
    assert!((190..=210).contains(&larger), "{shown}");
    // Neither the page nor what is in the editor has moved.
    assert_eq!(page(&shown), page(&before));
    if screens::wanted() {
        resident.portrait("editor-enlarged").await;
    }
    resident
        .pinch("return document.getElementById('editor-stage')", 0.25)
        .await;
    assert_eq!(resident.run(SHOWN, vec![]).await, before);

    // By keyboard, about the corner that is moved; it stays in sight.
    let corner = "return all('.editor__corner')[2]";
    resident.type_into(corner, vec![], "+++").await;
    resident.expect_told("放大到 195%").await;
    let in_sight = "const at = all('.editor__corner')[2].getBoundingClientRect();
        const stage = document.getElementById('editor-stage').getBoundingClientRect();
        return at.left >= stage.left - 1 && at.right <= stage.right + 1 && at.top >= stage.top - 1 && at.bottom <= stage.bottom + 1";
    assert_eq!(resident.run(in_sight, vec![]).await, json!(true));
    assert_eq!(page(&resident.run(SHOWN, vec![]).await), page(&before));
    resident.type_into(corner, vec![], "----").await;
    assert_eq!(resident.run(SHOWN, vec![]).await, before);
    resident.press("取消").await;
    resident.expect_focus_on("卡面").await;
    resident.leave().await;
}

/// The editor is left while its picture is still on its way; nobody hears of it any more.
async fn is_left_in_haste(engine: Engine) {
    let product = Product::start().await;
    let mut resident = before_the_card(&product, engine).await;
    let photographs = Photographs::take();
    resident
        .photograph(SOCIAL_CARD, "拍照", photographs.sharp())
        .await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
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
    resident.expect_path("/materials").await;
    resident.expect_focus_on("卡面").await;
    resident.leave().await;
}

async fn is_told_where_its_twin_is(engine: Engine) {
    let product = Product::start().await;
    let mut resident = before_the_card(&product, engine).await;
    let photographs = Photographs::take();
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

/// A JPEG segment with EXIF data; the position would lie in it.
fn holds_a_place(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|part| part == b"Exif\0\0")
}

async fn is_turned_by_one_tap(engine: Engine) {
    let product = Product::start().await;
    let mut resident = before_the_card(&product, engine).await;
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let shot = Scene::of(Document::CardFront, Ground::Wood, 2400, 3).taken();
    let sideways = shot.turned(Turn::Left).picture.to_jpeg(90);
    let path = folder.path().join("横.jpg");
    std::fs::write(&path, sideways).expect("a picture can be written");
    resident.photograph(SOCIAL_CARD, "拍照", &path).await;
    resident.expect_in(SOCIAL_CARD, "字是横着的").await;
    resident
        .expect_in(SOCIAL_CARD, "点「转正」就好，不用重拍")
        .await;
    if screens::wanted() {
        resident.portrait("finding-sideways").await;
    }
    resident.press_in(SOCIAL_CARD, "转正").await;
    resident.expect_in(SOCIAL_CARD, "清楚，已上传").await;
    let (upload, _) = sent(&resident, &product, 1).await;
    let report = upload.report.expect("the server has looked at it");
    assert_eq!(report.turn, Turn::None);
    let size = report.size.expect("it is a picture");
    assert!(size.width > size.height, "turned to {size:?}");
    resident.leave().await;
}

async fn a_stubborn_one_goes_to_a_clerk(engine: Engine) {
    let product = Product::start().await;
    let mut resident = before_the_card(&product, engine).await;
    let photographs = Photographs::take();
    for (which, told) in [
        ("拍照", "这是第 1 次提醒"),
        ("重拍", "这是第 2 次提醒"),
        ("重拍", "已经拍了几次，不再为难您"),
    ] {
        resident
            .photograph(SOCIAL_CARD, which, photographs.blurred())
            .await;
        resident.expect_in(SOCIAL_CARD, told).await;
    }
    resident
        .press_in(SOCIAL_CARD, "就交这张，请工作人员看")
        .await;
    resident.expect_in(SOCIAL_CARD, "会注明请工作人员看").await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    let (upload, _) = sent(&resident, &product, 1).await;
    let report = upload.report.expect("the server has looked at it");
    assert!(report.blocks(), "the server finds {:?}", report.findings);
    resident.leave().await;
}

#[tokio::test]
async fn a_tilted_card_is_straightened_by_keyboard_in_chromium() {
    is_straightened_by_keyboard(Engine::Chromium).await;
}

#[tokio::test]
async fn a_tilted_card_is_straightened_by_keyboard_in_webkit() {
    is_straightened_by_keyboard(Engine::WebKit).await;
}

#[tokio::test]
async fn a_picture_is_enlarged_by_two_fingers_and_by_keys_in_chromium() {
    is_enlarged(Engine::Chromium).await;
}

#[tokio::test]
async fn a_picture_is_enlarged_by_two_fingers_and_by_keys_in_webkit() {
    is_enlarged(Engine::WebKit).await;
}

#[tokio::test]
async fn the_editor_is_left_before_its_picture_has_come_in_chromium() {
    is_left_in_haste(Engine::Chromium).await;
}

#[tokio::test]
async fn the_editor_is_left_before_its_picture_has_come_in_webkit() {
    is_left_in_haste(Engine::WebKit).await;
}

#[tokio::test]
async fn the_same_picture_twice_is_told_with_its_place_in_chromium() {
    is_told_where_its_twin_is(Engine::Chromium).await;
}

#[tokio::test]
async fn the_same_picture_twice_is_told_with_its_place_in_webkit() {
    is_told_where_its_twin_is(Engine::WebKit).await;
}

#[tokio::test]
async fn a_card_on_its_side_is_turned_by_one_tap_in_chromium() {
    is_turned_by_one_tap(Engine::Chromium).await;
}

#[tokio::test]
async fn a_card_on_its_side_is_turned_by_one_tap_in_webkit() {
    is_turned_by_one_tap(Engine::WebKit).await;
}

#[tokio::test]
async fn the_third_blurred_photograph_goes_to_a_clerk_in_chromium() {
    a_stubborn_one_goes_to_a_clerk(Engine::Chromium).await;
}

#[tokio::test]
async fn the_third_blurred_photograph_goes_to_a_clerk_in_webkit() {
    a_stubborn_one_goes_to_a_clerk(Engine::WebKit).await;
}
