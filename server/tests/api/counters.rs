//! 办事窗口: which there are, and numbers that are booked at them.

use casework::event::Visit;
use casework::{Refusal, ServiceState};
use catalog::scenario::Counter;
use contract::case::Case;
use contract::case_action::ResidentAction;
use contract::case_event::CaseEventKind;
use contract::counter::{BookableDays, OpsVisits};
use contract::inbox::Inbox;
use contract::problem::Code;

use crate::case_actions::refused;
use crate::office::{BENEFIT, Decision, REGISTRATION, Token, WHOLE};
use crate::resident::Resident;
use crate::test_app::{Answer, TestApp};

const HALL: &str = "/api/v1/regions/321000/counters/hall/days";

pub(crate) fn booking(at: &str) -> ResidentAction {
    ResidentAction::Book {
        service: "benefit".to_owned(),
        counter: "hall".to_owned(),
        at: format!("{at}:00+08:00"),
    }
}

fn cancelling() -> ResidentAction {
    let service = "benefit".to_owned();
    ResidentAction::CancelBooking { service }
}

/// Day and time of what is free, and how many numbers are left.
async fn free(resident: &Resident<'_>) -> Vec<(String, u16)> {
    let days: BookableDays = resident.get(HALL).await.json();
    let slots = days.days.into_iter().flat_map(|day| day.slots);
    slots
        .map(|slot| (slot.at[..16].to_owned(), slot.free))
        .collect()
}

#[track_caller]
fn number(answer: &Answer) -> String {
    let case: Case = answer.json();
    let mut visits = case.services.into_iter().filter_map(|one| one.visit);
    visits.next().expect("it is booked").number
}

async fn visits(app: &TestApp, office: Token<'_>, day: &str) -> Vec<(String, String)> {
    let list: OpsVisits = app
        .office_get(office, &format!("/ops/v1/visits?day={day}"))
        .await
        .json();
    let items = list.items.into_iter();
    items
        .map(|one| (one.at[11..16].to_owned(), one.number))
        .collect()
}

#[tokio::test]
async fn a_place_tells_its_counters_and_one_without_has_none() {
    let app = TestApp::start().await;
    let counters: Vec<Counter> = app.get("/api/v1/regions/321000/counters").await.json();
    assert!(
        counters
            .iter()
            .map(|one| one.id.as_str())
            .eq(["hall", "other"])
    );
    let none: Vec<Counter> = app.get("/api/v1/regions/000000/counters").await.json();
    assert_eq!(none, []);
    let resident = app.resident("lin-jing").await;
    let slots = free(&resident).await;
    // Friday at ten: what is left of today, then Monday and Tuesday.
    let first = ("2026-11-20T14:00".to_owned(), 2);
    assert_eq!((slots.len(), &slots[0]), (10, &first));
    assert_eq!(slots[9].0, "2026-11-24T14:30");
}

#[tokio::test]
async fn a_number_is_booked_moved_and_given_back() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let case = resident.case().await;
    let booked = resident.act(&case, "a", booking("2026-11-23T09:30")).await;
    assert_eq!(number(&booked), "Y003");
    let shown = resident.shown(&case).await.services.pop().unwrap();
    let visit = shown.visit.unwrap();
    assert_eq!(
        (visit.name.as_str(), visit.address.as_str()),
        ("测试窗口", "测试路1号")
    );
    // The same request again is the same number, also after it was moved.
    let moved = resident.act(&case, "b", booking("2026-11-24T14:00")).await;
    assert_eq!(number(&moved), "Y005");
    let of = |slots: &[(String, u16)], at: &str| slots.iter().find(|one| one.0 == at).unwrap().1;
    let slots = free(&resident).await;
    assert_eq!(of(&slots, "2026-11-23T09:30"), 2);
    assert_eq!(of(&slots, "2026-11-24T14:00"), 1);
    let expected = [("14:00".to_owned(), "Y005".to_owned())];
    assert_eq!(visits(&app, BENEFIT, "2026-11-24").await, expected);
    assert_eq!(visits(&app, BENEFIT, "2026-11-23").await, []);
    assert_eq!(visits(&app, REGISTRATION, "2026-11-24").await, []);
    let cancelled: Case = resident.act(&case, "c", cancelling()).await.json();
    assert!(cancelled.services.iter().all(|one| one.visit.is_none()));
    assert_eq!(of(&free(&resident).await, "2026-11-24T14:00"), 2);
    let again = resident.act(&case, "d", cancelling()).await;
    assert_eq!(refused(&again), Refusal::NoSuch);
}

#[tokio::test]
async fn what_is_withdrawn_gives_its_number_back() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let case = resident.case().await;
    resident.act(&case, "a", booking("2026-11-23T09:00")).await;
    resident.act(&case, "b", ResidentAction::WithdrawAll).await;
    assert!(free(&resident).await.iter().all(|(_, free)| *free == 2));
}

/// What was decided needs no visit, unless its result is collected there.
#[tokio::test]
async fn what_is_decided_gives_its_number_back() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let case = resident.case().await;
    resident.act(&case, "a", booking("2026-11-23T09:00")).await;
    app.clock.move_on(601);
    app.decide(&case, "benefit", "b", &Decision::Accept).await;
    let grant = Decision::Grant {
        result: "核定12个月".to_owned(),
    };
    app.decide(&case, "benefit", "c", &grant).await;
    assert!(free(&resident).await.iter().all(|(_, free)| *free == 2));
    assert_eq!(visits(&app, BENEFIT, "2026-11-23").await, []);
    let again = resident.act(&case, "d", booking("2026-11-23T09:00")).await;
    let granted = Refusal::WrongState(ServiceState::Granted);
    assert_eq!(refused(&again), granted);
}

/// A day of a large hall comes in pages that leave nobody out and repeat nobody; those of other offices lie between.
#[tokio::test]
async fn a_full_day_comes_in_pages() {
    const ALL: usize = 530;
    let app = TestApp::start().await;
    let case = app.resident("lin-jing").await.case().await;
    let mut db = app.database().await;
    // No number of a case begins with a zero (see `random::case_number`).
    let many = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $2)
        INSERT INTO cases (number, person, scenario, region, scenario_hash, submitted_at, application, automatic)
        SELECT '0' || n, 'p' || n, scenario, region, scenario_hash, submitted_at, application, automatic
        FROM cases, n WHERE number = $1";
    let copied = sqlx::query(many).bind(case).bind(ALL as i32);
    copied.execute(&mut db).await.unwrap();
    let booked = "INSERT INTO visits (case_id, service, region, counter, day, at, number)
        SELECT id, CASE WHEN id % 2 = 0 THEN 'benefit' ELSE 'registration' END, region, 'hall', '2026-11-23',
            CASE WHEN id % 3 = 0 THEN '2026-11-23T09:00:00+08:00' ELSE '2026-11-23T09:30:00+08:00' END, 'Y' || id
        FROM cases WHERE number LIKE '0%'";
    sqlx::query(booked).execute(&mut db).await.unwrap();
    for (office, expected) in [(BENEFIT, ALL / 2), (WHOLE, ALL)] {
        let (mut seen, mut pages, mut cursor) = (Vec::new(), 0, String::new());
        loop {
            let path = format!("/ops/v1/visits?day=2026-11-23{cursor}");
            let page: OpsVisits = app.office_get(office, &path).await.json();
            assert!(page.items.len() < 200, "{}", page.items.len());
            seen.extend(page.items.into_iter().map(|one| (one.at, one.number)));
            pages += 1;
            let Some(next) = page.next_cursor else { break };
            cursor = format!("&cursor={}", next.replace('+', "%2B"));
        }
        assert!(pages > 1 && seen.is_sorted());
        seen.dedup();
        assert_eq!(seen.len(), expected);
    }
    let wrong = app.office_get(BENEFIT, "/ops/v1/visits?cursor=x").await;
    assert_eq!(wrong.code(), Code::Malformed);
}

#[tokio::test]
async fn of_two_at_the_last_number_one_has_it_and_the_other_is_told_what_is_free() {
    let app = TestApp::start().await;
    let first = app.resident("lin-jing").await;
    let second = app.resident("zhou-hang").await;
    let third = app.resident("chen-guoping").await;
    let (one, two, three) = (first.case().await, second.case().await, third.case().await);
    let at = || booking("2026-11-20T14:30");
    assert_eq!(first.act(&one, "a", at()).await.status, 200);
    let (b, c) = tokio::join!(second.act(&two, "b", at()), third.act(&three, "c", at()));
    let (won, lost) = if b.status == 200 { (b, c) } else { (c, b) };
    assert_eq!(number(&won), "Y008");
    let problem = lost.problem();
    assert_eq!((problem.code, problem.status), (Code::SlotTaken, 409));
    let next: Vec<&str> = problem.slots.iter().map(|slot| &slot.at[..16]).collect();
    assert_eq!(next[0], "2026-11-23T09:00");
    assert_eq!(next.len(), 6);
}

#[tokio::test]
async fn what_is_no_half_hour_of_the_counter_is_not_booked() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let case = resident.case().await;
    // Past, at the weekend, between two, outside the hours, too far ahead, and no time at all.
    let wrong = [
        "2026-11-20T09:00",
        "2026-11-21T09:00",
        "2026-11-23T09:10",
        "2026-11-23T10:00",
        "2026-11-25T09:00",
        "soon",
    ];
    for (key, at) in wrong.into_iter().enumerate() {
        let answer = resident.act(&case, &key.to_string(), booking(at)).await;
        assert_eq!(answer.code(), Code::SlotTaken, "{at}");
    }
    let elsewhere = |service: &str, counter: &str| ResidentAction::Book {
        service: service.to_owned(),
        counter: counter.to_owned(),
        at: "2026-11-23T09:00:00+08:00".to_owned(),
    };
    for (key, (service, counter)) in [
        ("registration", "hall"),
        ("registration", "other"),
        ("benefit", "none"),
    ]
    .into_iter()
    .enumerate()
    {
        let key = format!("e{key}");
        let answer = resident.act(&case, &key, elsewhere(service, counter)).await;
        assert_eq!(answer.code(), Code::NotFound, "{service} at {counter}");
    }
    let refused_ = resident
        .act(&case, "x", elsewhere("vanished", "hall"))
        .await;
    assert_eq!(refused(&refused_), Refusal::NoSuch);
}

#[tokio::test]
async fn the_day_before_the_inbox_says_when_and_under_which_number() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let case = resident.case().await;
    resident.act(&case, "a", booking("2026-11-23T09:00")).await;
    let reminded = async || -> Vec<Visit> {
        app.server.sweep().await;
        let resident = app.resident("lin-jing").await;
        let inbox: Inbox = resident.get("/api/v1/inbox").await.json();
        let items = inbox.items.into_iter();
        let visits = items.filter_map(|item| match item.event.what {
            CaseEventKind::VisitReminded { visit, .. } => Some(visit),
            _ => None,
        });
        visits.collect()
    };
    assert_eq!(reminded().await, []);
    // Sunday morning.
    app.clock.move_on(46 * 3600);
    let told = reminded().await;
    assert_eq!((told.len(), told[0].number.as_str()), (1, "Y001"));
    assert_eq!(reminded().await.len(), 1);
}
