//! Without a network: a reload shows the app, and what was begun goes on; what has to wait says so, and is done by
//! itself when the network is back. Where a browser keeps nothing for that, all is as it was.

use std::path::Path;

use serde_json::{Value, json};
use whole_product::app_folder::AppFolder;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::proxy::{Instead, Proxy};
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_reload_without_a_network_goes_on_and_all_is_handed_in_later,
    an_anonymous_visit_goes_on_without_a_network,
    a_new_release_drops_the_copies_before_the_last_and_breaks_no_open_page,
    in_the_web_view_of_another_app_nothing_is_kept,
    an_operator_who_wants_nothing_kept_gets_rid_of_it,
}

const BANK: &str = "开户银行";

/// The service worker has kept the release and answers for this page.
const KEPT: &str = "return Boolean(navigator.serviceWorker?.controller)";

fn everything(_: &str) -> bool {
    true
}

async fn a_reload_without_a_network_goes_on_and_all_is_handed_in_later(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    resident.expect_true(KEPT, vec![]).await;

    proxy.give(everything, Instead::Broken);
    resident.reload().await;
    resident.expect_heading("填信息").await;
    resident.expect_in("身份信息", people::ENTITLED).await;
    assert_eq!(resident.value_of(BANK).await, "演示银行扬州分行");
    resident.expect("没连上网").await;
    let drawn = "return all('main svg use').every((it) => it.getBBox().width > 0)";
    resident.expect_true(drawn, vec![]).await;

    // Going on: another page of the way, a photograph, another reload.
    resident.fill(BANK, "演示银行广陵支行").await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    let card = walk::SOCIAL_CARD;
    resident.press(card).await;
    resident.expect_heading(card).await;
    let photographs = Photographs::take();
    resident.photograph(card, "拍照", photographs.sharp()).await;
    resident.expect_in(card, "会自动接着传").await;
    resident.reload().await;
    resident.expect_heading(card).await;
    assert_eq!(resident.sees().await["photographs"], 1);

    proxy.pass_everything();
    resident.expect_in(card, "已上传").await;
    resident.expect_no_longer("没连上网").await;
    resident.press("去核对").await;
    resident.expect("演示银行广陵支行").await;
    walk::hand_in(&mut resident, look).await;
    resident.leave_after_failures().await;
}

async fn an_anonymous_visit_goes_on_without_a_network(engine: Engine) {
    let product = Product::start().await;
    let proxy = Proxy::of(&product.address());
    let mut resident = Resident::at(engine, proxy.address()).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    resident.expect_true(KEPT, vec![]).await;
    proxy.give(everything, Instead::Broken);
    resident.go("/").await;
    resident.expect("「失业」还没办完").await;
    resident.press("接着办").await;
    resident.expect_path("/plan").await;
    resident.expect_in("失业登记", "可以办").await;
    resident.press("就办这").await;
    resident.expect("网络断开了").await;
    resident.leave_after_failures().await;
}

/// Names of the copies, and whether any holds something of the API.
const COPIES: &str = "return caches.keys().then(async (names) => {
    const addresses = [];
    for (const name of names) {
        addresses.push(...(await (await caches.open(name)).keys()).map((it) => new URL(it.url).pathname));
    }
    return { names, personal: addresses.filter((it) => !/^\\/($|assets\\/|[^/]+\\.[a-z]+$)/.test(it)) };
})";

async fn copies(resident: &Resident) -> Vec<String> {
    let found = resident.run(COPIES, vec![]).await;
    assert_eq!(found["personal"], json!([]));
    let names = found["names"].as_array().cloned().unwrap_or_default();
    names
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Another release in the folder: its part for applying has another name, and the one of before is gone.
fn release(app: &Path, number: u32) {
    let read = |name: &str| std::fs::read_to_string(app.join(name)).expect("a file of the app");
    let (page, worker) = (read("index.html"), read("service-worker.js"));
    let part = "/assets/part-apply.";
    let (_, rest) = page.split_once(part).expect("the page names its parts");
    let old = [part, rest.split("wasm").next().unwrap_or_default(), "wasm"].concat();
    let new = format!("{part}{number}.wasm");
    std::fs::rename(app.join(&old[1..]), app.join(&new[1..])).expect("the part is renamed");
    let (_, name) = worker.split_once("release-").expect("a release has a name");
    let name = &name[..name.find('"').unwrap_or_default()];
    let worker = worker.replace(&format!("release-{name}"), &format!("release-{number}"));
    for (file, text) in [("index.html", page), ("service-worker.js", worker)] {
        std::fs::write(app.join(file), text.replace(&old, &new)).expect("it is written");
        for end in ["br", "gz"] {
            // There the first time.
            let _ = std::fs::remove_file(app.join(format!("{file}.{end}")));
        }
    }
    for end in ["br", "gz"] {
        let _ = std::fs::remove_file(app.join(format!("{}.{end}", &old[1..])));
    }
}

const UPDATE: &str =
    "return navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)";

async fn a_new_release_drops_the_copies_before_the_last_and_breaks_no_open_page(engine: Engine) {
    let app = AppFolder::with_script("");
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    resident.expect_true(KEPT, vec![]).await;
    let first = copies(&resident).await;
    assert_eq!(first.len(), 1, "{first:?}");

    // A page that was opened before goes on with the files it was built with.
    release(app.path(), 1);
    resident.run(UPDATE, vec![]).await;
    let has = "return caches.keys().then((names) => names.includes(arguments[0]))";
    resident.expect_true(has, vec![json!("release-1")]).await;
    let active = "return navigator.serviceWorker.getRegistration().then((it) =>
        !it.installing && !it.waiting && it.active?.state === 'activated')";
    resident.expect_true(active, vec![]).await;
    resident.press("我的办件").await;
    resident.expect("登录").await;
    assert_eq!(copies(&resident).await.len(), 2);

    release(app.path(), 2);
    resident.run(UPDATE, vec![]).await;
    resident.expect_true(has, vec![json!("release-2")]).await;
    resident.expect_true(active, vec![]).await;
    let dropped = "return caches.keys().then((names) => !names.includes(arguments[0]))";
    resident.expect_true(dropped, vec![json!(first[0])]).await;
    assert_eq!(copies(&resident).await, ["release-1", "release-2"]);
    resident.leave().await;
}

const READY: &str = "return document.documentElement.dataset.app === 'ready'";
const NOTHING_KEPT: &str = "return new Promise((done) => setTimeout(done, 1000)).then(() =>
    navigator.serviceWorker?.getRegistrations() ?? []).then((found) => found.length === 0)";

async fn in_the_web_view_of_another_app_nothing_is_kept(engine: Engine) {
    let app = AppFolder::with_script(
        "Object.defineProperty(navigator, 'userAgent', { value: 'Mobile MicroMessenger/8.0.66' })",
    );
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    resident.expect_true(READY, vec![]).await;
    assert_eq!(resident.run(NOTHING_KEPT, vec![]).await, true);
    resident.leave().await;
}

async fn an_operator_who_wants_nothing_kept_gets_rid_of_it(engine: Engine) {
    let app = AppFolder::with_script("");
    let product = Product::with_app(app.path()).await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/").await;
    resident.expect_true(KEPT, vec![]).await;
    let config = app.path().join("config.json");
    let switched_off = "{ \"api\": \"/api/v1\", \"region\": \"321000\", \"offline\": false }";
    std::fs::write(config, switched_off).expect("it is written");
    resident.go("/").await;
    resident.expect_true(NOTHING_KEPT, vec![]).await;
    resident.leave().await;
}
