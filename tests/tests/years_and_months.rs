//! A stretch of time is typed as people know it, in years, and said back: twenty years are not twenty months.

use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Answer::{Choose, Write};
use whole_product::resident::Resident;

in_both_engines! {
    a_man_with_twenty_years_is_told_that_he_can_retire,
}

async fn a_man_with_twenty_years_is_told_that_he_can_retire(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/retirement/guide").await;
    for (question, answer) in [
        ("为谁办", Choose("为自己办")),
        ("养老保险，是怎么缴的", Choose("单位给缴的")),
        ("性别", Choose("男")),
        ("出生日期", Write("1966-05-10")),
        ("想怎么退休", Choose("到年龄退休")),
    ] {
        resident.expect_heading(question).await;
        resident.answer(answer).await;
        resident.press("下一问").await;
    }

    resident.expect_heading("一共缴了多久").await;
    resident.fill("几年", "20").await;
    resident.expect("20 年 0 个月，对吗").await;
    // By keyboard from one box to the next.
    let months = "return document.activeElement.id === 'answer-months' && document.activeElement";
    resident
        .type_into(
            "return document.getElementById('answer')",
            vec![],
            "\u{e004}",
        )
        .await;
    resident.type_into(months, vec![], "3").await;
    resident.expect("20 年 3 个月，对吗").await;
    // What was typed comes back as it was meant.
    resident.press("下一问").await;
    resident.expect_heading("档案").await;
    resident.press("回上一问").await;
    resident.expect("20 年 3 个月，对吗").await;
    resident.press("下一问").await;

    for (question, answer) in [
        ("档案", Choose("都没有")),
        ("在别的地方", Choose("没有缴过")),
        ("有下面的情况", Choose("都没有")),
        ("还想知道", Choose("都不用")),
    ] {
        resident.expect_heading(question).await;
        resident.answer(answer).await;
        resident.press("下一问").await;
    }
    resident.expect_path("/plan").await;
    resident.expect_in("职工正常退休", "可以办").await;
    resident.leave().await;
}
