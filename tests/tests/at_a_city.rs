//! As a city runs it: its own identity service, a PostgreSQL, a bucket of S3. A resident goes from the first question
//! to the result, and everything lies where the city keeps it.

use whole_product::any_walk;
use whole_product::applicant::Applicant;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::city::{NAME, SIGN_IN, Storage, lin, press_there};
use whole_product::demo_people::today;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::tables::live_scenarios;
use whole_product::walk;

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_question_to_the_result_with_all_that_a_city_brings() {
    let Some(storage) = Storage::prepare().await else {
        return;
    };
    let mut product = Product::of_a_city(storage).await;
    let scenarios = live_scenarios();
    let scenario = scenarios.iter().find(|one| one.id == "unemployment");
    let scenario = scenario.expect("it is live");
    let told = "合同到期单位不续签，参保36个月";
    let applicant = Applicant::told(scenario, &[lin(today(&product).await)], told);
    let look = &mut async |_: &mut Resident, _: &str| ();

    let mut resident = Resident::with(Engine::Chromium, &product).await;
    resident.go("/s/unemployment").await;
    resident.press("开始办").await;
    any_walk::answer_everything(&mut resident, &applicant, look).await;
    resident.expect_path("/plan").await;
    resident.press("就办这").await;
    resident.expect_heading("登录后接着办").await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, NAME).await;
    walk::to_the_form(&mut resident).await;
    resident.expect_in("身份信息", "统一身份认证").await;
    any_walk::fill_the_form(&mut resident, &applicant).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    any_walk::supply(&mut resident, &applicant, look).await;
    resident.press("去核对").await;
    let number = walk::hand_in(&mut resident, look).await;

    // Everything is kept where the city keeps it, and the next server finds it there.
    product.kill();
    product.start_again().await;
    let office = BackOffice::of(&product);
    let whole = office.whole(&number).await;
    let files: Vec<String> = whole
        .application
        .materials
        .iter()
        .flat_map(|material| &material.pages)
        .map(|page| page.file.clone())
        .collect();
    assert!(!files.is_empty());
    for file in &files {
        assert_eq!(product.storage().in_bucket(file), ["sealed-whole"]);
    }
    let here = product.in_folder();
    let kept_here = |name: &String| name.contains("yijianshi.db") || name == "files";
    assert!(!here.iter().any(kept_here), "{here:?}");

    office
        .accept_and_grant_everything(&number, "已办好。")
        .await;
    resident.go(&format!("/cases/{number}")).await;
    resident.expect("已办结").await;
    resident.expect("已办好").await;
    resident.leave().await;
}
