//! Promises that a place wants signed: what is no signature is refused, and what is one is printed.

use catalog::Supplied;
use catalog::application::{Drawn, Hand, Signature};
use contract::case::{Case, Submission};
use contract::problem::Code;

use crate::documents::{promise_of, words_of};
use crate::test_app::TestApp;

/// A place that wants the promise signed.
async fn with_a_signature() -> TestApp {
    let app = TestApp::start().await;
    app.edit_scenario(
        "    consequence: 后果\n",
        "    consequence: 后果\n    signed: true\n",
    );
    app.restarted().await
}

fn signed(mut submission: Submission, by: Hand) -> Submission {
    let of = "truth".to_owned();
    submission.application.signatures = vec![Signature { of, by }];
    submission
}

fn drawn(lines: Vec<Vec<u16>>) -> Hand {
    Hand::Drawn(Drawn {
        width: 300,
        height: 120,
        lines,
    })
}

#[tokio::test]
async fn what_is_signed_is_not_handed_in_without_a_signature() {
    let app = with_a_signature().await;
    let owner = app.resident("lin-jing").await;
    let submission = owner
        .submission("contract_expired", Some(Supplied::Later))
        .await;
    let mut hostile = vec![
        submission.clone(),
        signed(submission.clone(), Hand::Typed("周航".to_owned())),
        signed(submission.clone(), drawn(vec![])),
        signed(submission.clone(), drawn(vec![vec![1, 1, 400, 1]])),
        signed(
            submission.clone(),
            drawn(vec![vec![1, 1]; Drawn::MOST_POINTS + 1]),
        ),
    ];
    // A signature under something else does not help.
    let mut elsewhere = signed(submission.clone(), Hand::Typed("林静".to_owned()));
    elsewhere.application.signatures[0].of = "other".to_owned();
    hostile.push(elsewhere);
    for (at, wrong) in hostile.iter().enumerate() {
        let answer = owner
            .post("/api/v1/cases", &format!("wrong-{at}"), wrong)
            .await;
        let problem = answer.problem();
        assert_eq!(problem.code, Code::ApplicationInvalid, "{at}");
        assert_eq!(problem.errors[0].path, "/signatures/truth", "{at}");
    }
    for (key, signature, said) in [
        (
            "typed",
            Hand::Typed("林静".to_owned()),
            "键入姓名“林静”签署",
        ),
        (
            "drawn",
            drawn(vec![vec![20, 60, 200, 62]]),
            "承诺人（签名）",
        ),
    ] {
        let resident = if key == "typed" {
            "lin-jing"
        } else {
            "zhou-hang"
        };
        let resident = app.resident(resident).await;
        let submission = resident
            .submission("contract_expired", Some(Supplied::Later))
            .await;
        let answer = resident
            .post("/api/v1/cases", key, &signed(submission, signature))
            .await;
        assert_eq!(answer.status, 201, "{key}: {}", answer.text());
        let promise = promise_of(&answer.json::<Case>().number);
        let words = words_of(&resident.get(&promise).await);
        assert!(words.contains(said), "{words}");
        assert!(words.contains("签名校验值（SHA-256）："), "{words}");
        let shared = words_of(&resident.get(&format!("{promise}?shared=true")).await);
        assert!(
            !shared.contains(said) && shared.contains("承诺方式"),
            "{shared}"
        );
        // A name can be guessed from a sum of it.
        assert!(!shared.contains("签名校验值"), "{shared}");
    }
}
