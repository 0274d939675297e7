//! What a token of an office may do, and until when.

use axum::http::{Method, Request};
use casework::Refusal;
use contract::audit::{AuditEntry, AuditPage};
use contract::office_action::{OfficeAction, OfficeCommand};
use contract::problem::Code;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::case_actions::refused;
use crate::office::{BENEFIT, SEEN_ALL, Token, WHOLE};
use crate::test_app::{Answer, TestApp};
use crate::test_database::settle;

const LEAD: Token<'_> = Token("token-of-lead-drawn-for-the-tests", Some("wang"));
const TRAIL: Token<'_> = Token("token-of-trail-drawn-for-the-tests", None);

async fn act(
    app: &TestApp,
    who: Token<'_>,
    number: &str,
    key: &str,
    action: OfficeAction,
) -> Answer {
    let seen = SEEN_ALL;
    let command = OfficeCommand { seen, action };
    app.office_act(who, number, key, &command).await
}

async fn trail(app: &TestApp, who: Token<'_>) -> Vec<AuditEntry> {
    settle(app.folder.path()).await;
    let page: AuditPage = app.office_get(who, "/ops/v1/audit").await.json();
    page.items
}

#[tokio::test]
async fn a_lead_takes_a_claim_away_from_a_clerk_of_his_office() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let service = || "benefit".to_owned();
    let claim = || OfficeAction::Claim { service: service() };
    let release = || OfficeAction::Release { service: service() };
    let zhao = Token("token-of-benefit-drawn-for-the-tests", Some("zhao"));
    assert_eq!(act(&app, zhao, &number, "1", claim()).await.status, 200);
    // Another clerk does not, nor does the lead decide while it is claimed.
    let other = act(&app, BENEFIT, &number, "2", release()).await;
    assert_eq!(refused(&other), Refusal::ClaimedBy("zhao".to_owned()));
    let accept = OfficeAction::Accept { service: service() };
    let decided = act(&app, LEAD, &number, "3", accept).await;
    assert_eq!(refused(&decided), Refusal::ClaimedBy("zhao".to_owned()));
    let taken = act(&app, LEAD, &number, "4", release()).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    assert_eq!(act(&app, BENEFIT, &number, "5", claim()).await.status, 200);
    let entries = trail(&app, LEAD).await;
    let done: Vec<_> = entries
        .iter()
        .filter_map(|entry| entry.detail.as_deref())
        .collect();
    assert_eq!(done, ["claim benefit", "release benefit", "claim benefit"]);
    // What another office has claimed is not his to give away.
    assert_eq!(
        act(&app, BENEFIT, &number, "6", release()).await.status,
        200
    );
    assert_eq!(act(&app, WHOLE, &number, "7", claim()).await.status, 200);
    let of_another = act(&app, LEAD, &number, "8", release()).await;
    assert_eq!(refused(&of_another), Refusal::ClaimedBy("-".to_owned()));
}

#[tokio::test]
async fn a_lead_reads_what_his_office_has_done_and_an_auditor_reads_all_and_nothing_else() {
    let app = TestApp::start().await;
    for who in [WHOLE, BENEFIT, LEAD] {
        assert_eq!(app.office_get(who, "/ops/v1/cases").await.status, 200);
    }
    let of = |entries: &[AuditEntry]| -> Vec<String> {
        entries.iter().map(|entry| entry.office.clone()).collect()
    };
    assert_eq!(of(&trail(&app, LEAD).await), ["benefit", "benefit"]);
    let refused = app.office_get(TRAIL, "/ops/v1/cases").await;
    assert_eq!(refused.code(), Code::Forbidden);
    let all = trail(&app, TRAIL).await;
    assert_eq!(
        of(&all),
        ["office", "benefit", "benefit", "benefit", "trail"]
    );
    assert_eq!(all.last().unwrap().status, 403);
}

fn offices(tokens: &str) -> String {
    let digest = |name: &str| -> String {
        let digest = Sha256::digest(format!("token-of-{name}-drawn-for-the-tests"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let mut offices = format!("[[office]]\nid = 'one'\nname = ''\nservices = ['*']\n{tokens}");
    for name in ["old", "new"] {
        offices = offices.replace(&name.to_uppercase(), &digest(name));
    }
    offices
}

#[tokio::test]
async fn one_token_takes_the_place_of_another_by_the_day() {
    let text = offices(
        "[[office.token]]\nsha256 = 'OLD'\nuntil = '2026-11-21'
         [[office.token]]\nsha256 = 'NEW'\nfrom = '2026-11-21'",
    );
    let app = TestApp::start_set(|settings| {
        let file = settings.offices.clone().unwrap();
        std::fs::write(file, text).unwrap();
        settings.ops_token = None;
    })
    .await;
    let (old, new) = (
        Token("token-of-old-drawn-for-the-tests", None),
        Token("token-of-new-drawn-for-the-tests", None),
    );
    let ask = async |who| {
        let answer = app.office_get(who, "/ops/v1/cases").await;
        (answer.status != 200).then(|| answer.code())
    };
    assert_eq!(
        (ask(old).await, ask(new).await),
        (None, Some(Code::Forbidden))
    );
    app.clock.move_on(24 * 3600);
    assert_eq!((ask(old).await, ask(new).await), (None, None));
    app.clock.move_on(24 * 3600);
    assert_eq!(
        (ask(old).await, ask(new).await),
        (Some(Code::TokenExpired), None)
    );
    // Who still comes with the old one is written down.
    let mut db = app.database().await;
    let statuses: Vec<i64> = sqlx::query_scalar("SELECT status FROM audit ORDER BY id")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert_eq!(statuses, [200, 403, 200, 200, 403, 200]);
}

/// Every path under which the trail is, by every method there is.
#[tokio::test]
async fn no_route_changes_the_trail() {
    let app = TestApp::start().await;
    app.office_get(WHOLE, "/ops/v1/cases").await;
    let document: Value = app.get("/api/v1/openapi.json").await.json();
    let paths = document["paths"].as_object().unwrap();
    let of_trail: Vec<_> = paths
        .iter()
        .filter(|(path, _)| path.contains("audit"))
        .collect();
    assert_eq!(of_trail.len(), 2);
    let before = trail(&app, WHOLE).await;
    for (path, methods) in of_trail {
        let methods: Vec<_> = methods.as_object().unwrap().keys().collect();
        assert_eq!(methods, ["get"], "{path}");
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let request = Request::builder()
                .method(Method::from_bytes(method.as_bytes()).unwrap())
                .uri(format!("{path}/{}", before[0].id))
                .header("authorization", "Bearer token-of-trail-drawn-for-the-tests")
                .header("x-requested-by", "yijianshi");
            let one = app.send(request.body("{}".into()).unwrap()).await.status;
            let request = Request::builder()
                .method(Method::from_bytes(method.as_bytes()).unwrap())
                .uri(path)
                .header("authorization", "Bearer token-of-trail-drawn-for-the-tests")
                .header("x-requested-by", "yijianshi");
            let all = app.send(request.body("{}".into()).unwrap()).await.status;
            let refused = |status: u16| [404, 405].contains(&status);
            assert!(refused(one.as_u16()) && all == 405, "{method} {path}");
        }
    }
    let after = trail(&app, WHOLE).await;
    assert_eq!(after[..before.len()], before);
}

#[tokio::test]
async fn the_trail_is_exported_as_lines_of_the_days_that_are_asked_for() {
    let app = TestApp::start().await;
    for _ in 0..3 {
        app.office_get(BENEFIT, "/ops/v1/cases").await;
        app.office_get(WHOLE, "/ops/v1/cases").await;
        app.clock.move_on(24 * 3600);
    }
    settle(app.folder.path()).await;
    let export = async |who, query: &str| {
        let path = format!("/ops/v1/audit/export{query}");
        let answer = app.office_get(who, &path).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.header("content-type"), "application/jsonl");
        let read = |line: &str| serde_json::from_str::<AuditEntry>(line).unwrap();
        answer.text().lines().map(read).collect::<Vec<_>>()
    };
    let all = export(TRAIL, "").await;
    assert_eq!(all.len(), 6);
    let second = export(TRAIL, "?from=2026-11-21&until=2026-11-21").await;
    assert_eq!(second, all[2..4]);
    let rest = export(TRAIL, &format!("?until=2026-11-22&after={}", all[1].id)).await;
    assert_eq!(rest, all[2..6]);
    let of_lead = export(LEAD, "?until=2026-11-22").await;
    assert!(of_lead.len() == 3 && of_lead.iter().all(|entry| entry.office == "benefit"));
    let wrong = app
        .office_get(TRAIL, "/ops/v1/audit/export?from=yesterday")
        .await;
    assert_eq!(wrong.code(), Code::Malformed);
    let closed = app.office_get(BENEFIT, "/ops/v1/audit/export").await;
    assert_eq!(closed.code(), Code::Forbidden);
}
