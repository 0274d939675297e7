//! What a resident does with a case while offices work on it: brings a paper that was to follow, urges, asks, rates.

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use catalog::CorrectionReason;
use contract::office_action::OfficeAction;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_paper_that_was_to_follow_is_brought_on_the_last_but_one_day,
    an_office_that_is_late_is_urged_once_a_day,
    a_question_is_asked_and_a_result_is_rated,
    a_field_and_a_picture_are_corrected_in_one_step,
}

/// After that a hand-in cannot be undone.
const UNDOING: i64 = 10 * 60 + 1;
const BENEFIT: &str = "失业保险金申领";
const REGISTRATION: &str = "失业登记";
const BENEFIT_ID: &str = "unemployment_benefit";

async fn a_paper_that_was_to_follow_is_brought_on_the_last_but_one_day(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let number = walk::with_the_card_to_follow(&mut resident).await;
    let case = format!("/cases/{number}");

    resident
        .comes_back_after(&product, 59, &case, people::ENTITLED)
        .await;
    resident.expect_in("现在要您办的", "还有 1 天").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press("现在补交").await;
    resident.expect_heading(walk::SOCIAL_CARD).await;
    // Nothing is sent that is not there.
    resident.press("补交这份材料").await;
    resident.expect_mistakes("处要改一下").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    walk::bring_the_card(&mut resident, &case).await;
    resident.expect_no_longer("现在补交").await;
    resident.press("材料（").await;
    resident.expect_in("材料（", "1 张照片").await;
    resident.leave().await;
}

async fn an_office_that_is_late_is_urged_once_a_day(engine: Engine) {
    let product = Product::start().await;
    let back_office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    product.move_clock(UNDOING).await;
    back_office.accept(&number, BENEFIT_ID).await;
    let case = format!("/cases/{number}");
    resident.go(&case).await;
    resident.expect_in(BENEFIT, "按时").await;
    resident.expect_in(BENEFIT, "过后没有结果可以催").await;

    resident
        .comes_back_after(&product, 40, &case, people::ENTITLED)
        .await;
    resident.expect_in(BENEFIT, "已超时").await;
    resident.expect_in(BENEFIT, "超过了承诺的时间").await;
    resident.expect_in(BENEFIT, "12345").await;
    // Of the registration nobody has promised a day: it takes longer than usual, and no promise is broken.
    resident.expect_in(REGISTRATION, "比平常的时间久了").await;
    let said = resident.reads(REGISTRATION).await;
    assert!(!said.contains("承诺的时间"), "{said}");
    // Why a person decides it, and which registers were asked.
    resident.press_in(REGISTRATION, "哪几项没有比对上").await;
    resident
        .expect_in(REGISTRATION, "查的是市场监管登记库")
        .await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.press_in(BENEFIT, "催一催").await;
    resident.expect("已经催了").await;
    resident.expect_in(BENEFIT, "今天已经催过").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);

    resident
        .comes_back_after(&product, 1, &case, people::ENTITLED)
        .await;
    resident.press_in(BENEFIT, "催一催").await;
    resident.expect("已经催了").await;
    resident.leave().await;
}

async fn a_question_is_asked_and_a_result_is_rated(engine: Engine) {
    let product = Product::start().await;
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    let case = format!("/cases/{number}");
    resident.go(&case).await;
    resident.press("向经办机构提问").await;
    resident.expect_heading("向经办机构提问").await;
    resident.press("发出去").await;
    resident.expect("请先写下").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident
        .fill("您想问的", "社保卡换了新卡，还用这张吗？")
        .await;
    resident.press("发出去").await;
    resident.expect_path(&case).await;
    resident.expect("已经发出去了").await;
    resident.press("向经办机构提问").await;
    resident.expect_in("问过的", "社保卡换了新卡").await;
    resident.expect_in("问过的", "还没有答复").await;

    let back_office = BackOffice::of(&product);
    back_office
        .accept_and_grant_everything(&number, "核定12个月。")
        .await;
    resident.go(&case).await;
    resident.expect_in(BENEFIT, "核定12个月").await;
    resident.press_in(BENEFIT, "评价这一项").await;
    resident.expect_heading(BENEFIT).await;
    resident.press("提交评价").await;
    resident.expect("请选一个").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.choose("不满意").await;
    resident.choose("办事效率").await;
    resident.fill("还想说的", "等得太久。").await;
    resident.press("提交评价").await;
    resident.expect_path(&case).await;
    resident.expect("收到了").await;
    resident.expect_in(BENEFIT, "您的评价：不满意").await;
    let reply = OfficeAction::Reply {
        service: BENEFIT_ID.to_owned(),
        text: "对不起，这次核对花的时间长了。".to_owned(),
    };
    back_office.act(&number, reply).await;
    resident.press("刷新").await;
    resident.expect_in(BENEFIT, "对不起，这次核对").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.leave().await;
}

async fn a_field_and_a_picture_are_corrected_in_one_step(engine: Engine) {
    let product = Product::start().await;
    let back_office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let look = &mut async |_: &mut Resident, _: &str| ();
    let number = walk::entitled(&mut resident, look).await;
    back_office.accept(&number, BENEFIT_ID).await;
    let item = |of, reason, remedy| CorrectionItem {
        of,
        reasons: vec![reason],
        remedy,
    };
    let account = CorrectionSubject::Field("payout_account".to_owned());
    let card = CorrectionSubject::Material("social_card".to_owned());
    let ask = OfficeAction::AskCorrection {
        service: BENEFIT_ID.to_owned(),
        items: vec![
            item(account, CorrectionReason::R13, Remedy::FillInAgain),
            item(card, CorrectionReason::R01, Remedy::TakeAgain),
        ],
        note: "账号和卡面对不上。".to_owned(),
    };
    back_office.act(&number, ask).await;

    let case = format!("/cases/{number}");
    resident.go(&case).await;
    resident.expect_in("现在要您办的", "还有").await;
    resident.press("去补正").await;
    resident.expect_heading(BENEFIT).await;
    resident.expect("账号和卡面对不上").await;
    resident.expect_in("1. 社保卡银行账号", "填错了").await;
    resident.expect_in("1. 社保卡银行账号", "0005").await;
    resident.expect_in("2. 社会保障卡", "照片不清楚").await;
    // Both at once, or none.
    resident.press("补好了，交上去").await;
    resident.expect_mistakes("有 2 处要改一下").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.fill("社保卡银行账号", "62000").await;
    resident.expect_in("1. 社保卡银行账号", "卡号一般是").await;
    resident.fill("社保卡银行账号", "6200000000000000013").await;
    let photographs = Photographs::take();
    resident
        .photograph("卡面", "拍照", photographs.sharp())
        .await;
    resident.expect_in("卡面", "已上传").await;
    // What was entered outlives the page.
    resident.reload().await;
    resident.expect_in("卡面", "已上传").await;
    resident.press("补好了，交上去").await;
    resident.expect_path(&case).await;
    resident.expect("补正已经交上去了").await;
    resident.expect_in(BENEFIT, "办理中").await;
    resident.press("看交了什么").await;
    resident.press("发放账户").await;
    resident.expect_in("发放账户", "0013").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.leave().await;
}
