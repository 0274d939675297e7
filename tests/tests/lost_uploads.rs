//! Files that do not arrive, or that the server no longer has: the phone has them, and sends them without a word.

use std::time::Duration;

use contract::{APP_NAME, FROM_APP};
use serde_json::json;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::proxy::{Instead, Proxy};
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_file_that_was_lost_between_two_visits_is_sent_again,
    a_file_that_is_lost_at_the_last_moment_is_sent_again,
    a_proxy_that_passes_no_patch_stops_no_file,
    a_proxy_that_refuses_patch_before_it_has_read_it_stops_no_file,
    an_upload_that_breaks_goes_on_by_itself,
    an_upload_that_a_gateway_fails_goes_on_by_itself,
    an_upload_that_hangs_and_breaks_goes_on_by_itself,
    an_upload_goes_on_when_the_page_comes_back,
}

/// Takes every upload away from the server, as its cleaning up does; answers how many there were.
fn lose() -> String {
    format!(
        "const headers = {{ '{FROM_APP}': '{APP_NAME}', 'Tus-Resumable': '1.0.0' }};
        {LOSE}"
    )
}

const LOSE: &str = "const ids = new Set(performance.getEntriesByType('resource')
        .map((it) => it.name.match(/uploads\\/([^/]+)$/)?.[1]).filter((id) => id));
    return Promise.all([...ids].map((id) =>
        fetch('/api/v1/uploads/' + id, { method: 'DELETE', headers }).then((it) => it.status)))";

async fn lose_the_upload(resident: &Resident) {
    assert_eq!(resident.run(&lose(), vec![]).await, json!([204]));
}

async fn photographed(engine: Engine, product: &Product) -> Resident {
    let mut resident = Resident::with(engine, product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_materials(&mut resident).await;
    walk::supply_the_social_card(&mut resident, look).await;
    resident.expect_heading("核对").await;
    resident
}

async fn a_file_that_was_lost_between_two_visits_is_sent_again(engine: Engine) {
    let product = Product::start().await;
    let mut resident = photographed(engine, &product).await;
    lose_the_upload(&resident).await;
    resident.go(walk::PAGE_OF_SOCIAL_CARD).await;
    resident.expect_in(walk::SOCIAL_CARD, "已上传").await;
    let sent = "return performance.getEntriesByType('resource')
        .some((it) => it.initiatorType === 'fetch' && it.name.endsWith('/uploads'))";
    resident.expect_true(sent, vec![]).await;
    resident.expect_in(walk::SOCIAL_CARD, "已上传").await;
    resident.press("去核对").await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::hand_in(&mut resident, look).await;
    resident.leave_after_failures().await;
}

async fn a_file_that_is_lost_at_the_last_moment_is_sent_again(engine: Engine) {
    let product = Product::start().await;
    let mut resident = photographed(engine, &product).await;
    resident.agree_to_everything().await;
    lose_the_upload(&resident).await;
    resident.press("提交").await;
    resident.receives_a_number().await;
    resident.leave_after_failures().await;
}

/// From the first screen to the receipt through a proxy, in which nobody presses anything for an upload's sake.
async fn through(engine: Engine, proxy: &Proxy) {
    let mut resident = Resident::at(engine, proxy.address()).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_materials(&mut resident).await;
    walk::supply_the_social_card(&mut resident, look).await;
    walk::hand_in(&mut resident, look).await;
    resident.leave_after_failures().await;
}

async fn a_proxy_that_passes_no_patch_stops_no_file(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    proxy.refuse_method("PATCH", Instead::Refused(405));
    through(engine, &proxy).await;
}

async fn a_proxy_that_refuses_patch_before_it_has_read_it_stops_no_file(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    proxy.refuse_method("PATCH", Instead::RefusedUnread(405));
    through(engine, &proxy).await;
}

fn is_upload(_: &str, path: &str) -> bool {
    path.contains("/uploads")
}

async fn an_upload_that_breaks_goes_on_by_itself(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    proxy.fail_first(2, is_upload, Instead::Broken);
    through(engine, &proxy).await;
    assert_eq!(proxy.still_to_fail(), 0);
}

async fn an_upload_that_a_gateway_fails_goes_on_by_itself(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    proxy.fail_first(2, is_upload, Instead::Refused(502));
    through(engine, &proxy).await;
    assert_eq!(proxy.still_to_fail(), 0);
}

fn is_piece(method: &str, path: &str) -> bool {
    method != "HEAD" && path.contains("/uploads/")
}

async fn an_upload_that_hangs_and_breaks_goes_on_by_itself(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let hangs = Instead::BrokenAfter(Duration::from_secs(3));
    proxy.fail_first(2, is_piece, hangs);
    through(engine, &proxy).await;
    assert_eq!(proxy.still_to_fail(), 0);
}

/// After its attempts an upload waits for the page to be looked at again; the resident presses nothing.
async fn an_upload_goes_on_when_the_page_comes_back(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    walk::to_the_social_card(&mut resident).await;
    proxy.refuse(|path| path.contains("/uploads"), 502);
    let photographs = Photographs::take();
    let card = walk::SOCIAL_CARD;
    resident.photograph(card, "拍照", photographs.sharp()).await;
    resident.expect_in(card, "正在重试").await;
    resident.expect_in(card, "会自动接着传").await;
    proxy.pass_everything();
    let returns = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
    resident.run(returns, vec![]).await;
    resident.expect_in(card, "已上传").await;
    resident.leave_after_failures().await;
}
