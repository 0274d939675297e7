//! What a clerk is asked to look at, and what is kept of the clerk's word for tuning the pre-check.

use std::collections::BTreeMap;

use catalog::application::{Confirmed, Explanation};
use catalog::{CorrectionReason, Supplied, Value};
use contract::case::Case;
use contract::case_action::Correction;
use contract::ops::{Flag, OpsCase, OpsCasePage, Outcome, PrecheckOutcomePage};
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::corrections::correct;
use crate::office::Decision;
use crate::resident::{Photo, Resident, attached, office_request};
use crate::test_app::{Answer, TestApp};
use crate::test_database::settle;

async fn office(app: &TestApp, path: &str) -> Answer {
    settle(app.folder.path()).await;
    app.send(office_request(path)).await
}

async fn only_case(app: &TestApp) -> OpsCase {
    let page: OpsCasePage = office(app, "/ops/v1/cases").await.json();
    page.items.into_iter().next().unwrap()
}

/// Hands in with a photograph of the card that is out of focus; the number of the case.
async fn blurred_case(resident: &Resident<'_>) -> String {
    let photo = Photo::of_social_card(testkit::blurred_photograph());
    let file = resident.upload(photo).await;
    let submission = resident
        .submission("contract_expired", attached(&file, true))
        .await;
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json::<Case>().number
}

fn returned(materials: &[&str], reasons: &[(&str, &[CorrectionReason])]) -> Decision {
    let reasons = reasons.iter();
    Decision::Correct {
        message: "账号看不清，请重拍".to_owned(),
        materials: materials.iter().map(|id| (*id).to_owned()).collect(),
        reasons: reasons
            .map(|(id, reasons)| ((*id).to_owned(), reasons.to_vec()))
            .collect(),
    }
}

#[tokio::test]
async fn a_clerk_sees_what_deserves_a_look() {
    let app = TestApp::start().await;
    // A licence that says another account than the one typed.
    let resident = app.resident("chen-guoping").await;
    let mut submission = resident.submission("contract_expired", None).await;
    let photo = Photo::of_social_card(testkit::blurred_photograph());
    let file = resident.upload(photo).await;
    let application = &mut submission.application;
    let card = attached(&file, true).unwrap();
    application.materials.insert("social_card".into(), card);
    let said = Confirmed {
        ticked: ["own".to_owned(), "unheard_of".to_owned()].into(),
        unsure: true,
    };
    application.confirmed.insert("social_card".into(), said);
    let explained = [
        ("payout_account", Explanation::LicenceOutdated),
        ("mobile", Explanation::AsTyped),
    ];
    for (field, why) in explained {
        application.explained.insert(field.to_owned(), why);
    }
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let at = |material: &str, page: &str| (material.to_owned(), page.to_owned());
    let (material, page) = at("social_card", "face");
    assert_eq!(
        only_case(&app).await.flags,
        [
            Flag::ForReview {
                material: material.clone(),
                page
            },
            Flag::Unsure {
                material,
                reason: CorrectionReason::R01,
                say: "账号看得清".to_owned()
            },
            Flag::Differs {
                field: "payout_account".to_owned(),
                licence: "中华人民共和国社会保障卡".to_owned(),
                explained: Some(Explanation::LicenceOutdated)
            },
        ]
    );
}

#[tokio::test]
async fn the_same_picture_for_two_pages_is_flagged_and_taken() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let mut submission = resident
        .submission("contract_expired", Some(Supplied::Later))
        .await;
    let mut pages = Vec::new();
    for page in ["front", "back"] {
        let photo = Photo {
            bytes: testkit::sharp_photograph(),
            material: "id_card",
            page,
        };
        let file = resident.upload(photo).await;
        pages.push(catalog::Attachment {
            page: page.to_owned(),
            file,
            for_review: false,
        });
    }
    let card = Supplied::Attached(pages);
    let materials = &mut submission.application.materials;
    materials.insert("id_card".to_owned(), card);
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let same = Flag::SamePicture {
        material: "id_card".to_owned(),
        page: "back".to_owned(),
        as_material: "id_card".to_owned(),
        as_page: "front".to_owned(),
    };
    assert_eq!(only_case(&app).await.flags, [same]);
}

#[tokio::test]
async fn what_came_back_and_what_was_taken_stands_beside_what_the_pre_check_said() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = blurred_case(&resident).await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    app.clock.move_on(601);
    let ask = returned(
        &["social_card"],
        &[("social_card", &[CorrectionReason::R01])],
    );
    assert_eq!(app.decide(&number, "benefit", "b", &ask).await.status, 200);

    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let mut correction = Correction::default();
    let card = attached(&file, false).unwrap();
    correction.materials.insert("social_card".to_owned(), card);
    let answer = correct(&resident, &number, "c", "benefit", correction).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    // The earlier picture's flags went with it.
    assert_eq!(only_case(&app).await.flags, []);
    let grant = Decision::Grant {
        result: "已核定".to_owned(),
    };
    assert_eq!(
        app.decide(&number, "benefit", "d", &grant).await.status,
        200
    );

    let answer = office(&app, "/ops/v1/precheck-outcomes").await;
    let told = answer.text();
    for personal in [&number, &file, "林静", "lin-jing", "likeness", "outline"] {
        assert!(!told.contains(personal), "{personal} in {told}");
    }
    let page: PrecheckOutcomePage = answer.json();
    let [blurred, sharp] = page.items.as_slice() else {
        panic!("{told}");
    };
    assert_eq!(
        (blurred.outcome, blurred.for_review, &*blurred.reasons),
        (Outcome::Returned, true, &[CorrectionReason::R01][..])
    );
    let device: Vec<_> = blurred.report.findings.iter().collect();
    assert!(
        device
            .iter()
            .any(|it| CorrectionReason::of(it.code) == Some(CorrectionReason::R01))
    );
    assert_eq!(
        (sharp.outcome, sharp.for_review),
        (Outcome::Accepted, false)
    );
    assert!(sharp.report.scores.is_some());
    assert_eq!(
        (&*sharp.material, &*sharp.page, &*sharp.region),
        ("social_card", "face", "321000")
    );
    assert_eq!(
        (&*sharp.version, &*sharp.day),
        ("2026-11-01", &told_day(&app).await[..])
    );
}

/// Today in China, as the server says it.
async fn told_day(app: &TestApp) -> String {
    let session: contract::person::Session = app.get("/api/v1/session").await.json();
    session.today
}

#[tokio::test]
async fn outcomes_are_paged_and_closed_to_residents() {
    let app = TestApp::start().await;
    assert_eq!(
        app.get("/ops/v1/precheck-outcomes").await.code(),
        Code::Forbidden
    );
    let answer = office(&app, "/ops/v1/precheck-outcomes?cursor=1%20OR%201").await;
    assert_eq!(answer.code(), Code::Malformed);
    let mut db = app.database().await;
    for _ in 0..201 {
        sqlx::query(
            "INSERT INTO precheck_outcomes
             (day, region, scenario, version, material, page, for_review, outcome, reasons, report)
             VALUES ('2026-11-21', '321000', 's', 'v', 'm', 'p', FALSE, 'accepted', '[]',
             '{\"format\":\"jpeg\",\"size\":null,\"bytes\":1,\"scores\":null,\"findings\":[]}')",
        )
        .execute(&mut db)
        .await
        .unwrap();
    }
    let first: PrecheckOutcomePage = office(&app, "/ops/v1/precheck-outcomes").await.json();
    assert_eq!(first.items.len(), 200);
    let cursor = first.next_cursor.unwrap();
    let path = format!("/ops/v1/precheck-outcomes?cursor={cursor}");
    let rest: PrecheckOutcomePage = office(&app, &path).await.json();
    assert_eq!((rest.items.len(), rest.next_cursor), (1, None));
}

/// A report as it was written before reports knew of pages, corners, turns and likeness, or scores of glare.
#[tokio::test]
async fn a_report_of_an_older_server_is_still_read() {
    const OLD: &str = r#"{"format":"jpeg","size":{"width":1600,"height":1200},"bytes":200000,
        "scores":{"sharpness":300,"dark":40,"middle":180,"light":240,"contrast":90},
        "findings":[{"code":"too_dark","severity":"warn"}]}"#;
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let file = resident.upload(photo).await;
    let mut db = app.database().await;
    sqlx::query("UPDATE uploads SET report = $1 WHERE id = $2")
        .bind(OLD)
        .bind(file.clone())
        .execute(&mut db)
        .await
        .unwrap();
    let shown: contract::upload::Upload = resident
        .get(&format!("/api/v1/uploads/{file}"))
        .await
        .json();
    let report = shown.report.unwrap();
    assert_eq!(report.scores.unwrap().sharpness, Some(300));
    assert!(report.perceptual_hash.is_none() && report.rotation.is_none());
    let submission = resident
        .submission("contract_expired", attached(&file, false))
        .await;
    assert_eq!(
        resident
            .post("/api/v1/cases", "k", &submission)
            .await
            .status,
        201
    );
}

/// 2026-11-21 and a card that ran out the day before: the register holds it, and it answers nothing.
#[test]
fn a_licence_that_has_run_out_is_not_held() {
    use contract::person::{Holdings, Licence};
    let licence = |until: Option<&str>| Licence {
        kind: "id_card".to_owned(),
        name: "居民身份证".to_owned(),
        issuer: "公安局".to_owned(),
        valid_until: until.map(str::to_owned),
        facts: BTreeMap::from([("person.name".to_owned(), Value::from("林静"))]),
    };
    let held = |until| {
        let today = civic::day::parse_iso("2026-11-21").unwrap();
        let mut context = catalog::Context::anonymous(today);
        let holdings = Holdings {
            records: BTreeMap::new(),
            licences: vec![licence(until)],
            ..Holdings::default()
        };
        holdings.tell(&mut context);
        (context.licences.len(), context.licence_facts.len())
    };
    assert_eq!(held(Some("2026-11-20")), (0, 0));
    assert_eq!(held(Some("2026-11-21")), (1, 1));
    assert_eq!(held(None), (1, 1));
    assert_eq!(held(Some("长期")), (0, 0));
}
