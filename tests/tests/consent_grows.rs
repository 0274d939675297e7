//! 单独同意 holds for what it was given for: where a later answer needs more sensitive data, it is asked for again, and
//! where it needs no more, it is not.

use serde_json::json;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    who_needs_more_than_was_agreed_to_is_asked_again,
}

const CONSENT: &str = "我同意为以上目的使用这些信息";
const GROWN: &str = "比您上次同意时多了";
const DISABLED: &str = "有残疾人证";

/// Changes the answer to the question about hardship, and reads the list that follows.
async fn answer_hardship(resident: &mut Resident, option: &str) {
    resident.go("/s/unemployment/guide/hardship").await;
    resident.expect_heading("您或家里").await;
    resident.choose(option).await;
    resident.press("下一问").await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    resident.expect_heading("填信息").await;
}

async fn to_the_review(resident: &mut Resident) {
    resident.go("/s/unemployment/review").await;
    resident.expect_heading("核对").await;
}

async fn is_ticked(resident: &Resident) -> bool {
    let script = "return option(arguments[0])?.checked ??
        all('main input[type=checkbox]').find((one) => one.labels[0].textContent.includes(arguments[0])).checked";
    resident.run(script, vec![json!(CONSENT)]).await == true
}

async fn who_needs_more_than_was_agreed_to_is_asked_again(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::resigned_answers(), look).await;
    walk::sign_in(&mut resident, people::RESIGNED, look).await;
    walk::to_the_form(&mut resident).await;
    to_the_review(&mut resident).await;
    resident.agree_to_everything().await;
    assert!(is_ticked(&resident).await);

    // Health is sensitive, and was not among what was agreed to: it is told, and named in bold.
    answer_hardship(&mut resident, DISABLED).await;
    to_the_review(&mut resident).await;
    resident.expect_in("使用敏感个人信息", GROWN).await;
    resident.expect_in("使用敏感个人信息", "残疾人证").await;
    assert!(!is_ticked(&resident).await);
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press("提交").await;
    resident.expect_mistakes("还没有勾选同意").await;
    resident.tick(CONSENT).await;
    assert!(is_ticked(&resident).await);

    // Less is needed again: what was agreed to is enough, and nobody is asked a third time.
    answer_hardship(&mut resident, "以上都没有").await;
    to_the_review(&mut resident).await;
    assert!(!resident.reads("").await.contains(GROWN));
    assert!(is_ticked(&resident).await);
    walk::hand_in(&mut resident, look).await;
    resident.leave().await;
}
