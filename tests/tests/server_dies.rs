//! The server is killed and started again in the middle: the app says what happened, and nothing is lost on either
//! side.

use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_killed_server_costs_nothing,
}

async fn a_killed_server_costs_nothing(engine: Engine) {
    let mut product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;
    walk::fill_the_form(&mut resident).await;
    resident.press("去交材料").await;
    walk::supply_the_social_card(&mut resident, look).await;
    resident.expect_heading("核对").await;
    resident.agree_to_everything().await;

    product.kill();
    resident.press("提交").await;
    resident.expect("原因").await;
    resident.expect("再试一次").await;

    // The session, the uploaded photograph and the draft are all still there.
    product.start_again().await;
    resident.press("再试一次").await;
    let number = resident.receives_a_number().await;
    let counter = BackOffice::of(&product);
    counter
        .accept_and_grant_everything(&number, "已办好。")
        .await;

    product.kill();
    resident.press("看办理进度").await;
    resident.expect("再试一次").await;
    product.start_again().await;
    resident.press("再试一次").await;
    resident.expect_in("失业保险金申领", "已办结").await;
    resident.leave_after_failures().await;
}
