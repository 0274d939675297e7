//! 领取方式: chosen in one line before handing in, changed on the case, and told when it was sent.

use contract::office_action::OfficeAction;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::{screens, walk};

in_both_engines! {
    a_paper_goes_by_post_to_the_address_that_is_on_record,
}

const BENEFIT: &str = "失业保险金申领";
const BENEFIT_ID: &str = "unemployment_benefit";

async fn looked_at(resident: &mut Resident, screen: &str) {
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    if screens::wanted() {
        resident.portrait(screen).await;
    }
}

async fn a_paper_goes_by_post_to_the_address_that_is_on_record(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let choose = &mut async |resident: &mut Resident, screen: &str| {
        if screen == "review" {
            resident.expect_in("结果怎么拿", "只要电子的").await;
            resident.press("结果怎么拿").await;
            resident.choose("邮寄给您").await;
            looked_at(resident, "delivery-before").await;
            // What is no address stops at its line, and says so.
            resident.fill("寄到哪里", "演示路 1 号").await;
            resident.press("提交").await;
            resident.expect_mistakes("写全省市区和门牌号").await;
            resident
                .fill("寄到哪里", "江苏省扬州市邗江区演示路 1 号")
                .await;
        }
    };
    let number = walk::entitled(&mut resident, choose).await;
    let case = format!("/cases/{number}");
    resident.go(&case).await;
    resident
        .expect_in(BENEFIT, "邮寄到 江苏省扬州市邗江区****")
        .await;

    resident.press_in(BENEFIT, "改").await;
    resident.expect_heading("结果怎么拿").await;
    resident.choose("邮寄给您").await;
    resident.press("就这样").await;
    resident.expect("写全省市区和门牌号").await;
    looked_at(&mut resident, "delivery").await;
    resident
        .fill("寄到哪里", "江苏省扬州市广陵区演示路 2 号")
        .await;
    resident.press("就这样").await;
    resident.expect_path(&case).await;
    resident.expect("改好了").await;
    resident.expect_in(BENEFIT, "扬州市广陵区****").await;

    let back_office = BackOffice::of(&product);
    back_office
        .accept_and_grant_everything(&number, "核定12个月。")
        .await;
    let send = OfficeAction::Send {
        service: BENEFIT_ID.to_owned(),
        parcel: Some("EX100200300CN".to_owned()),
    };
    back_office.act(&number, send).await;
    resident.go(&case).await;
    resident.expect_in(BENEFIT, "快递单号 EX100200300CN").await;
    looked_at(&mut resident, "case-with-a-parcel").await;
    resident.go("/inbox").await;
    resident.expect("结果寄出了").await;
    resident.leave().await;
}
