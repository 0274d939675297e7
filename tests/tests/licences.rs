//! 我的证照 and 免申即享: what the state holds, and what follows from it without being asked.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::screens;

in_both_engines! {
    what_is_held_is_listed_and_what_follows_from_it_is_told,
}

async fn looked_at(resident: &mut Resident, screen: &str) {
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait(screen).await;
    }
}

async fn what_is_held_is_listed_and_what_follows_from_it_is_told(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/cases").await;
    resident.press("登录").await;
    resident.press(people::ENTITLED).await;
    resident.expect_path("/cases").await;
    resident.press("我的证照").await;
    resident.expect_heading("我的证照").await;
    resident.expect("中华人民共和国居民身份证").await;
    resident.expect("**********").await;
    resident.expect("有了它，不用再交：").await;
    resident.expect("还没有办成的结果").await;
    looked_at(&mut resident, "licences").await;

    // The sweeper comes by when the clock is moved.
    product.move_clock(60).await;
    resident.go("/inbox").await;
    resident.expect("您可能可以领失业保险金").await;
    resident.expect("社会保险法").await;
    looked_at(&mut resident, "inbox-proactive").await;
    resident.press("不再提醒").await;
    resident.expect("这一条不再提醒您了").await;
    resident.reload().await;
    resident.expect("还没有消息").await;
    resident.leave().await;
}
