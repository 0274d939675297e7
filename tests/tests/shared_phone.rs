//! A phone or a computer that several people use, one after the other: each finds their own things and nobody else's.
//! Whoever leaves a strange phone can clear it.

use contract::{APP_NAME, FROM_APP};
use serde_json::{Value, json};
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::{Answer, Resident};
use whole_product::walk;

in_both_engines! {
    each_finds_their_own_and_nobody_elses,
    a_page_that_dies_between_two_steps_loses_and_shows_nothing,
}

const FORM: &str = "/s/unemployment/form";
const MATERIALS: &str = walk::PAGE_OF_SOCIAL_CARD;
/// What the first person types and nobody else may ever read.
const TYPED: [&str; 2] = ["演示银行扬州分行", "6200000000000000005"];

async fn sign_in_as(resident: &mut Resident, person: &str, then: &str) {
    resident.go(&format!("/sign-in?to={then}")).await;
    resident.expect("选一个演示身份").await;
    resident.press(person).await;
}

async fn sign_out(resident: &mut Resident) {
    resident.go("/cases").await;
    resident.press("退出登录").await;
    resident.expect("您填的内容已收好，下次登录接着办").await;
}

/// The first person fills in the form and photographs a card; what their screens show then.
async fn fill_in_and_photograph(resident: &mut Resident) -> [Value; 2] {
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(resident, &walk::entitled_answers(), look).await;
    walk::sign_in(resident, people::ENTITLED, look).await;
    walk::to_the_form(resident).await;
    walk::fill_the_form(resident).await;
    resident.press("去交材料").await;
    walk::supply_the_social_card(resident, look).await;
    resident.expect_heading("核对").await;
    resident.go(FORM).await;
    resident.expect_heading("填信息").await;
    let filled = resident.sees().await;
    resident.go(MATERIALS).await;
    resident.expect_in(walk::SOCIAL_CARD, "已上传").await;
    [filled, resident.sees().await]
}

/// Nothing of the first person is anywhere in the page, seen or unseen.
async fn nothing_of_the_first(resident: &Resident) {
    let script = "return document.documentElement.outerHTML +
        all('input, textarea, select').map((it) => it.value).join('\\n')";
    let page = resident.run(script, vec![]).await;
    let page = page.as_str().expect("the page is text");
    for words in TYPED {
        assert!(
            !page.contains(words),
            "「{words}」 of another person is there"
        );
    }
    let own_name = resident
        .run("return document.querySelector('header').innerText", vec![])
        .await;
    assert!(!own_name.to_string().contains(people::ENTITLED));
    assert_eq!(resident.sees().await["photographs"], 0);
}

/// The keys of what lies in the browser, beside the key itself and public documents.
async fn lies_in_the_browser(resident: &Resident) -> Vec<String> {
    let script = "return new Promise((done) => {
        const opening = indexedDB.open('yijianshi');
        opening.onsuccess = () => {
            const asked = opening.result.transaction('kept').objectStore('kept').getAllKeys();
            asked.onsuccess = () => { opening.result.close(); done(asked.result); };
        };
    })";
    let keys = resident.run(script, vec![]).await;
    let keys = keys.as_array().expect("there are keys");
    keys.iter()
        .filter_map(Value::as_str)
        .filter(|key| key.starts_with("draft:") || key.starts_with("picture:"))
        .map(str::to_owned)
        .collect()
}

async fn each_finds_their_own_and_nobody_elses(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let [filled, photographed] = fill_in_and_photograph(&mut resident).await;
    sign_out(&mut resident).await;
    nothing_of_the_first(&resident).await;

    // Nobody is signed in: not a word of whose it is or what.
    resident.go("/").await;
    resident.expect("这台手机上收着没办完的事").await;
    nothing_of_the_first(&resident).await;
    assert!(!resident.reads("").await.contains("还没办完"));
    resident.go(MATERIALS).await;
    resident.expect_heading("登录后接着办").await;

    // Another person begins at the first question and fills in a form with nothing in it but what is their own.
    resident.press(people::RESIGNED).await;
    resident.expect_heading("最像您的情况").await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    resident.answer_all(&walk::resigned_answers(), look).await;
    resident.expect_path("/plan").await;
    nothing_of_the_first(&resident).await;
    resident.press("就办这").await;
    resident.expect_heading("填信息").await;
    nothing_of_the_first(&resident).await;
    resident.go(MATERIALS).await;
    resident.expect_heading("交材料").await;
    nothing_of_the_first(&resident).await;
    resident.go("/cases").await;
    resident.expect("接着办").await;
    nothing_of_the_first(&resident).await;
    sign_out(&mut resident).await;

    // The first has everything again.
    sign_in_as(&mut resident, people::ENTITLED, FORM).await;
    resident.expect_to_see(&filled).await;
    resident.go(MATERIALS).await;
    resident.expect_to_see(&photographed).await;
    sign_out(&mut resident).await;

    // And clears the phone of everything that anyone has left there.
    resident.press("清除这台手机上的内容").await;
    resident.expect("收好的 2 件没办完的事、1 张照片").await;
    resident.press("先不清除").await;
    assert_eq!(lies_in_the_browser(&resident).await.len(), 3);
    resident.press("清除这台手机上的内容").await;
    resident.press("全部清除").await;
    resident.expect("这台手机上的内容已经清除").await;
    assert_eq!(lies_in_the_browser(&resident).await, Vec::<String>::new());
    sign_in_as(&mut resident, people::ENTITLED, FORM).await;
    resident.expect_heading("最像您的情况").await;
    assert_eq!(resident.sees().await["chosen"], json!([]));
    resident.leave().await;
}

/// Signs in or out as another window of the same browser does: this page hears nothing of it.
async fn elsewhere(resident: &Resident, person: Option<&str>) {
    let script = format!(
        "const wanted = arguments[0];
        const headers = {{ '{FROM_APP}': '{APP_NAME}', 'Content-Type': 'application/json' }};
        const session = '/api/v1/session';
        if (!wanted) return fetch(session, {{ method: 'DELETE', headers }}).then((it) => it.ok);
        return fetch(session).then((it) => it.json()).then((it) => {{
            const demo_identity = it.demo_identities.find((it) => it.name === wanted).id;
            const body = JSON.stringify({{ demo_identity }});
            return fetch(session, {{ method: 'POST', headers, body }}).then((it) => it.ok);
        }})"
    );
    assert_eq!(resident.run(&script, vec![json!(person)]).await, true);
}

async fn a_page_that_dies_between_two_steps_loses_and_shows_nothing(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    resident.expect_kept("\"hardship\"").await;
    assert_eq!(lies_in_the_browser(&resident).await, ["draft:unemployment"]);

    // The page dies after the server has signed in, before the page has heard of it.
    elsewhere(&resident, Some(people::ENTITLED)).await;
    resident.go("/s/unemployment/plan").await;
    resident.press("就办这").await;
    resident.expect_heading("填信息").await;
    let of_the_first = lies_in_the_browser(&resident).await;
    assert_eq!(of_the_first.len(), 1);
    assert_ne!(of_the_first, ["draft:unemployment"]);
    walk::fill_the_form(&mut resident).await;
    resident.expect_kept(TYPED[1]).await;
    let filled = resident.sees().await;

    // A window left open while somebody else signs in elsewhere turns to them when it is looked at.
    elsewhere(&resident, Some(people::RESIGNED)).await;
    let looked_at = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
    resident.run(looked_at, vec![]).await;
    resident.expect_heading("最像您的情况").await;
    nothing_of_the_first(&resident).await;

    // The page dies after the server has signed out, before the page has heard of it.
    elsewhere(&resident, None).await;
    resident.go(FORM).await;
    resident.expect_heading("登录后接着办").await;
    nothing_of_the_first(&resident).await;
    resident.press(people::ENTITLED).await;
    resident.expect_to_see(&filled).await;
    resident.leave().await;
}

async fn accessible(resident: &mut Resident) {
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
}

/// Answers given before signing in that differ from one's earlier ones are not taken silently.
#[tokio::test]
async fn who_has_answered_otherwise_before_signing_in_chooses() {
    let product = Product::start().await;
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    resident.expect_kept(TYPED[1]).await;
    let filled = resident.sees().await;
    sign_out(&mut resident).await;
    accessible(&mut resident).await;
    resident.press("清除这台手机上的内容").await;
    accessible(&mut resident).await;
    resident.go("/").await;
    resident.expect("这台手机上收着没办完的事").await;
    accessible(&mut resident).await;

    resident.go("/s/unemployment/guide").await;
    resident.expect_heading("最像您的情况").await;
    resident
        .answer(Answer::Choose("毕业或肄业后还没找到工作"))
        .await;
    resident.press("下一问").await;
    resident.expect_kept("\"graduated\"").await;
    sign_in_as(&mut resident, people::ENTITLED, "/s/unemployment/plan").await;
    resident.expect("登录前的回答和您以前的不一样").await;
    resident.expect("不一样的有：没有工作的情形").await;
    accessible(&mut resident).await;
    resident.reload().await;
    resident.press("改用以前的回答").await;
    resident.expect_kept_no_longer("\"graduated\"").await;
    resident.go(FORM).await;
    resident.expect_to_see(&filled).await;
    resident.leave().await;
}
