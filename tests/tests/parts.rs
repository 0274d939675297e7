//! The app comes in parts: one that does not come is asked for again, and a page older than the release says so.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::proxy::Proxy;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_part_that_does_not_come_is_asked_for_again,
    a_page_older_than_the_release_says_so_and_loses_nothing,
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
