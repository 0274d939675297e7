//! The camera inside the page: it shows what it sees, says what is amiss, shoots by itself, and gives way where it may
//! not. In Chromium, whose camera can be made to show a film; WebKit's automation has none.

use std::path::{Path, PathBuf};

use precheck_testkit::{Backdrop, Document, Picture, Scene};
use tempfile::TempDir;
use whole_product::browser::Engine;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

/// A film of one picture: what a phone lying on a stand would see.
fn film(folder: &Path, name: &str, picture: &Picture) -> PathBuf {
    let path = folder.join(name).with_extension("mjpeg");
    std::fs::write(&path, picture.to_jpeg(90).repeat(30)).expect("a film can be written");
    path
}

/// As seen by a phone held upright.
fn card_on_a_desk() -> Picture {
    let mut scene = Scene::of(Document::CardFront, Backdrop::DarkDesk, 1280, 5);
    (scene.width, scene.height) = (1280, 960);
    scene.photograph().picture
}

async fn to_the_viewfinder(resident: &mut Resident) {
    walk::to_the_social_card(resident).await;
    resident.press_file(walk::SOCIAL_CARD, "拍照").await;
}

#[tokio::test]
async fn a_document_held_still_is_photographed_by_itself() {
    let folder = TempDir::new().expect("a temporary folder");
    let film = film(folder.path(), "card", &card_on_a_desk());
    let product = Product::start().await;
    let mut resident = Resident::with_film(&product, &film).await;
    to_the_viewfinder(&mut resident).await;
    resident.portrait("viewfinder").await;
    resident.expect_in(walk::SOCIAL_CARD, "已上传").await;
    let closed = resident.run("return !document.getElementById('viewfinder')", vec![]);
    assert_eq!(closed.await, true, "the viewfinder is still there");
    resident.leave().await;
}

#[tokio::test]
async fn a_dark_room_is_told_and_the_resident_may_shoot_all_the_same() {
    let folder = TempDir::new().expect("a temporary folder");
    let dark = card_on_a_desk().lit(0.06, 0.0);
    let film = film(folder.path(), "dark", &dark);
    let product = Product::start().await;
    let mut resident = Resident::with_film(&product, &film).await;
    to_the_viewfinder(&mut resident).await;
    resident.expect("太暗了，换个亮的地方").await;
    resident.press("拍照").await;
    resident.expect_in(walk::SOCIAL_CARD, "照片太暗").await;
    resident.leave().await;
}

#[tokio::test]
async fn who_may_not_use_the_camera_is_offered_the_phones_own() {
    let product = Product::start().await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    to_the_viewfinder(&mut resident).await;
    resident.expect("用手机自带的相机也能拍").await;
    resident.portrait("viewfinder-refused").await;
    resident.press("不拍了").await;
    resident
        .expect_file(&format!("拍照：{}", walk::SOCIAL_CARD))
        .await;
    resident.leave_after_failures().await;
}
