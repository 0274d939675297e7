//! 我的信息: what is held is listed, taken along, and deleted where no law keeps it.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;

in_both_engines! {
    what_is_held_is_listed_and_what_may_go_goes,
}

async fn looked_at(resident: &mut Resident, screen: &str) {
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait(screen).await;
    }
}

async fn what_is_held_is_listed_and_what_may_go_goes(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/cases").await;
    resident.press("登录").await;
    resident.press(people::ENTITLED).await;
    resident.expect_path("/cases").await;
    resident.press("我的信息").await;
    resident.expect_heading("我的信息").await;
    resident.expect("登录状态，1 条").await;
    resident.expect("下载我的全部信息").await;
    looked_at(&mut resident, "my-data").await;
    resident.press("删除我的信息").await;
    resident.expect("确定删除吗？").await;
    resident.press("不删了").await;
    resident.press("删除我的信息").await;
    looked_at(&mut resident, "my-data-sure").await;
    resident.press("确定删除").await;
    resident.expect("删好了").await;
    looked_at(&mut resident, "my-data-done").await;
    resident.press("回首页").await;
    resident.expect_path("/").await;
    resident.go("/my-data").await;
    resident.expect("登录后看我的信息").await;
    resident.leave().await;
}
