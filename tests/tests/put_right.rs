//! What is wrong is told at once, and struck off while it is put right; what is half done is not lost.

use serde_json::json;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    what_is_put_right_is_struck_off_and_what_is_half_done_is_kept,
}

async fn what_is_put_right_is_struck_off_and_what_is_half_done_is_kept(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;

    resident.press("去交材料").await;
    resident.expect_mistakes("有 2 处要改一下").await;
    let focus = "return document.activeElement.id";
    resident.fill("开户银行", "演示银行扬州分行").await;
    resident.expect("有 1 处要改一下").await;
    // Who is putting something right is not sent back to the top.
    assert_ne!(resident.run(focus, vec![]).await, "summary");
    resident.fill("社保卡银行账号", "62").await;
    resident.expect("有 1 处要改一下").await;
    resident.press("去交材料").await;
    resident.expect_mistakes("有 1 处要改一下").await;
    resident.fill("社保卡银行账号", "6200000000000000005").await;
    let summaries = "return all('.summary').length";
    resident.settle().await;
    assert_eq!(resident.run(summaries, vec![]).await, json!(0));

    resident.press("去交材料").await;
    walk::supply_the_social_card(&mut resident, look).await;
    resident.expect_heading("核对").await;
    resident.tick("是本人的卡").await;
    resident.tick("我已经看过，同意以上每一条").await;
    resident.expect_kept("\"agreed\":[\"").await;
    let ticked = resident.sees().await["chosen"].clone();
    // The two, and the usual way for the paper of the result.
    assert_eq!(ticked.as_array().map(Vec::len), Some(3));
    resident.reload().await;
    resident.expect_heading("核对").await;
    assert_eq!(resident.sees().await["chosen"], ticked);
    walk::hand_in(&mut resident, look).await;
    resident.leave().await;
}
