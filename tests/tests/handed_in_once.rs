//! One application, one case: whatever the thumb or the network repeats.

use serde_json::json;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

/// Keeps every request that hands in a case, so that the test can send it again.
const WATCH: &str = r"
window.handedIn = [];
const usual = window.fetch;
window.fetch = function (what, how) {
  const request = new Request(what, how);
  if (request.method === 'POST' && new URL(request.url).pathname === '/api/v1/cases') {
    window.handedIn.push(request.clone());
  }
  return usual.call(this, request);
};
";

/// The same bytes with the same key, as after an answer that was lost on the way.
const SEND_AGAIN: &str = r"
const done = arguments[arguments.length - 1];
fetch(window.handedIn[0].clone()).then((answer) => answer.json()).then((body) => done(body.number || JSON.stringify(body)), (e) => done(String(e)));
";

#[tokio::test]
async fn a_second_tap_and_a_repeated_request_make_no_second_case() {
    let product = Product::start().await;
    let counter = BackOffice::of(&product);
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::resigned_answers(), look).await;
    walk::sign_in(&mut resident, people::RESIGNED, look).await;
    walk::to_the_form(&mut resident).await;
    resident.press("去交材料").await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;
    resident.agree_to_everything().await;

    resident.run(WATCH, vec![]).await;
    let twice = "const submit = control('提交'); submit.click(); submit.click(); return true";
    resident.run(twice, vec![]).await;
    let number = resident.receives_a_number().await;

    let again = resident
        .browser()
        .session()
        .execute_async(SEND_AGAIN, vec![])
        .await;
    let again = again.expect("the request is sent again");
    assert_eq!(
        again.json(),
        &json!(number),
        "the same request was answered otherwise"
    );
    let sent = resident.run("return window.handedIn.length", vec![]).await;
    assert_eq!(sent, json!(2), "one by the two taps, one by the test");

    let cases = counter.cases().await;
    assert_eq!(cases.len(), 1, "{cases:?}");
    resident.go("/cases").await;
    resident.expect("失业").await;
    // Nobody answers everything again to learn at the end that it is done already.
    resident.go("/s/unemployment").await;
    resident.expect_in("您有一件正在办", "同时只办一件").await;
    resident.press_in("您有一件正在办", "失业").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.leave().await;
}
