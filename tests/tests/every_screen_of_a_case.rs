//! Every screen of a case after hand-in, judged as those before it are (`every_screen.rs`): from taking it back to
//! rating it. Screens that need more people are judged where those people are (`heirs.rs`, `lost_right.rs`).

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use catalog::CorrectionReason;
use contract::office_action::OfficeAction;
use whole_product::back_office::BackOffice;
use whole_product::browser::Engine;
use whole_product::in_both_engines;
use whole_product::product::Product;
use whole_product::resident::Resident;
use whole_product::usability::Findings;
use whole_product::walk;

in_both_engines! {
    every_screen_of_a_case_is_accessible_and_comfortable,
}

const BENEFIT: &str = "unemployment_benefit";
const REGISTRATION: &str = "unemployment_registration";

/// Pages below the case, and words of each.
type Screens<'a> = &'a [(&'a str, &'a str)];

async fn judge_all(
    resident: &mut Resident,
    findings: &mut Findings,
    case: &str,
    screens: Screens<'_>,
) {
    for (below, words) in screens {
        resident.go(&format!("{case}{below}")).await;
        resident.expect(words).await;
        let name = below.split('/').nth(1).unwrap_or("case");
        findings.judge(resident, &format!("case-{name}")).await;
    }
}

fn correction() -> OfficeAction {
    let item = |of, reason, remedy| CorrectionItem {
        of,
        reasons: vec![reason],
        remedy,
    };
    let field = CorrectionSubject::Field("payout_account".to_owned());
    let material = CorrectionSubject::Material("id_card".to_owned());
    OfficeAction::AskCorrection {
        service: BENEFIT.to_owned(),
        items: vec![
            item(field, CorrectionReason::R13, Remedy::FillInAgain),
            item(material, CorrectionReason::R01, Remedy::TakeAgain),
        ],
        note: "账号少了一位；身份证请拍原件。".to_owned(),
    }
}

async fn every_screen_of_a_case_is_accessible_and_comfortable(engine: Engine) {
    let product = Product::start().await;
    let office = BackOffice::of(&product);
    let mut resident = Resident::with(engine, &product).await;
    let mut findings = Findings::default();
    let number = walk::with_the_card_to_follow(&mut resident).await;
    let case = format!("/cases/{number}");

    let handed_in: Screens = &[
        ("", "还可以撤回修改"),
        ("/undo", "您填的、拍的都还在"),
        ("/application", "以后补交"),
        ("/ask", "向经办机构提问"),
        ("/withdraw", "2 项还没有结果"),
        ("/supply/social_card", "补交这份材料"),
    ];
    judge_all(&mut resident, &mut findings, &case, handed_in).await;

    office.accept(&number, BENEFIT).await;
    office.accept(&number, REGISTRATION).await;
    office.act(&number, correction()).await;
    office.grant(&number, REGISTRATION, "已登记。").await;
    let at_work = [
        ("/", "补正「失业保险金申领」", "home-waits"),
        ("/cases", "条未读", "cases-waits"),
    ];
    for (path, words, screen) in at_work {
        resident.go(path).await;
        resident.expect(words).await;
        findings.judge(&mut resident, screen).await;
    }
    let at_work: Screens = &[
        ("", "去补正"),
        ("/correct/unemployment_benefit", "账号少了一位"),
        ("/rate/unemployment_registration", "提交评价"),
        ("/object/unemployment_registration", "的结果有异议"),
        ("/surrender/unemployment_registration", "确定注销"),
    ];
    judge_all(&mut resident, &mut findings, &case, at_work).await;
    // Read last: whoever has seen it has read it.
    resident.go("/inbox").await;
    resident.expect("未读").await;
    findings.judge(&mut resident, "inbox").await;
    resident.go("/verify").await;
    resident.expect_heading("核验").await;
    findings.judge(&mut resident, "verify").await;
    findings.expect_none();
    resident.leave().await;
}
