//! The list of materials and the page of each: every page has its address, the count is true, and nothing is lost on
//! the way between them.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::usability::Findings;
use whole_product::walk::{self, PAGE_OF_SOCIAL_CARD, SOCIAL_CARD};

in_both_engines! {
    what_is_brought_later_is_counted_as_that_and_may_be_brought_now,
    a_material_that_is_not_needed_leads_to_the_list,
}

async fn what_is_brought_later_is_counted_as_that_and_may_be_brought_now(engine: Engine) {
    let (product, photographs) = (Product::start().await, Photographs::take());
    let mut findings = Findings::default();
    let mut resident = Resident::with(engine, &product).await;
    walk::to_the_materials(&mut resident).await;
    resident.expect("要准备 1 份：还没交 1 份。").await;
    resident
        .expect_in("还要办的 1 份", "失业保险金申领用")
        .await;
    findings.judge(&mut resident, "materials-list").await;
    resident.press("去交：社会保障卡").await;
    resident.expect_path(PAGE_OF_SOCIAL_CARD).await;
    resident.expect_heading(SOCIAL_CARD).await;
    resident.reload().await;
    resident.expect_heading(SOCIAL_CARD).await;
    findings.judge(&mut resident, "material-page").await;

    resident.press("现在交不了").await;
    resident.press("以后补交").await;
    resident.expect_focus_on("以后补交").await;
    resident.expect_in("以后补交", "最晚").await;
    resident.reload().await;
    resident.expect_in("以后补交", "最晚").await;
    findings.judge(&mut resident, "material-later").await;
    resident.back().await;
    resident.expect_heading("交材料").await;
    resident
        .expect("要准备的 1 份都安排好了：以后补交 1 份。")
        .await;
    resident.expect_in("安排好的 1 份", "最晚").await;
    let said = resident.reads("").await;
    assert!(
        !said.contains("已传"),
        "what is deferred is not had: {said}"
    );
    resident.reload().await;
    resident.expect_in("安排好的 1 份", "以后补交").await;

    // It turns up all the same.
    resident.press(SOCIAL_CARD).await;
    resident.press("换一种办法").await;
    resident.press("现在交").await;
    let card = photographs.sharp();
    resident.photograph(SOCIAL_CARD, "拍照", card).await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    resident.press("去核对").await;
    resident.expect_heading("核对").await;

    // From the review to the very material.
    let follow = "const link = document.querySelector('main a[href$=\"/materials/social_card\"]');
        if (link) link.click();
        return !!link";
    resident.expect_true(follow, vec![]).await;
    resident.expect_heading(SOCIAL_CARD).await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    resident.back().await;
    resident.expect_heading("核对").await;
    findings.expect_none();
    resident.leave().await;
}

async fn a_material_that_is_not_needed_leads_to_the_list(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    walk::to_the_materials(&mut resident).await;
    resident
        .go("/s/unemployment/materials/disability_card")
        .await;
    resident.expect_path("/s/unemployment/materials").await;
    resident.expect_heading("交材料").await;
    resident.leave().await;
}
