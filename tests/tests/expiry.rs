//! 容缺后补 that was not kept: on the day after the last the service ends, and the case says what happened and what to
//! do.

use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::usability::Findings;
use whole_product::walk;

in_both_engines! {
    a_paper_that_was_not_brought_ends_the_service,
}

/// Days that a holiday lasts at most, with the weekends and working days around it.
const LONGEST_HOLIDAY: i64 = 20;
const BENEFIT: &str = "失业保险金申领";

async fn a_paper_that_was_not_brought_ends_the_service(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let number = walk::with_the_card_to_follow(&mut resident).await;
    let case = format!("/cases/{number}");

    // The list says what waits, and by when, and leads to it in one tap.
    let words = "补交「社会保障卡";
    resident.go("/").await;
    resident.expect_in("正在办的事", words).await;
    resident.expect_in("正在办的事", "，大约最晚").await;
    resident.press_in("正在办的事", words).await;
    resident
        .expect_path(&format!("{case}/supply/social_card"))
        .await;
    resident
        .comes_back_after(&product, 58, "/cases", people::ENTITLED)
        .await;
    resident.expect("还有 2 天").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press(words).await;
    resident.expect_heading(walk::SOCIAL_CARD).await;

    // The last of the 60 days moves on where it is a holiday, and nothing ends before it is surely over: next year's
    // holidays may not be known yet.
    resident
        .comes_back_after(&product, 3 + LONGEST_HOLIDAY, &case, people::ENTITLED)
        .await;
    resident.expect_in(BENEFIT, "逾期终止").await;
    resident.expect_in(BENEFIT, "没有按时补齐").await;
    resident.expect_no_longer("现在补交").await;
    let mut findings = Findings::default();
    findings.judge(&mut resident, "expired").await;
    findings.expect_none();
    resident.go("/inbox").await;
    resident.expect("材料没有按时补交").await;
    // It is over for the office, too; the registration goes on.
    let services = BackOffice::of(&product).whole(&number).await.case.services;
    let states: Vec<bool> = services.iter().map(|it| it.state.is_undecided()).collect();
    assert_eq!(
        states.iter().filter(|open| **open).count(),
        1,
        "{services:?}"
    );

    // What to do now: apply again, once nothing of it is open.
    resident.go(&case).await;
    resident
        .expect_in(BENEFIT, "等这件事的其他几项有了结果")
        .await;
    let office = BackOffice::of(&product);
    office
        .accept_and_grant_everything(&number, "已登记。")
        .await;
    resident.go(&case).await;
    resident.press_in(BENEFIT, "重新申请").await;
    resident.expect_path("/s/unemployment").await;
    resident.leave().await;
}
