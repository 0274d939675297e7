//! The app comes in parts: one that does not come is asked for again, and a page older than the release says so.

use std::time::{Duration, Instant};

use precheck_testkit::pdf;
use whole_product::browser::Engine;
use whole_product::folder::Folder;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::proxy::Proxy;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_part_that_does_not_come_is_asked_for_again,
    a_page_older_than_the_release_says_so_and_loses_nothing,
    drafts_that_cannot_be_read_are_told,
    a_check_that_is_older_than_the_release_says_so_and_keeps_the_picture,
    a_document_whose_reader_does_not_come_is_checked_when_it_does,
}

fn is_part(path: &str) -> bool {
    path.starts_with("/assets/part-")
}

fn is_part_for_applying(path: &str) -> bool {
    path.starts_with("/assets/part-apply")
}

async fn a_part_that_does_not_come_is_asked_for_again(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    proxy.refuse(is_part, 503);
    resident.go("/").await;
    resident.expect_heading("您遇到了什么事").await;

    resident.press("失业").await;
    resident.expect("再试一次").await;
    resident.press("再试一次").await;
    resident.expect("再试一次").await;

    proxy.pass_everything();
    resident.press("再试一次").await;
    resident.expect_heading("失业").await;
    resident.leave_after_failures().await;
}

async fn a_page_older_than_the_release_says_so_and_loses_nothing(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    proxy.refuse(is_part_for_applying, 404);
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    resident.press("就办这").await;
    resident.expect("有新版本，请刷新").await;

    proxy.pass_everything();
    resident.press("刷新").await;
    resident.expect_heading("登录后接着办").await;
    resident.go("/").await;
    resident.expect("「失业」还没办完").await;
    resident.leave_after_failures().await;
}

/// As an earlier visit left it. False as long as the app has not made its database: it is not made in its place, which
/// would keep the app from making it.
const LEAVE_A_DRAFT: &str = "return new Promise((done) => {
    const opening = indexedDB.open('yijianshi');
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = (event) => { event.preventDefault(); done(false); };
    opening.onsuccess = () => {
        const writing = opening.result.transaction('kept', 'readwrite');
        writing.objectStore('kept').put({}, 'draft:unemployment');
        writing.oncomplete = () => { opening.result.close(); done(true); };
    };
})";

async fn drafts_that_cannot_be_read_are_told(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    proxy.refuse(is_part, 503);
    resident.go("/").await;
    resident.expect_heading("您遇到了什么事").await;
    // The heading stands in the page before the app does.
    let begun = Instant::now();
    while resident.run(LEAVE_A_DRAFT, vec![]).await != true {
        assert!(
            begun.elapsed() < Duration::from_secs(40),
            "the app makes no database"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    resident.reload().await;
    resident
        .expect("这台手机上存着没办完的事，现在打不开")
        .await;
    resident.press("再试一次").await;
    resident.expect("现在打不开").await;

    proxy.pass_everything();
    resident.press("再试一次").await;
    resident.expect_no_longer("现在打不开").await;
    resident.leave_after_failures().await;
}

fn is_worker(path: &str) -> bool {
    path.contains("precheck")
}

async fn a_check_that_is_older_than_the_release_says_so_and_keeps_the_picture(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    proxy.refuse(is_worker, 404);
    walk::to_the_social_card(&mut resident).await;
    let photographs = Photographs::take();
    let card = walk::SOCIAL_CARD;
    resident.photograph(card, "拍照", photographs.sharp()).await;
    resident.expect_in(card, "有新版本，请刷新").await;
    assert_eq!(resident.sees().await["photographs"], 1);

    proxy.pass_everything();
    resident.press_in(card, "刷新").await;
    resident.press_in(card, "再检查一次").await;
    resident.expect_in(card, "已上传").await;
    resident.leave_after_failures().await;
}

/// A PDF needs more than the check of a photograph does.
fn reads_documents(path: &str) -> bool {
    path.starts_with("/assets/precheck-documents")
}

async fn a_document_whose_reader_does_not_come_is_checked_when_it_does(engine: Engine) {
    let (product, folder) = (Product::start().await, Folder::new());
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    proxy.refuse(reads_documents, 503);
    walk::to_the_social_card(&mut resident).await;
    let card = walk::SOCIAL_CARD;
    let photographs = Photographs::take();
    resident.photograph(card, "拍照", photographs.sharp()).await;
    resident.expect_in(card, "已上传").await;
    resident.press_in(card, "其他办法").await;

    let blank = folder.file("空白.pdf", &pdf(&["", "BT /F 12 Tf (a seal) Tj ET"]));
    resident.photograph(card, "PDF", &blank).await;
    resident.expect_in(card, "检查用的程序没有下载下来").await;
    proxy.pass_everything();
    resident.press_in(card, "再检查一次").await;
    resident.expect_in(card, "是空白的").await;
    resident.leave_after_failures().await;
}
