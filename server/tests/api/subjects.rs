//! Of whom cases are: another child's case and another batch go through, the same child's and an employee's are refused
//! with the case that is open.

use catalog::application::{Application, Problem, ProblemCode};
use catalog::field_check::FieldProblem;
use catalog::{ActingFor, Answers, Row, Scenario, Value};
use civic::CitizenId;
use civic::day::parse_iso;
use contract::case::{Case, CasePage, CaseSubject, Submission};
use contract::person::Eligibility;
use contract::problem::Code;
use sqlx::Executor;

use crate::migrations::WITHOUT_EVENTS;
use crate::office::Decision;
use crate::resident::Resident;
use crate::test_app::{Answer, TestApp};

const CASES: &str = "/api/v1/cases";

/// The number of a child's document, by where they stand among those born that day.
fn number(sequence: u16) -> String {
    born("2019-12-01", sequence)
}

pub(crate) fn born(day: &str, sequence: u16) -> String {
    let birth = parse_iso(day).unwrap();
    let number = CitizenId::generate(320_000, birth, sequence).unwrap();
    number.as_str().to_owned()
}

async fn submission(resident: &Resident<'_>, id: &str, application: Application) -> Submission {
    let path = format!("/api/v1/scenarios/{id}?region=321000");
    let scenario: Scenario = resident.get(&path).await.json();
    Submission {
        scenario: scenario.id,
        version: scenario.version,
        hash: scenario.hash,
        region: scenario.region.code,
        application,
    }
}

/// Hands in for a child, whose number is written as somebody typed it.
async fn for_child(resident: &Resident<'_>, key: &str, name: &str, number: &str) -> Answer {
    let fields = [("child_name", name), ("child_number", number)];
    let application = Application {
        fields: fields
            .map(|(id, value)| (id.to_owned(), Value::from(value)))
            .into(),
        // A child's data are sensitive.
        sensitive_consent: true,
        ..Application::default()
    };
    let submission = submission(resident, "card", application).await;
    resident.post(CASES, key, &submission).await
}

/// Hands in a batch of employees by where they stand among those born that day.
pub(crate) async fn batch(resident: &Resident<'_>, key: &str, employees: &[u16]) -> Answer {
    let row = |sequence: &u16| Row {
        key: format!("r{sequence}"),
        values: [
            ("name".to_owned(), Value::from("员小满")),
            (
                "id_number".to_owned(),
                Value::from(born("1990-12-01", *sequence).as_str()),
            ),
        ]
        .into(),
    };
    let rows = employees.iter().map(row).collect();
    let application = Application {
        answers: Answers {
            rows: [("employees".to_owned(), rows)].into(),
            ..Answers::default()
        },
        ..Application::default()
    };
    let submission = submission(resident, "hiring", application).await;
    resident.post(CASES, key, &submission).await
}

async fn open(resident: &Resident<'_>, scenario: &str) -> Eligibility {
    let path = format!("/api/v1/eligibility/{scenario}");
    resident.get(&path).await.json()
}

#[tokio::test]
async fn a_second_child_goes_through_while_the_first_ones_case_is_open() {
    let app = TestApp::start().await;
    let guardian = app.resident("lin-jing").await;
    let first: Case = for_child(&guardian, "a", "林小满", &number(101))
        .await
        .json();
    let second: Case = for_child(&guardian, "b", "林小雪", &number(103))
        .await
        .json();
    let name = |name: &str| {
        let name = name.to_owned();
        Some(CaseSubject { name, count: 1 })
    };
    assert_eq!((first.of, second.of), (name("**满"), name("**雪")));

    let told = open(&guardian, "card").await.open;
    let numbers: Vec<_> = told.iter().map(|one| one.case.number.as_str()).collect();
    assert_eq!(numbers, [second.number.as_str(), first.number.as_str()]);
    assert_eq!(told[1].case.of, name("**满"));
    assert_eq!(told[1].acting_for, ActingFor::Guardian);
    assert!(told[1].is_of(&number(101)) && !told[1].is_of(&number(103)));
    assert!(open(&guardian, "unemployment").await.open.is_empty());
    // Nobody else is told of it.
    let other = app.resident("zhou-hang").await;
    assert!(open(&other, "card").await.open.is_empty());
}

#[tokio::test]
async fn the_same_child_is_refused_with_the_case_that_is_open_until_it_is_decided() {
    let app = TestApp::start().await;
    let guardian = app.resident("lin-jing").await;
    let case: Case = for_child(&guardian, "a", "林小满", &number(101))
        .await
        .json();
    // However the number is written.
    let written = [&number(101)[..6], " ", &number(101)[6..]].concat();
    let answer = for_child(&guardian, "b", "林小满", &written).await;
    assert_eq!(answer.status, 409);
    let problem = answer.problem();
    assert_eq!(problem.code, Code::CaseOpen);
    assert_eq!(problem.case, Some(case.number.clone()));
    let refused = Problem {
        path: "/fields/child_number".to_owned(),
        code: ProblemCode::Field(FieldProblem::CaseOpen),
    };
    assert_eq!(problem.errors, [refused]);
    // Another guardian's case of the child is another matter: who has one is nobody else's business.
    let other = app.resident("zhou-hang").await;
    let answer = for_child(&other, "a", "林小满", &number(101)).await;
    assert_eq!(answer.status, 201);

    let refuse = Decision::Refuse {
        reason: "测试用".to_owned(),
    };
    app.clock.move_on(601);
    for (key, decision) in [("c", Decision::Accept), ("d", refuse)] {
        let answer = app
            .decide(&case.number, "application", key, &decision)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    assert!(open(&guardian, "card").await.open.is_empty());
    let answer = for_child(&guardian, "e", "林小满", &number(101)).await;
    assert_eq!(answer.status, 201);
}

#[tokio::test]
async fn a_number_that_says_another_birth_than_was_answered_is_refused_at_the_number() {
    let app = TestApp::start_with_the_products_scenarios().await;
    let guardian = app.resident("lin-jing").await;
    for (key, birth, is_refused) in [("a", "2019-12-01", false), ("b", "1990-05-01", true)] {
        let application = Application {
            answers: Answers::from([
                ("acting_for", Value::from("guardian")),
                ("card", Value::from("none")),
                ("birth_date", Value::from(birth)),
                ("document", Value::from("id_card")),
                ("delivery_way", Value::from("branch")),
            ]),
            fields: [("id_number".to_owned(), Value::from(number(101).as_str()))].into(),
            ..Application::default()
        };
        let submission = submission(&guardian, "social_card", application).await;
        let answer = guardian.post(CASES, key, &submission).await;
        // Much else is not filled in yet.
        assert_eq!(answer.status, 422);
        let refused = Problem {
            path: "/fields/id_number".to_owned(),
            code: ProblemCode::Field(FieldProblem::BirthDiffers),
        };
        let problem = answer.problem();
        assert_eq!(problem.errors.contains(&refused), is_refused, "{birth}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_parallel_hand_ins_for_one_child_one_makes_a_case() {
    let app = TestApp::start().await;
    let guardian = app.resident("lin-jing").await;
    let number = number(101);
    let hand_in = |key| for_child(&guardian, key, "林小满", &number);
    let (one, two, three) = tokio::join!(hand_in("a"), hand_in("b"), hand_in("c"));
    let mut statuses = [one, two, three].map(|answer| answer.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409]);
    let page: CasePage = guardian.get(CASES).await.json();
    assert_eq!(page.items.len(), 1);
}

#[tokio::test]
async fn a_second_batch_goes_through_and_an_employee_of_an_open_one_is_named_by_the_row() {
    let app = TestApp::start().await;
    let clerk = app.resident("qian-minghui").await;
    let first: Case = batch(&clerk, "a", &[101, 103]).await.json();
    let of = CaseSubject {
        name: "**满".to_owned(),
        count: 2,
    };
    assert_eq!(first.of, Some(of));
    assert_eq!(batch(&clerk, "b", &[105, 107]).await.status, 201);
    let problem = batch(&clerk, "c", &[109, 103]).await.problem();
    assert_eq!(problem.case, Some(first.number));
    let paths: Vec<_> = problem.errors.iter().map(|error| &error.path).collect();
    assert_eq!(paths, ["/answers/rows/employees/r103/id_number"]);
    assert_eq!(batch(&clerk, "d", &[109]).await.status, 201);
}

#[tokio::test]
async fn the_open_ones_of_ones_cases_can_be_listed_alone() {
    let app = TestApp::start().await;
    let guardian = app.resident("lin-jing").await;
    let closed: Case = for_child(&guardian, "a", "林小满", &number(101))
        .await
        .json();
    let open: Case = for_child(&guardian, "b", "林小雪", &number(103))
        .await
        .json();
    let granted = Decision::Grant {
        result: "已制卡".to_owned(),
    };
    app.clock.move_on(601);
    for (key, decision) in [("c", Decision::Accept), ("d", granted)] {
        app.decide(&closed.number, "application", key, &decision)
            .await;
    }
    let numbers = async |path: &str| -> Vec<String> {
        let page: CasePage = guardian.get(path).await.json();
        page.items.into_iter().map(|case| case.number).collect()
    };
    assert_eq!(
        numbers("/api/v1/cases?open=true").await,
        [open.number.as_str()]
    );
    assert_eq!(numbers(CASES).await, [open.number, closed.number]);
}

/// What version 4 changed, undone; and scenarios did not say of whom a case is.
const AS_VERSION_3_WROTE: &str = r"
    DELETE FROM _sqlx_migrations WHERE version >= 4;
    DROP TABLE open_subjects;
    DROP INDEX cases_open;
    CREATE UNIQUE INDEX cases_open ON cases (person, scenario) WHERE closed_at IS NULL;
    UPDATE scenario_versions SET json = json_remove(json, '$.subject');
";

#[tokio::test]
async fn of_whom_the_open_cases_of_an_earlier_release_are_is_known_after_the_start() {
    let app = TestApp::start_earlier().await;
    let number_of = {
        let guardian = app.resident("lin-jing").await;
        let child: Case = for_child(&guardian, "a", "林小满", &number(101))
            .await
            .json();
        let clerk = app.resident("qian-minghui").await;
        assert_eq!(batch(&clerk, "a", &[101, 103]).await.status, 201);
        let own = app.resident("zhou-hang").await;
        let submission = own.submission("resigned", None).await;
        assert_eq!(own.post(CASES, "a", &submission).await.status, 201);
        child.number
    };
    let mut db = app.database().await;
    db.execute(WITHOUT_EVENTS).await.unwrap();
    db.execute(AS_VERSION_3_WROTE).await.unwrap();
    drop(db);
    // The key of the earlier start is gone with its folder's copy.
    std::fs::remove_file(app.folder.path().join("data/subject.key")).unwrap();
    let app = app.restarted().await;

    let guardian = app.resident("lin-jing").await;
    let again = for_child(&guardian, "b", "林小满", &number(101)).await;
    assert_eq!(again.problem().case, Some(number_of));
    let told = open(&guardian, "card").await.open;
    assert_eq!(told[0].case.of.as_ref().unwrap().name, "**满");
    assert_eq!(
        for_child(&guardian, "c", "林小雪", &number(103))
            .await
            .status,
        201
    );
    let clerk = app.resident("qian-minghui").await;
    assert_eq!(batch(&clerk, "b", &[103]).await.code(), Code::CaseOpen);
    assert_eq!(batch(&clerk, "c", &[105]).await.status, 201);
    let own = app.resident("zhou-hang").await;
    let submission = own.submission("resigned", None).await;
    assert_eq!(
        own.post(CASES, "b", &submission).await.code(),
        Code::CaseOpen
    );
}

#[tokio::test]
async fn the_table_of_open_subjects_has_no_number_in_it() {
    let app = TestApp::start().await;
    let guardian = app.resident("lin-jing").await;
    for_child(&guardian, "a", "林小满", &number(101)).await;
    let mut db = app.database().await;
    let kept: Vec<(String, String, Vec<u8>)> =
        sqlx::query_as("SELECT person, scenario, subject FROM open_subjects")
            .fetch_all(&mut db)
            .await
            .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].2.len(), 32);
    assert!(!kept[0].2.windows(6).any(|bytes| bytes == b"320000"));
}
