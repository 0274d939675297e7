//! 社会保障卡挂失, 解挂: by rule where it is one's own card, and by a person where it was locked formally.

use casework::ServiceState;
use catalog::{Answers, Value};

use super::applied::{Applied, service, several};
use crate::test_app::TestApp;

fn found_card() -> Applied<'static> {
    Applied {
        scenario: "social_card",
        service: "card_loss",
        answers: Answers::from([
            ("acting_for", Value::from("oneself")),
            ("card", Value::from("found")),
            ("loss_reported", Value::Flag(false)),
            ("wishes", several(&["none"])),
            ("document", Value::from("id_card")),
            ("delivery_way", Value::from("branch")),
        ]),
        fields: Vec::new(),
    }
}

#[tokio::test]
async fn a_card_that_was_found_is_unlocked_by_rule() {
    let app = TestApp::start_with_the_products_scenarios().await;
    // Found again: in use all the time, and locked by telephone for some days.
    for who in ["lin-jing", "ma-xiaodong"] {
        let resident = app.resident(who).await;
        let case = found_card().granted_to(&resident).await;
        assert!(case.undo_until.is_none(), "it has its effect at once");
    }
}

/// 正式挂失: the card was declared lost for good, and another may be under way. Nobody but a person takes that back.
#[tokio::test]
async fn a_card_that_was_locked_formally_is_no_machine_s_affair() {
    let app = TestApp::start_with_the_products_scenarios().await;
    let resident = app.resident("aygul").await;
    let case = found_card().by(&resident).await;
    let found = service(&case, "card_loss");
    assert_eq!(found.state, ServiceState::Submitted);
    let ruling = found.ruling.as_ref().unwrap();
    assert!(!ruling.granted);
    assert_eq!(ruling.reasons.len(), 1);
    let reason = &ruling.reasons[0];
    assert_eq!(
        (&*reason.check, &*reason.register),
        ("card", "社会保障卡持卡库")
    );
    assert!(reason.text.contains("正式挂失"), "{}", reason.text);
    // The same where no register has a card of hers.
    let resident = app.resident("he-yu").await;
    let unknown = Applied {
        fields: vec![("mobile", Value::from("15400000012"))],
        ..found_card()
    };
    let (_, open) = unknown.left_to_a_person(&resident).await;
    assert_eq!(open, ["card"]);
}
