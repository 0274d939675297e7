//! What an office does with a service, and what it is told where it may not.

use casework::event::{
    CheckOutcome, CorrectionItem, CorrectionSubject, ExtensionReason, Ground, Remedy,
};
use casework::{Invalid, Offer, Refusal};
use catalog::CorrectionReason;
use catalog::scenario::{LimitUnit, TimeLimit};
use contract::case::{Case, ServiceState};
use contract::case_event::CaseEventKind;
use contract::office_action::{OfficeAction as Act, OfficeCommand};
use contract::problem::Code;

use crate::office::{SEEN_ALL, Token, WHOLE};
use crate::test_app::{Answer, OPS_TOKEN, TestApp};

const DAY: i64 = 24 * 3600;

fn benefit() -> String {
    "benefit".to_owned()
}

fn grant() -> Act {
    Act::Grant {
        service: benefit(),
        result: "已核定".to_owned(),
        document: None,
    }
}

/// A case whose benefit is accepted and can no longer be undone.
async fn accepted(app: &TestApp) -> String {
    let number = app.resident("lin-jing").await.case().await;
    app.clock.move_on(601);
    app.done(&number, "accept", Act::Accept { service: benefit() })
        .await;
    number
}

#[track_caller]
fn refused(answer: &Answer) -> Refusal {
    assert_eq!(answer.code(), Code::ActionRefused, "{}", answer.text());
    answer.problem().refusal.unwrap()
}

#[tokio::test]
async fn a_claim_keeps_other_clerks_away_until_it_is_given_back() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let by = async |clerk, key, action| {
        let seen = SEEN_ALL;
        let token = Token(OPS_TOKEN, Some(clerk));
        app.office_act(token, &number, key, &OfficeCommand { seen, action })
            .await
    };
    let claim = Act::Claim { service: benefit() };
    assert_eq!(by("wang", "1", claim.clone()).await.status, 200);
    let detail = app.whole(&number).await;
    assert_eq!(detail.case.services[1].claimed_by.as_deref(), Some("wang"));
    let other = by("zhao", "2", grant()).await;
    assert_eq!(refused(&other), Refusal::ClaimedBy("wang".to_owned()));
    let release = Act::Release { service: benefit() };
    assert_eq!(by("wang", "3", release).await.status, 200);
    assert_eq!(by("zhao", "4", grant()).await.status, 200);
    // Who works on it is nobody's business outside.
    let path = format!("/api/v1/cases/{number}");
    let shown = app.resident("lin-jing").await.get(&path).await.text();
    assert!(!shown.contains("wang") && !shown.contains("zhao"));
}

#[tokio::test]
async fn a_correction_names_fields_and_papers_with_reasons_and_remedies() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let item = |of, reasons: &[CorrectionReason]| CorrectionItem {
        of,
        reasons: reasons.to_vec(),
        remedy: Remedy::FillInAgain,
    };
    let field = CorrectionSubject::Field("payout_account".to_owned());
    let card = CorrectionSubject::Material("social_card".to_owned());
    let ask = |items| Act::AskCorrection {
        service: benefit(),
        items,
        note: "账号与卡面不一致".to_owned(),
    };
    let nobody_s = CorrectionSubject::Field("unheard_of".to_owned());
    let answer = app.act(
        &number,
        "1",
        ask(vec![item(nobody_s, &[CorrectionReason::R13])]),
    );
    assert_eq!(
        refused(&answer.await),
        Refusal::Invalid(Invalid::NotOfThisCase)
    );
    let answer = app.act(&number, "2", ask(vec![item(field.clone(), &[])]));
    let missing = Invalid::ReasonMissing(field.clone());
    assert_eq!(refused(&answer.await), Refusal::Invalid(missing));
    let items = vec![
        item(field, &[CorrectionReason::R13]),
        item(card, &[CorrectionReason::R01]),
    ];
    app.done(&number, "3", ask(items.clone())).await;
    let path = format!("/api/v1/cases/{number}");
    let case: Case = app.resident("lin-jing").await.get(&path).await.json();
    assert_eq!(case.services[1].state, ServiceState::CorrectionNeeded);
    assert_eq!(case.services[1].to_correct, items);
    let last = case.events.last().unwrap();
    assert_eq!(last.text.as_deref(), Some("账号与卡面不一致"));
}

#[tokio::test]
async fn an_extension_moves_the_day_once_and_says_why() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let due = async || app.whole(&number).await.case.services[1].due.clone();
    assert_eq!(due().await.as_deref(), Some("2026-12-01"));
    let extend = |amount| Act::Extend {
        service: benefit(),
        by: TimeLimit {
            amount,
            unit: LimitUnit::WorkingDays,
        },
        reason: ExtensionReason::OtherOffice,
        note: String::new(),
    };
    let long = app.act(&number, "1", extend(11)).await;
    assert_eq!(refused(&long), Refusal::Invalid(Invalid::TooLong));
    app.done(&number, "2", extend(5)).await;
    assert_eq!(due().await.as_deref(), Some("2026-12-08"));
    let twice = app.act(&number, "3", extend(1)).await;
    assert_eq!(refused(&twice), Refusal::AlreadyDone);
}

#[tokio::test]
async fn what_was_promised_is_checked_and_a_breach_is_recorded_and_repaired() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let service = benefit;
    let early = app.act(&number, "0", Act::OpenCheck { service: service() });
    assert_eq!(refused(&early.await), Refusal::NoCheck);
    app.done(&number, "1", grant()).await;
    let close = |outcome, ground| Act::CloseCheck {
        service: service(),
        outcome,
        ground,
    };
    // The card is to follow: on the day after the last, what was granted on it is checked.
    app.clock.move_on(61 * DAY);
    app.done(&number, "2", Act::OpenCheck { service: service() })
        .await;
    let nothing = app
        .act(&number, "3", close(CheckOutcome::Broken, None))
        .await;
    assert_eq!(refused(&nothing), Refusal::Invalid(Invalid::GroundMissing));
    let ground = Some(Ground::PaperNotBrought);
    app.done(&number, "4", close(CheckOutcome::Broken, ground))
        .await;
    let promise = app.whole(&number).await.promises.remove(0);
    assert_eq!((promise.broken, promise.may_promise), (1, false));
    app.done(&number, "5", Act::RepairBreach { service: service() })
        .await;
    let promise = app.whole(&number).await.promises.remove(0);
    assert_eq!((promise.repaired, promise.may_promise), (1, true));
    let revoke = Act::Revoke {
        service: service(),
        ground: Ground::PaperNotBrought,
        reason: "材料逾期未补".to_owned(),
    };
    app.done(&number, "6", revoke).await;
    let detail = app.whole(&number).await;
    assert_eq!(detail.case.services[1].state, ServiceState::Revoked);
}

#[tokio::test]
async fn words_that_a_resident_reads_are_there_and_end() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let result = |words: &str, document: Option<&str>| Act::Grant {
        service: benefit(),
        result: words.to_owned(),
        document: document.map(str::to_owned),
    };
    let long = "长".repeat(2001);
    for act in [
        result("", None),
        result(" \n", None),
        result(&long, None),
        result("已核定", Some("a b")),
        Act::Refuse {
            service: benefit(),
            ground: Ground::ConditionsNotMet,
            reason: String::new(),
        },
        Act::Answer {
            asked: 1,
            text: String::new(),
        },
    ] {
        let answer = app.act(&number, "k", act).await;
        assert_eq!(answer.code(), Code::Malformed);
    }
    app.done(&number, "k", result("已核定", Some("CERT-1")))
        .await;
}

#[tokio::test]
async fn what_was_seen_too_long_ago_is_stale_and_what_is_sent_twice_is_done_once() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let last = app.whole(&number).await.case.last;
    let ask = Act::AskCorrection {
        service: benefit(),
        items: Vec::new(),
        note: "请来电说明".to_owned(),
    };
    app.done(&number, "1", ask.clone()).await;
    let events = app.whole(&number).await.events.len();
    app.done(&number, "1", ask).await;
    assert_eq!(app.whole(&number).await.events.len(), events);
    let claim = OfficeCommand {
        seen: last,
        action: Act::Accept {
            service: "registration".to_owned(),
        },
    };
    // Another service changed, not this one.
    let answer = app.office_act(WHOLE, &number, "2", &claim).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let stale = OfficeCommand {
        seen: last,
        action: Act::Refuse {
            service: "registration".to_owned(),
            ground: Ground::NotCompetent,
            reason: "不归本机关".to_owned(),
        },
    };
    let answer = app.office_act(WHOLE, &number, "3", &stale).await;
    assert!(matches!(refused(&answer), Refusal::Stale { .. }));
}

#[tokio::test]
async fn what_is_offered_is_what_may_be_done() {
    let app = TestApp::start().await;
    let number = accepted(&app).await;
    let detail = app.whole(&number).await;
    let of = |offer: Offer| {
        let mut actions = detail.actions.iter();
        actions
            .find(|one| one.offer == offer)
            .map(|one| &one.refusal)
    };
    assert_eq!(of(Offer::Grant(benefit())), Some(&None));
    let accepted = Refusal::WrongState(ServiceState::Accepted);
    assert_eq!(of(Offer::Accept(benefit())), Some(&Some(accepted)));
    assert_eq!(of(Offer::Undo), None);
    let kinds: Vec<_> = detail.events.iter().map(|event| &event.what).collect();
    assert_eq!(kinds[0], &CaseEventKind::Submitted);
}
