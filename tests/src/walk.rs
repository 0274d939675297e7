//! The way of two people through 失业一件事, from the first screen to the receipt, with what each screen must say.
//! A test may look in at every screen: to reload it, to judge it, to take its picture.

use serde_json::json;

use crate::people;
use crate::photograph::Photographs;
use crate::resident::Answer::{self, Choose, Write};
use crate::resident::Resident;

/// To the questions that both answer alike, by words of each question.
const COMMON: [(&str, Answer); 6] = [
    ("最像您的情况", Choose("离开了工作的单位")),
    ("现在有没有", Choose("以上都没有")),
    ("您领过吗", Choose("从来没有领过")),
    ("最后一次缴失业保险", Choose("就在")),
    ("出生日期", Write("1992-05-20")),
    ("您或家里", Choose("以上都没有")),
];

/// The employer did not renew the contract; insured for 36 months.
#[must_use]
pub fn entitled_answers() -> Vec<(&'static str, Answer)> {
    let own = [
        ("怎么离开", Choose("劳动合同到期")),
        ("一共缴了多久", Write("3年0个月")),
    ];
    COMMON.into_iter().chain(own).collect()
}

/// Left of his own will; insured for 30 months.
#[must_use]
pub fn resigned_answers() -> Vec<(&'static str, Answer)> {
    let own = [
        ("怎么离开", Choose("我自己辞职")),
        ("一共缴了多久", Write("2年6个月")),
    ];
    COMMON.into_iter().chain(own).collect()
}

pub const SOCIAL_CARD: &str = "社会保障卡";
pub const PAGE_OF_SOCIAL_CARD: &str = "/s/unemployment/materials/social_card";

/// From the first question to the number of the case.
pub async fn entitled(
    resident: &mut Resident,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) -> String {
    to_the_plan(resident, &entitled_answers(), look).await;
    resident.expect_in("失业登记", "可以办").await;
    resident.expect_in("失业保险金申领", "可以办").await;
    resident.expect_in("失业保险金申领", "最长可领").await;
    resident.expect_in("失业保险金申领", "12 个月").await;
    resident
        .expect_in("代缴职工基本医疗保险费", "不用申请")
        .await;
    look(resident, "plan").await;

    sign_in(resident, people::ENTITLED, look).await;
    to_the_form(resident).await;
    fill_the_form(resident).await;
    look(resident, "form").await;
    resident.press("去交材料").await;
    supply_the_social_card(resident, look).await;
    resident.expect_heading("核对").await;
    resident.expect("是本人的卡").await;
    resident.expect("请工作人员看").await;
    hand_in(resident, look).await
}

/// As [`entitled`], for whom 失业保险金 does not apply.
pub async fn resigned(
    resident: &mut Resident,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) -> String {
    to_the_plan(resident, &resigned_answers(), look).await;
    resident.expect_in("失业登记", "可以办").await;
    // What does not apply is folded, each in one line that opens: why, on what basis, and what the resident has said.
    resident.press("这次办不了的").await;
    let benefit = "失业保险金申领";
    resident.expect_in(benefit, "您选择了「我自己辞职」").await;
    resident.press(benefit).await;
    resident.expect_in(benefit, "社会保险法第四十五条").await;
    resident
        .expect_in(benefit, "您说：离开原因，我自己辞职")
        .await;
    // Why one left is a fact of life: nobody is told that another answer would do, only what an answer means.
    let said = resident.reads(benefit).await;
    assert!(!said.contains("就能"), "{said}");
    look(resident, "plan-resigned").await;

    sign_in(resident, people::RESIGNED, look).await;
    to_the_form(resident).await;
    look(resident, "form-resigned").await;
    resident.press("去交材料").await;
    resident.expect_in("居民身份证", "从证照库取").await;
    look(resident, "materials-nothing-to-supply").await;
    resident.press("去核对").await;
    hand_in(resident, look).await
}

/// Home, the scenario, every question, the plan.
pub async fn to_the_plan(
    resident: &mut Resident,
    answers: &[(&str, Answer)],
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    resident.go("/").await;
    resident.expect_heading("您遇到了什么事").await;
    resident.expect("可在线办").await;
    look(resident, "home").await;
    resident.press("失业").await;
    resident.expect_heading("失业").await;
    resident.press("失业登记").await;
    resident.expect_in("失业登记", "受理单位").await;
    look(resident, "scenario").await;
    resident.press("开始办").await;
    resident.answer_all(answers, look).await;
    resident.expect_path("/plan").await;
    resident.expect_heading("项").await;
}

/// From the plan to being signed in as one of the demonstration's people.
pub async fn sign_in(
    resident: &mut Resident,
    person: &str,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    resident.press("就办这").await;
    resident.expect_heading("登录后接着办").await;
    resident.expect("这是演示环境").await;
    look(resident, "sign-in").await;
    resident.press(person).await;
}

/// What the records say may change the list; then it is shown once more before anything is filled in.
pub async fn to_the_form(resident: &mut Resident) {
    if resident.comes_to(&["/form", "/plan"]).await == "/plan" {
        resident.press("就办这").await;
    }
    resident.expect_heading("填信息").await;
}

/// What the records do not hold of the entitled person.
pub async fn fill_the_form(resident: &mut Resident) {
    resident.expect_in("身份信息", people::ENTITLED).await;
    resident.expect_in("身份信息", "来自").await;
    resident.expect_in("发放账户", "只用于失业保险金申领").await;
    resident.fill("开户银行", "演示银行扬州分行").await;
    resident.fill("社保卡银行账号", "6200000000000000005").await;
}

/// From the first screen to the social security card, which is to be photographed.
pub async fn to_the_social_card(resident: &mut Resident) {
    to_the_materials(resident).await;
    open_the_social_card(resident).await;
}

/// From the first screen to the list of materials.
pub async fn to_the_materials(resident: &mut Resident) {
    let look = &mut async |_: &mut Resident, _: &str| ();
    to_the_plan(resident, &entitled_answers(), look).await;
    sign_in(resident, people::ENTITLED, look).await;
    to_the_form(resident).await;
    fill_the_form(resident).await;
    resident.press("去交材料").await;
    resident.expect_heading("交材料").await;
}

/// 容缺后补: hands in, with the social security card to follow; the number of the case.
pub async fn with_the_card_to_follow(resident: &mut Resident) -> String {
    let look = &mut async |_: &mut Resident, _: &str| ();
    to_the_social_card(resident).await;
    resident.press("现在交不了").await;
    resident.press("以后补交").await;
    resident.press("去核对").await;
    hand_in(resident, look).await
}

/// 容缺后补: brings the card from the page where it is asked for, back to the case.
pub async fn bring_the_card(resident: &mut Resident, case: &str) {
    let photographs = Photographs::take();
    resident.expect_heading(SOCIAL_CARD).await;
    resident
        .photograph("卡面", "拍照", photographs.sharp())
        .await;
    resident.expect_in("卡面", "已上传").await;
    resident.choose("有拿不准的").await;
    resident.press("补交这份材料").await;
    resident.expect_path(case).await;
    resident.expect("已经补交").await;
}

/// From the list of materials to the page of the card.
async fn open_the_social_card(resident: &mut Resident) {
    resident.expect_heading("交材料").await;
    resident.press(SOCIAL_CARD).await;
    resident.expect_heading(SOCIAL_CARD).await;
}

/// From the list: first out of focus, told so before anything leaves the phone; then sharp.
pub async fn supply_the_social_card(
    resident: &mut Resident,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) {
    let photographs = Photographs::take();
    resident.expect_heading("交材料").await;
    resident.expect_in("不用交的", "从证照库取").await;
    resident.expect_in(SOCIAL_CARD, "还没交").await;
    look(resident, "materials").await;
    open_the_social_card(resident).await;
    look(resident, "material").await;
    resident
        .photograph(SOCIAL_CARD, "拍照", photographs.blurred())
        .await;
    resident
        .expect_in(SOCIAL_CARD, "字有些模糊，可能会被退回")
        .await;
    resident.expect_in(SOCIAL_CARD, "离镜头约 30 厘米").await;
    let sent = "return performance.getEntriesByType('resource').filter((e) => e.name.includes('/uploads')).length";
    assert_eq!(
        resident.run(sent, vec![]).await,
        json!(0),
        "the blurred picture has left the phone"
    );
    look(resident, "materials-blurred").await;
    resident
        .photograph(SOCIAL_CARD, "重拍", photographs.sharp())
        .await;
    resident.expect_in(SOCIAL_CARD, "已上传").await;
    look(resident, "materials-done").await;
    resident.press("去核对").await;
}

/// Reads, agrees, hands in; the number on the receipt.
pub async fn hand_in(
    resident: &mut Resident,
    look: &mut impl AsyncFnMut(&mut Resident, &str),
) -> String {
    resident.expect_heading("核对").await;
    look(resident, "review-unread").await;
    resident.agree_to_everything().await;
    look(resident, "review").await;
    resident.press("提交").await;
    let number = resident.receives_a_number().await;
    look(resident, "receipt").await;
    number
}
