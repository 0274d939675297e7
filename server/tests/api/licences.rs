//! 我的证照: what registers hold, and what was granted here.

use std::sync::Arc;

use async_trait::async_trait;
use civic::Day;
use contract::document::Validity;
use contract::licence::Licences;
use contract::office_action::OfficeAction;
use contract::person::{Holdings, Licence};
use server::{Person, Registers, ServiceError};

use crate::office::Decision;
use crate::test_app::TestApp;

const LICENCES: &str = "/api/v1/person/licences?region=321000";

#[tokio::test]
async fn a_licence_says_what_it_spares_and_shows_no_whole_number() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let answer = resident.get(LICENCES).await;
    let licences: Licences = answer.json();
    let card = &licences.held[0];
    assert_eq!((card.kind.as_str(), card.expired), ("id_card", false));
    assert_eq!(card.spares, ["居民身份证"]);
    let number = &card.numbers[0].number;
    assert_eq!((number.len(), &number[4..14]), (18, "**********"));
    assert_eq!(licences.results, []);
}

/// Everybody holds a card that ran out yesterday.
struct RanOut;

#[async_trait]
impl Registers for RanOut {
    async fn holdings(&self, _: &Person, _: Day) -> Result<Holdings, ServiceError> {
        let licence = |day: &str| Licence {
            kind: "id_card".to_owned(),
            name: "居民身份证".to_owned(),
            issuer: "公安局".to_owned(),
            valid_until: Some(day.to_owned()),
            facts: Default::default(),
        };
        Ok(Holdings {
            records: Default::default(),
            licences: vec![licence("2026-11-19"), licence("2026-11-20")],
            ..Holdings::default()
        })
    }

    async fn may_promise(&self, _: &Person, _: Day) -> Result<bool, ServiceError> {
        Ok(true)
    }
}

#[tokio::test]
async fn what_ran_out_yesterday_is_said_and_its_last_day_counts() {
    let app = TestApp::start_with(|services| server::Services {
        registers: Arc::new(RanOut),
        ..services
    })
    .await;
    let resident = app.resident("lin-jing").await;
    let licences: Licences = resident.get(LICENCES).await.json();
    let expired: Vec<bool> = licences.held.iter().map(|one| one.expired).collect();
    assert_eq!(expired, [true, false]);
}

#[tokio::test]
async fn a_result_is_listed_with_its_code_once_it_was_printed_and_said_when_revoked() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.clock.move_on(601);
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let grant = Decision::Grant {
        result: "核定12个月".to_owned(),
    };
    app.decide(&number, "benefit", "b", &grant).await;
    let listed = async || resident.get(LICENCES).await.json::<Licences>().results;
    let before = listed().await;
    assert_eq!(before.len(), 1);
    assert_eq!(
        (before[0].validity, &before[0].code),
        (Validity::Valid, &None)
    );
    let path = format!("/api/v1/cases/{number}/results/benefit.pdf");
    assert_eq!(resident.get(&path).await.status, 200);
    let code = listed().await[0].code.clone().unwrap();
    let verified = app.get(&format!("/api/v1/verify/{code}")).await;
    assert_eq!(verified.status, 200);
    let other = app.resident("zhou-hang").await;
    let theirs: Licences = other.get(LICENCES).await.json();
    assert_eq!(theirs.results, []);
    let revoke = OfficeAction::Revoke {
        service: "benefit".to_owned(),
        ground: casework::event::Ground::FalseMaterial,
        reason: "材料不实".to_owned(),
    };
    app.done(&number, "c", revoke).await;
    assert_eq!(listed().await[0].validity, Validity::Revoked);
}
