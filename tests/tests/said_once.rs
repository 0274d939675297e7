//! Nobody is asked twice, nor what the registers or the office know: signing in is offered where it spares a question,
//! and what it brought is said; the same address is one tap; banks come from a list; an answer fills every row.

use serde_json::json;
use whole_product::any_walk;
use whole_product::applicant::{Applicant, Whom};
use whole_product::browser::Engine;
use whole_product::demo_people::demo_people;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::product::Product;
use whole_product::resident::Answer::{Choose, Write};
use whole_product::resident::{Answer, Resident};
use whole_product::tables::live_scenarios;
use whole_product::walk;

in_both_engines! {
    signing_in_is_offered_at_the_first_question_it_spares,
    what_signing_in_changes_is_said_by_name,
    a_bank_is_chosen_from_the_list_or_typed_as_it_is,
    the_card_goes_to_the_address_above_unless_another_is_given,
    the_form_of_work_is_asked_once_and_not_of_every_employee,
    the_bereaved_may_leave_the_months_to_the_office,
}

async fn guided(resident: &mut Resident, answers: &[(&str, Answer)]) {
    for (question, answer) in answers {
        resident.expect_heading(question).await;
        resident.answer(*answer).await;
        resident.press("下一问").await;
    }
}

/// Of 失业, up to the first question that a record answers.
const BEFORE_THE_RECORDS: [(&str, Answer); 4] = [
    ("最像您的情况", Choose("离开了工作的单位")),
    ("现在有没有", Choose("以上都没有")),
    ("您领过吗", Choose("从来没有领过")),
    ("怎么离开", Choose("劳动合同到期")),
];

async fn signing_in_is_offered_at_the_first_question_it_spares(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/unemployment/guide").await;
    guided(&mut resident, &BEFORE_THE_RECORDS[..3]).await;
    resident.expect_heading("怎么离开").await;
    let offer = "登录后，系统里有记录的，这题";
    assert!(
        !resident.reads("").await.contains(offer),
        "no record answers this one"
    );
    guided(&mut resident, &BEFORE_THE_RECORDS[3..]).await;

    resident.expect_heading("您的出生日期").await;
    resident.expect(offer).await;
    resident.press_in("您的出生日期", "登录").await;
    resident.expect_heading("登录后接着办").await;
    let address = resident.run("return location.href", vec![]).await;
    let address = address.as_str().unwrap_or_default().to_owned();
    assert!(
        address.ends_with("/sign-in?to=/s/unemployment/guide/birth_date"),
        "{address}"
    );
    // The way on without it leads back to the very question.
    resident.press("先不登录").await;
    resident.expect_heading("您的出生日期").await;
    resident.press_in("您的出生日期", "登录").await;
    resident.press(people::ENTITLED).await;

    // The spared question is not asked, and what was taken over is said, with where it comes from.
    resident.expect_heading("最后一次缴失业保险").await;
    resident.expect("系统里有记录").await;
    resident
        .expect("失业保险缴费时间：3 年 0 个月（全民参保登记库）")
        .await;
    resident.reload().await;
    resident
        .expect("失业保险缴费时间：3 年 0 个月（全民参保登记库）")
        .await;
    resident.press("知道了").await;
    resident.expect_no_longer("全民参保登记库").await;
    guided(&mut resident, &[("最后一次缴失业保险", Choose("就在"))]).await;
    // Nor is the day of birth.
    resident.expect_heading("您或家里").await;
    guided(&mut resident, &[("您或家里", Choose("以上都没有"))]).await;
    resident.expect_path("/plan").await;
    resident.leave().await;
}

/// The register has fewer months than the resident remembers: the list loses the benefit, and the list says so.
async fn what_signing_in_changes_is_said_by_name(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    // She has paid for eleven months.
    walk::sign_in(&mut resident, "吴桂芳", look).await;
    resident.expect_path("/plan").await;
    resident
        .expect("失业保险缴费时间：0 年 11 个月（全民参保登记库）")
        .await;
    resident.expect("不再适用：失业保险金申领").await;
    assert!(
        !resident.reads("").await.contains("多了：失业登记"),
        "that was there before"
    );
    resident.press("就办这").await;
    resident.expect_heading("填信息").await;
    assert!(
        !resident.reads("").await.contains("不再适用"),
        "it has been read"
    );
    resident.leave().await;
}

async fn a_bank_is_chosen_from_the_list_or_typed_as_it_is(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    walk::to_the_plan(&mut resident, &walk::entitled_answers(), look).await;
    walk::sign_in(&mut resident, people::ENTITLED, look).await;
    walk::to_the_form(&mut resident).await;

    // The place's own come first.
    resident.press("从名单里选").await;
    resident.press("江苏扬州农村商业银行").await;
    assert_eq!(resident.value_of("开户银行").await, "江苏扬州农村商业银行");
    resident.expect_no_longer("中国工商银行").await;
    // As people call it.
    resident.fill("开户银行", "建行").await;
    resident.press("中国建设银行").await;
    assert_eq!(resident.value_of("开户银行").await, "中国建设银行");
    // One that is not in the list.
    resident.fill("开户银行", "演示银行扬州分行").await;
    resident.fill("社保卡银行账号", "6200000000000000005").await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
    resident.leave().await;
}

async fn the_card_goes_to_the_address_above_unless_another_is_given(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/social_card/guide").await;
    guided(
        &mut resident,
        &[
            ("为谁办", Choose("为自己办")),
            ("什么情况", Choose("丢了")),
            ("正式挂失", Choose("办过")),
            ("出生日期", Write("1990-05-20")),
            ("哪一种证件", Choose("居民身份证")),
        ],
    )
    .await;
    while !resident.path().await.ends_with("/plan") {
        let heading = resident.run("return heading()", vec![]).await;
        let heading = heading.as_str().unwrap_or_default().to_owned();
        let answer = if heading.contains("怎么拿") {
            "邮寄到家"
        } else {
            "是"
        };
        resident.choose(answer).await;
        resident.press("下一问").await;
        let gone = "return heading() && heading() !== arguments[0]";
        resident.expect_true(gone, vec![json!(heading)]).await;
    }
    resident.press("就办这").await;
    resident.expect_heading("登录后接着办").await;
    resident.press(people::ENTITLED).await;
    walk::to_the_form(&mut resident).await;

    // One tap less than typing it again; and another is one tap away.
    resident.expect("和「常住地址」一样").await;
    resident.press("改邮寄地址").await;
    resident.fill("邮寄地址", "江苏省南京市演示路 2 号").await;
    resident.reload().await;
    assert_eq!(
        resident.value_of("邮寄地址").await,
        "江苏省南京市演示路 2 号"
    );
    resident.press("和「常住地址」一样").await;
    resident.expect("和「常住地址」一样").await;
    let boxes =
        "return all('input').map(called).filter((name) => name.includes('邮寄地址')).length";
    assert_eq!(resident.run(boxes, vec![]).await, json!(0));
    resident.leave().await;
}

async fn the_form_of_work_is_asked_once_and_not_of_every_employee(engine: Engine) {
    let (scenarios, product) = (live_scenarios(), Product::start().await);
    let demo = demo_people(&product).await;
    let hiring = scenarios.iter().find(|scenario| scenario.id == "hiring");
    let hiring = hiring.expect("hiring is live");
    let clerk = Applicant::find(hiring, &demo, Whom::First);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    any_walk::to_the_form(&mut resident, hiring, &clerk, look).await;

    resident.expect_in("员工 1", "全日制员工").await;
    resident.expect_in("员工 1", "来自您刚才的回答").await;
    // Another one is of another kind.
    resident.press("添加员工").await;
    resident.press_in("员工 2", "改用工形式").await;
    resident.choose_in("员工 2", "在校学生实习").await;
    // Several are a line each, and one at a time opens.
    resident.press("员工 1").await;
    resident.expect_in("员工 1", "来自您刚才的回答").await;
    resident.reload().await;
    resident.press("员工 2").await;
    let kept = "const chosen = all('article input').find((one) => one.checked);
        return !!chosen && called(chosen).startsWith('在校学生实习')";
    resident.expect_true(kept, vec![]).await;
    resident.leave().await;
}

async fn the_bereaved_may_leave_the_months_to_the_office(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    resident.go("/s/bereavement/guide").await;
    guided(
        &mut resident,
        &[
            ("为谁办", Choose("我是家属，自己办")),
            ("养老金是哪里发的", Choose("已退休，领企业职工养老金")),
            ("哪一天过世", Write("2026-11-10")),
            ("和工作有关", Choose("无关")),
            ("丧葬补助金", Choose("不能")),
            ("哪个账户", Choose("逝者原来的")),
            ("境外", Choose("不是")),
            ("没办", Choose("都没有")),
        ],
    )
    .await;
    resident.expect_path("/plan").await;
    resident.expect("会替您算，您不用查").await;
    // Who wants to know beforehand answers it there, and is back at the list.
    resident.press("自己填，先算个大概").await;
    resident.press("填「逝者缴费年限」").await;
    resident.expect("这一题可以不答").await;
    resident.fill("几年", "28").await;
    resident.fill("几个月", "9").await;
    resident.press("改好了").await;
    resident.expect_path("/plan").await;
    resident.press("填「已领养老金的时间」").await;
    resident.fill("几年", "3").await;
    resident.fill("几个月", "6").await;
    resident.press("改好了").await;
    resident.expect_path("/plan").await;
    resident.expect("19.25 个月").await;
    resident.leave().await;
}
