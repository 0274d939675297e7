//! 撤回修改 and 撤回申请: what was just handed in comes back for changing with everything as it was; later it is
//! withdrawn.

use serde_json::json;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    what_was_just_handed_in_comes_back_for_changing,
    what_can_be_undone_no_longer_leaves_the_phone_and_is_withdrawn,
}

const MINUTES_OF_UNDOING: i64 = 10;

async fn what_was_just_handed_in_comes_back_for_changing(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let first = walk::entitled(&mut resident, look).await;

    resident.go(&format!("/cases/{first}")).await;
    resident.expect("还可以撤回修改").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press("撤回修改").await;
    resident.expect_heading("撤回来改一改").await;
    resident.expect("您填的、拍的都还在").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press("撤回，去修改").await;

    resident.expect_path("/s/unemployment/review").await;
    resident.expect("演示银行扬州分行").await;
    resident.expect_in("份材料", "1 张照片").await;
    let second = walk::hand_in(&mut resident, look).await;
    assert_ne!(first, second);
    // There is one case, not two.
    resident.go("/cases").await;
    resident.expect_heading("我的办件").await;
    let cases = "return all('.case-card').map((card) => card.getAttribute('href'))";
    let expected = json!([format!("/cases/{second}")]);
    resident
        .expect_true(
            "return JSON.stringify(all('.case-card').map((card) => card.getAttribute('href'))) === arguments[0]",
            vec![json!(expected.to_string())],
        )
        .await;
    assert_eq!(resident.run(cases, vec![]).await, expected);
    resident.leave().await;
}

async fn what_can_be_undone_no_longer_leaves_the_phone_and_is_withdrawn(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    resident
        .expect_kept(&format!("\"kept\":{{\"case\":\"{number}\""))
        .await;

    // The time passes, here and on the server.
    product.move_clock(MINUTES_OF_UNDOING * 60 + 1).await;
    resident.press("我的办件").await;
    resident.expect_heading("我的办件").await;
    let later = "const now = Date.now.bind(Date); Date.now = () => now() + arguments[0] * 60000";
    resident
        .run(later, vec![json!(MINUTES_OF_UNDOING + 1)])
        .await;
    resident.press("失业").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.press("返回上一步").await;
    resident.expect_heading("我的办件").await;
    resident.expect_kept_no_longer("\"kept\":{").await;
    resident.expect_kept_no_longer("演示银行扬州分行").await;

    resident.press("失业").await;
    resident.expect_no_longer("还可以撤回修改").await;
    resident.press("撤回这件事").await;
    resident.expect_heading("撤回这件事").await;
    resident.expect("2 项还没有结果").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press("确定撤回").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.expect("已经撤回").await;
    resident.expect_in("失业登记", "已撤回").await;
    // It cannot be done twice: the page says why.
    resident.go(&format!("/cases/{number}/withdraw")).await;
    resident.expect("现在不能这样办").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.leave().await;
}
