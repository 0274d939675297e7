//! A page older than the release, whose files are gone or have become some page of a gateway: it says so, never that
//! the browser is too old, and a fresh page goes on.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::proxy::{Instead, Proxy};
use whole_product::resident::Resident;

in_both_engines! {
    a_page_whose_main_module_is_gone_asks_for_a_fresh_one,
    a_page_that_is_given_a_page_for_its_main_module_asks_for_a_fresh_one,
    a_page_whose_glue_is_gone_asks_for_a_fresh_one,
    a_page_that_is_given_a_page_for_its_glue_asks_for_a_fresh_one,
    a_page_whose_boot_script_is_gone_asks_for_a_fresh_one,
    a_page_that_is_given_a_page_for_a_part_asks_for_a_fresh_one,
}

fn is_main_module(path: &str) -> bool {
    path.starts_with("/assets/app.") && path.ends_with(".wasm")
}

fn is_glue(path: &str) -> bool {
    path.starts_with("/assets/app.") && path.ends_with(".js")
}

fn is_boot(path: &str) -> bool {
    path.starts_with("/assets/boot.")
}

fn is_part(path: &str) -> bool {
    path.starts_with("/assets/part-")
}

const READY: &str = "return document.documentElement.dataset.app === 'ready'";

async fn asks_for_a_fresh_page(engine: Engine, is_gone: fn(&str) -> bool, instead: Instead) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    proxy.give(is_gone, instead);
    let mut resident = Resident::at(engine, proxy.address()).await;
    resident.go("/").await;
    resident.expect("有新版本，请刷新").await;
    let said = resident.reads("").await;
    assert!(!said.contains("太旧"), "{said}");

    proxy.pass_everything();
    resident.press("刷新").await;
    resident.expect_true(READY, vec![]).await;
    resident.expect_no_longer("有新版本").await;
    resident.leave_after_failures().await;
}

async fn a_page_whose_main_module_is_gone_asks_for_a_fresh_one(engine: Engine) {
    asks_for_a_fresh_page(engine, is_main_module, Instead::Refused(404)).await;
}

async fn a_page_that_is_given_a_page_for_its_main_module_asks_for_a_fresh_one(engine: Engine) {
    asks_for_a_fresh_page(engine, is_main_module, Instead::Page).await;
}

async fn a_page_whose_glue_is_gone_asks_for_a_fresh_one(engine: Engine) {
    asks_for_a_fresh_page(engine, is_glue, Instead::Refused(404)).await;
}

async fn a_page_that_is_given_a_page_for_its_glue_asks_for_a_fresh_one(engine: Engine) {
    asks_for_a_fresh_page(engine, is_glue, Instead::Page).await;
}

async fn a_page_whose_boot_script_is_gone_asks_for_a_fresh_one(engine: Engine) {
    asks_for_a_fresh_page(engine, is_boot, Instead::Refused(404)).await;
}

async fn a_page_that_is_given_a_page_for_a_part_asks_for_a_fresh_one(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    proxy.give(is_part, Instead::Page);
    let mut resident = Resident::at(engine, proxy.address()).await;
    resident.go("/").await;
    resident.press("失业").await;
    resident.expect("有新版本，请刷新").await;

    proxy.pass_everything();
    resident.press("刷新").await;
    resident.expect_heading("失业").await;
    resident.leave_after_failures().await;
}
