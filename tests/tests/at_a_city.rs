//! As a city runs it: its own identity service, a PostgreSQL, a bucket of S3. A resident goes from the first question
//! to the result, and everything lies where the city keeps it.

use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::city::{self, NAME, SIGN_IN, Storage, press_there};
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_question_to_the_result_with_all_that_a_city_brings() {
    let mut product = Product::of_a_city(Storage::prepare().await).await;
    let applicant = city::applicant(&product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let mut resident = Resident::with(Engine::Chromium, &product).await;
    city::begin_signed_out(&mut resident, &applicant).await;
    resident.press(SIGN_IN).await;
    press_there(&mut resident, NAME).await;
    city::from_there_to_the_review(&mut resident, &applicant).await;
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
