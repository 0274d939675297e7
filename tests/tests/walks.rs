//! Two people walk the whole way in both engines: one entitled to 失业保险金, one not.

use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    the_entitled_one_gets_her_benefit,
    the_one_who_resigned_learns_why_and_registers,
}

/// From the first question to the office's word on the timeline.
async fn the_entitled_one_gets_her_benefit(engine: Engine) {
    let product = Product::start().await;
    let counter = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let number = walk::entitled(&mut resident, &mut async |_, _| ()).await;

    resident.press("看办理进度").await;
    resident.expect_path(&format!("/cases/{number}")).await;
    resident.expect_in("失业保险金申领", "已提交").await;

    let result = "核定12个月，从下月起按月发到社保卡账户。";
    let services = counter.accept_and_grant_everything(&number, result).await;
    assert!(
        services.iter().any(|name| name == "失业登记"),
        "{services:?}"
    );
    assert!(
        services.iter().any(|name| name == "失业保险金申领"),
        "{services:?}"
    );

    resident.reload().await;
    for service in &services {
        resident.press_in(service, "看经过").await;
        resident.expect_in(service, "已受理").await;
        resident.expect_in(service, "已办结").await;
        resident.expect_in(service, result).await;
    }
    resident.go("/cases").await;
    resident.expect("办结").await;
    resident.leave().await;
}

/// Why 失业保险金 does not apply is checked on the way; what still does is handed in.
async fn the_one_who_resigned_learns_why_and_registers(engine: Engine) {
    let product = Product::start().await;
    let counter = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let number = walk::resigned(&mut resident, &mut async |_, _| ()).await;

    resident.expect("失业登记").await;
    let case = counter.case(&number).await;
    let services: Vec<_> = case
        .services
        .iter()
        .map(|lane| lane.name.as_str())
        .collect();
    assert_eq!(services, ["失业登记"]);
    resident.leave().await;
}
