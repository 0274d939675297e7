//! 容缺后补: a paper that follows.

use casework::{ObligationId, Refusal};
use catalog::Supplied;
use catalog::application::{Confirmed, ProblemCode};
use contract::case::{Case, CasePage, ObligationState};
use contract::case_action::ResidentAction;
use precheck_testkit as testkit;

use crate::case_actions::refused;
use crate::office::Decision;
use crate::resident::{Photo, Resident, attached};
use crate::test_app::TestApp;

const DAY: i64 = 24 * 3600;

fn bringing(supplied: Supplied, said: bool) -> ResidentAction {
    let confirmed = said.then(|| Confirmed {
        ticked: ["own".to_owned(), "readable".to_owned()].into(),
        unsure: false,
    });
    ResidentAction::Supply {
        material: "social_card".to_owned(),
        supplied,
        confirmed,
    }
}

async fn card(resident: &Resident<'_>) -> Supplied {
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    attached(&resident.upload(photo).await, false).unwrap()
}

fn state(case: &Case) -> ObligationState {
    let id = ObligationId::Supply {
        material: "social_card".to_owned(),
    };
    let mut owed = case.obligations.iter();
    owed.find(|one| one.id == id).unwrap().state
}

#[tokio::test]
async fn it_is_brought_on_day_59_and_checked_like_any_other() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    app.clock.move_on(59 * DAY);
    let resident = app.resident("lin-jing").await;
    assert_eq!(state(&resident.shown(&number).await), ObligationState::Open);
    let card = card(&resident).await;
    let codes = async |key, action| {
        let problem = resident.act(&number, key, action).await.problem();
        let errors = problem.errors.into_iter();
        errors.map(|one| one.code).collect::<Vec<_>>()
    };
    let later = codes("a", bringing(Supplied::Later, true)).await;
    assert_eq!(later, [ProblemCode::WayNotAllowed]);
    let missing = codes("b", bringing(Supplied::Attached(Vec::new()), true)).await;
    assert!(missing.contains(&ProblemCode::PageMissing));
    let unsaid = codes("c", bringing(card.clone(), false)).await;
    assert_eq!(unsaid, [ProblemCode::NotConfirmed]);

    let answer = resident.act(&number, "d", bringing(card.clone(), true));
    let case: Case = answer.await.json();
    assert_eq!(state(&case), ObligationState::Done);
    assert_eq!(case.materials[1].supplied, card);
    let again = resident.act(&number, "e", bringing(card, true)).await;
    assert_eq!(refused(&again), Refusal::AlreadyDone);
}

#[tokio::test]
async fn on_day_61_it_is_too_late_and_what_was_not_deferred_is_not_brought() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    app.clock.move_on(61 * DAY);
    let resident = app.resident("lin-jing").await;
    let late = bringing(card(&resident).await, true);
    let late = resident.act(&number, "a", late).await;
    let last = civic::day::parse_iso("2027-01-19").unwrap();
    assert_eq!(refused(&late), Refusal::DeadlinePassed(last));
    let other = ResidentAction::Supply {
        material: "id_card".to_owned(),
        supplied: Supplied::Attached(Vec::new()),
        confirmed: None,
    };
    let other = resident.act(&number, "b", other).await;
    assert_eq!(refused(&other), Refusal::NoSuch);
}

#[tokio::test]
async fn a_case_that_is_decided_stays_among_the_open_ones_until_the_paper_is_there() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    app.clock.move_on(601);
    let granted = Decision::Grant {
        result: "已办".to_owned(),
    };
    for service in ["registration", "benefit"] {
        for (key, decision) in [("a", &Decision::Accept), ("g", &granted)] {
            let key = format!("{service}-{key}");
            let answer = app.decide(&number, service, &key, decision).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    }
    let open = async || -> usize {
        let page: CasePage = resident.get("/api/v1/cases?open=true").await.json();
        page.items.len()
    };
    assert_eq!(open().await, 1);
    let paper = bringing(card(&resident).await, true);
    let answer = resident.act(&number, "s", paper).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(open().await, 0);
}
