//! Four photographs as residents take them, from the picture by what is found to what can be done: a receipt on its
//! side, one that stands upright, a page in the shadow of the phone, and a card that is held by a thumb.

use std::path::{Path, PathBuf};

use precheck::{Code, Rotation, Severity};
use precheck_testkit::{Backdrop, Defect, Degree, Document, LaidOn, Picture, Scene};
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;
use whole_product::sent::Sent;
use whole_product::tables::live_scenarios;

in_both_engines! {
    receipts_and_a_page_in_shadow_are_put_right,
    a_card_under_a_thumb_is_taken_again,
}

/// It may be of any shape and size.
const PROOF: &str = "死亡证明材料";

fn taken(document: Document) -> Picture {
    let scene = Scene::of(document, Backdrop::Wood, 2400, 5);
    scene.photograph().picture
}

fn file(folder: &Folder, name: &str, picture: &Picture) -> PathBuf {
    folder.file(name, &picture.to_jpeg(90))
}

/// From the first screen to the page of the material.
async fn before_the_proof(product: &Product, engine: Engine) -> Resident {
    let demo = demo_people(product).await;
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "bereavement");
    let scenario = scenario.expect("bereavement is live");
    let applicant = Applicant::told(scenario, &demo, "三个子女");
    let mut resident = Resident::with(engine, product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, scenario, &applicant, look).await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.press(PROOF).await;
    resident.expect_heading(PROOF).await;
    resident
}

async fn look_at(resident: &mut Resident, what: &str) {
    assert_eq!(resident.accessibility_violations().await, [""; 0], "{what}");
    if screens::wanted() {
        resident.portrait(what).await;
    }
}

/// Takes it in place of the one before.
async fn take(resident: &mut Resident, which: &str, picture: &Path) {
    resident.photograph(PROOF, which, picture).await;
}

async fn receipts_and_a_page_in_shadow_are_put_right(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let receipt = taken(Document::Receipt);
    let upright = file(&folder, "票据.jpg", &receipt);
    let turned = file(
        &folder,
        "横票据.jpg",
        &receipt.clone().turned(Rotation::Left),
    );
    let page = taken(Document::Page);
    let shadowed = LaidOn::PhoneShadow.onto(&page, 0.8, 3);
    let shadowed = file(&folder, "影.jpg", &shadowed.expect("a page of print"));

    let mut resident = before_the_proof(&product, engine).await;
    take(&mut resident, "拍照", &upright).await;
    resident.expect_in(PROOF, "清楚，已上传").await;
    look_at(&mut resident, "walked-receipt").await;
    let report = Sent::picture(1, &resident).await.report;
    assert_eq!(report.rotation, Rotation::None);

    take(&mut resident, "重拍", &turned).await;
    resident.expect_in(PROOF, "照片是不是放倒了？").await;
    let both = "return all('.turn img').filter((it) => it.naturalWidth > 0).length === 2";
    resident.expect_true(both, vec![]).await;
    look_at(&mut resident, "walked-receipt-turned").await;
    resident.press_in(PROOF, "转一下").await;
    resident.expect_in(PROOF, "已转 90 度").await;
    resident.expect_in(PROOF, "清楚，已上传").await;
    let size = Sent::picture(2, &resident).await.report.size;
    let size = size.expect("it is a picture");
    assert!(size.height > size.width, "turned to {size:?}");

    take(&mut resident, "重拍", &shadowed).await;
    resident.expect_in(PROOF, "有影子落在字上").await;
    look_at(&mut resident, "walked-shadow").await;
    // Seen before it counts.
    resident.press_in(PROOF, "去影子").await;
    resident.expect("交上去就是这个样子").await;
    // Also while it is being made.
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    let is_there = "const seen = document.querySelector('.editor__result');
        return !!seen && seen.naturalWidth > 0";
    resident.expect_true(is_there, vec![]).await;
    look_at(&mut resident, "walked-shadow-preview").await;
    resident.press("就用这张").await;
    resident.expect_in(PROOF, "已去影子").await;
    resident.expect_in(PROOF, "已上传").await;
    look_at(&mut resident, "walked-shadow-gone").await;
    let report = Sent::picture(3, &resident).await.report;
    assert!(report.verdict() <= Some(Severity::Info), "{report:?}");
    let codes: Vec<Code> = report.findings.iter().map(|finding| finding.code).collect();
    assert!(!codes.contains(&Code::Shadow), "{codes:?}");
    let dialogs = resident.run("return all('[role=dialog]').length", vec![]);
    assert_eq!(dialogs.await, json!(0));
    resident.leave().await;
}

async fn a_card_under_a_thumb_is_taken_again(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let scene = Scene::of(Document::CardFront, Backdrop::DarkDesk, 1600, 3);
    let held = Defect::Covered.photographed(&scene, Degree::Clear);
    let held = held.expect("a card can be held");
    let held = file(&folder, "拇指.jpg", &held.picture);
    let free = file(&folder, "平放.jpg", &scene.photograph().picture);

    let mut resident = before_the_proof(&product, engine).await;
    take(&mut resident, "拍照", &held).await;
    resident.expect_in(PROOF, "手指挡住了一部分").await;
    resident.expect_in(PROOF, "挪开手指").await;
    look_at(&mut resident, "walked-thumb").await;
    // It is told and stops nobody: whoever knows better goes on with it.
    resident.expect_in(PROOF, "我看过了，就用这张").await;
    take(&mut resident, "重拍", &free).await;
    resident.expect_in(PROOF, "清楚，已上传").await;
    look_at(&mut resident, "walked-thumb-gone").await;
    let report = Sent::picture(1, &resident).await.report;
    assert_eq!(report.find(Code::Covered), None);
    resident.leave().await;
}
