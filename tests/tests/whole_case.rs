//! From hand-in to the reply to a bad rating: a resident in a browser and an office over its API play all of it.

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use catalog::CorrectionReason;
use contract::case_event::CaseEventKind;
use contract::office_action::OfficeAction;
use precheck::CardSide;
use serde_json::json;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::people;
use whole_product::photograph::Photographs;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::walk;

in_both_engines! {
    a_case_is_followed_to_its_end_by_both_sides,
}

const BENEFIT: &str = "失业保险金申领";
const BENEFIT_ID: &str = "unemployment_benefit";
const NEW_ACCOUNT: &str = "6200000000000000013";

async fn a_case_is_followed_to_its_end_by_both_sides(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    // The card is promised to follow.
    let number = walk::with_the_card_to_follow(&mut resident).await;
    let case = format!("/cases/{number}");
    office.accept(&number, BENEFIT_ID).await;

    // A field and a picture come back, at once.
    office.act(&number, correction()).await;
    resident.go(&case).await;
    let task = json!(["现在要您办的", format!("补正：{BENEFIT}")]);
    resident.press_within(&task, "去补正").await;
    resident.expect_heading(BENEFIT).await;
    resident.expect("账号少了一位").await;
    resident.fill("社保卡银行账号", NEW_ACCOUNT).await;
    photograph_the_card(&mut resident).await;
    resident.press("补好了，交上去").await;
    resident.expect_path(&case).await;
    resident.expect("补正已经交上去了").await;
    let whole = office.whole(&number).await;
    let fields = whole.application.fields.iter().flat_map(|it| &it.lines);
    let mut accounts = fields.filter(|line| line.id == "payout_account");
    assert!(accounts.any(|line| line.value.replace(' ', "") == NEW_ACCOUNT));

    // Late, urged and answered.
    resident
        .comes_back_after(&product, 58, &case, people::ENTITLED)
        .await;
    resident.expect_in(BENEFIT, "已超时").await;
    resident.press_in(BENEFIT, "催一催").await;
    resident.expect("已经催了").await;
    let urged = office
        .seq_of(&number, |what| matches!(what, CaseEventKind::Urged { .. }))
        .await;
    let text = "卡到了今天就办。".to_owned();
    let answer = OfficeAction::AnswerUrge { urged, text };
    office.act(&number, answer).await;

    // The paper comes on the last day but one.
    resident
        .comes_back_after(&product, 1, &case, people::ENTITLED)
        .await;
    resident.expect_in(BENEFIT, "卡到了今天就办").await;
    resident.expect_in("现在要您办的", "还有 1 天").await;
    resident.press("现在补交").await;
    walk::bring_the_card(&mut resident, &case).await;

    // Decided, late as it is; the result is genuine to whoever holds it.
    office.grant(&number, BENEFIT_ID, "核定12个月。").await;
    resident.go(&case).await;
    resident.expect_in(BENEFIT, "核定12个月").await;

    // A bad rating, and what the office makes of it.
    resident.press_in(BENEFIT, "评价这一项").await;
    resident.choose("不满意").await;
    resident.choose("办事效率").await;
    resident.fill("还想说的", "等得太久。").await;
    resident.press("提交评价").await;
    resident.expect_path(&case).await;
    let service = || BENEFIT_ID.to_owned();
    let text = "对不起，让您久等了。".to_owned();
    let reply = OfficeAction::Reply {
        service: service(),
        text,
    };
    office.act(&number, reply).await;
    let text = "超时的申请改为每天清点。".to_owned();
    let rectified = OfficeAction::Rectify {
        service: service(),
        text,
    };
    office.act(&number, rectified).await;
    resident.go(&case).await;
    resident.expect_in(BENEFIT, "您的评价：不满意").await;
    resident.expect_in(BENEFIT, "对不起，让您久等了").await;
    resident.expect_in(BENEFIT, "超时的申请改为每天清点").await;
    assert_eq!(resident.accessibility_violations().await, [""; 0]);
    resident.leave().await;
}

fn correction() -> OfficeAction {
    let field = CorrectionItem {
        of: CorrectionSubject::Field("payout_account".to_owned()),
        reasons: vec![CorrectionReason::R13],
        remedy: Remedy::FillInAgain,
    };
    let picture = CorrectionItem {
        of: CorrectionSubject::Material("id_card".to_owned()),
        reasons: vec![CorrectionReason::R01],
        remedy: Remedy::TakeAgain,
    };
    OfficeAction::AskCorrection {
        service: BENEFIT_ID.to_owned(),
        items: vec![field, picture],
        note: "账号少了一位；身份证请拍原件。".to_owned(),
    }
}

async fn photograph_the_card(resident: &mut Resident) {
    let photographs = Photographs::take();
    for (page, side) in [("人像面", CardSide::Portrait), ("国徽面", CardSide::Emblem)] {
        let picture = photographs.of_card(side);
        resident.photograph(page, "拍照", &picture).await;
        resident.expect_in(page, "已上传").await;
    }
}
