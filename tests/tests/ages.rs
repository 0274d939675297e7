//! A day by which somebody must have reached an age is held against the number of their identity at once, whether the
//! day was typed on the form or answered before.

use catalog::scenario::Scenario;
use civic::CitizenId;
use civic::day::parse_iso;
use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::DemoPerson;
use whole_product::in_both_engines;
use whole_product::usability::Findings;

in_both_engines! {
    who_has_died_before_birth_is_told_at_the_day_that_was_answered,
    nobody_under_sixteen_is_on_the_list_of_the_hired,
}

fn first(scenario: &Scenario, demo: &[DemoPerson]) -> Applicant {
    Applicant::find(scenario, demo, Whom::First)
}

fn born(day: &str) -> String {
    let day = parse_iso(day).expect("a day");
    let number = CitizenId::generate(320_000, day, 17).expect("a number");
    number.as_str().to_owned()
}

async fn who_has_died_before_birth_is_told_at_the_day_that_was_answered(engine: Engine) {
    let mut findings = Findings::default();
    let (_product, mut resident, _) = any_walk::on_the_form(engine, "bereavement", first).await;
    let (number, told) = ("逝者身份证件号码", "比身份证件号码里的出生日期还早");
    resident.fill(number, &born("2026-11-19")).await;
    resident.expect(told).await;
    // The day stood there in one line, and is open now.
    let is_open = "return !!field('去世日期', '')";
    resident.expect_true(is_open, vec![]).await;
    findings.judge(&mut resident, "age-of-the-dead").await;
    resident.press("去交材料").await;
    resident.expect_mistakes("处要改一下").await;
    resident.fill(number, &born("1948-03-05")).await;
    resident.expect_no_longer(told).await;
    findings.expect_none();
    resident.leave().await;
}

async fn nobody_under_sixteen_is_on_the_list_of_the_hired(engine: Engine) {
    let mut findings = Findings::default();
    let (_product, mut resident, _) = any_walk::on_the_form(engine, "hiring", first).await;
    let employee = json!(["新招用的员工", 0]);
    let told = "这一天还没满16周岁，法律禁止招用";
    resident
        .fill_within(&employee, "入职日期", "2026-11-17")
        .await;
    resident
        .fill_within(&employee, "身份证件号码", &born("2010-11-18"))
        .await;
    resident.expect_within(&employee, told).await;
    findings.judge(&mut resident, "age-of-the-hired").await;
    // On the sixteenth birthday.
    resident
        .fill_within(&employee, "身份证件号码", &born("2010-11-17"))
        .await;
    resident.expect_no_longer(told).await;
    findings.expect_none();
    resident.leave().await;
}
