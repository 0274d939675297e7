//! What was handed in stays as it was: an answer changes what it names, whatever registers say by then.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use casework::event::CorrectionSubject;
use catalog::{Application, Supplied, Value};
use civic::day::Day;
use contract::case_action::{Correction, ResidentAction};
use contract::person::{Holdings, Licence, Record};
use precheck_testkit as testkit;
use server::{Person, Registers, ServiceError, Services};

use crate::corrections::{asking_for, correct};
use crate::office::Decision;
use crate::resident::{Photo, Resident, attached};
use crate::test_app::TestApp;

const DAY: i64 = 24 * 3600;

/// Registers whose records are changed while a case is on its way.
#[derive(Clone, Default)]
struct Changing(Arc<Mutex<Holdings>>);

impl Changing {
    fn says(&self, records: &[(&str, Value)], licences: &[&str]) {
        let record = |(key, value): &(&str, Value)| {
            let record = Record {
                value: value.clone(),
                origin: "测试登记库".to_owned(),
            };
            ((*key).to_owned(), record)
        };
        let licence = |kind: &&str| Licence {
            kind: (*kind).to_owned(),
            name: "证".to_owned(),
            issuer: "测试".to_owned(),
            valid_until: None,
            facts: BTreeMap::new(),
        };
        *self.0.lock().unwrap() = Holdings {
            records: records.iter().map(record).collect(),
            licences: licences.iter().map(licence).collect(),
            ..Holdings::default()
        };
    }
}

#[async_trait]
impl Registers for Changing {
    async fn holdings(&self, _: &Person, _: Day) -> Result<Holdings, ServiceError> {
        Ok(self.0.lock().unwrap().clone())
    }

    async fn may_promise(&self, _: &Person, _: Day) -> Result<bool, ServiceError> {
        Ok(true)
    }
}

fn records(name: &str, mobile: &str, months: i64) -> [(&'static str, Value); 3] {
    [
        ("person.name", Value::from(name)),
        ("person.mobile", Value::from(mobile)),
        ("insurance.unemployment_months", Value::Number(months)),
    ]
}

/// The application as it is stored.
async fn stored(app: &TestApp) -> Application {
    let mut db = app.database().await;
    let json: String = sqlx::query_scalar("SELECT application FROM cases")
        .fetch_one(&mut db)
        .await
        .unwrap();
    serde_json::from_str(&json).unwrap()
}

/// A case of somebody with 18 months, whose social card follows; the registers then say other things: another name and
/// mobile, months with which no benefit would be granted, and no e-licence.
async fn overtaken(app: &TestApp, registers: &Changing) -> (String, Application) {
    registers.says(&records("林静", "15400000001", 18), &["id_card"]);
    let number = app.resident("lin-jing").await.case().await;
    let before = stored(app).await;
    assert_eq!(before.fields["name"], Value::from("林静"));
    assert_eq!(before.materials["id_card"], Supplied::Licence);
    registers.says(&records("林靖", "15400000002", 3), &[]);
    app.clock.move_on(5 * DAY);
    (number, before)
}

async fn with(registers: &Changing) -> TestApp {
    TestApp::start_in_clear(|services| Services {
        registers: Arc::new(registers.clone()),
        ..services
    })
    .await
}

async fn card(resident: &Resident<'_>) -> Supplied {
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    attached(&resident.upload(photo).await, false).unwrap()
}

#[tokio::test]
async fn a_paper_that_follows_changes_that_paper_alone() {
    let registers = Changing::default();
    let app = with(&registers).await;
    let (number, before) = overtaken(&app, &registers).await;
    let resident = app.resident("lin-jing").await;
    let supplied = card(&resident).await;
    let action = ResidentAction::Supply {
        material: "social_card".to_owned(),
        supplied: supplied.clone(),
        confirmed: before.confirmed.get("social_card").cloned().or_else(|| {
            Some(catalog::application::Confirmed {
                ticked: ["own".to_owned(), "readable".to_owned()].into(),
                unsure: false,
            })
        }),
    };
    let answer = resident.act(&number, "s", action).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut after = stored(&app).await;
    assert_eq!(after.materials.remove("social_card"), Some(supplied));
    after.confirmed.remove("social_card");
    let mut expected = before;
    expected.materials.remove("social_card");
    expected.confirmed.remove("social_card");
    assert_eq!(after, expected);
}

#[tokio::test]
async fn a_correction_changes_the_field_that_was_asked_for_alone() {
    let registers = Changing::default();
    let app = with(&registers).await;
    let (number, before) = overtaken(&app, &registers).await;
    let benefit = "benefit";
    app.decide(&number, benefit, "a", &Decision::Accept).await;
    let account = CorrectionSubject::Field("payout_account".to_owned());
    app.done(&number, "b", asking_for(benefit, [account])).await;
    let resident = app.resident("lin-jing").await;
    let value = Value::from("6200 0000 0000 0000 026");
    let correction = Correction {
        fields: [("payout_account".to_owned(), value)].into(),
        ..Correction::default()
    };
    let answer = correct(&resident, &number, "c", benefit, correction).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let after = stored(&app).await;
    let mut expected = before;
    let account = Value::from("6200000000000000026");
    expected.fields.insert("payout_account".to_owned(), account);
    assert_eq!(after, expected);
}

/// The register was wrong, and was mended: the record stands as it is now, for it is what was asked for.
#[tokio::test]
async fn a_field_that_is_locked_to_a_record_is_corrected_by_the_record() {
    let registers = Changing::default();
    let app = with(&registers).await;
    let (number, before) = overtaken(&app, &registers).await;
    app.decide(&number, "benefit", "a", &Decision::Accept).await;
    let name = CorrectionSubject::Field("name".to_owned());
    app.done(&number, "b", asking_for("benefit", [name])).await;
    let resident = app.resident("lin-jing").await;
    let correction = Correction {
        fields: [("name".to_owned(), Value::from("林净"))].into(),
        ..Correction::default()
    };
    let answer = correct(&resident, &number, "c", "benefit", correction).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut expected = before;
    expected
        .fields
        .insert("name".to_owned(), Value::from("林靖"));
    assert_eq!(stored(&app).await, expected);
}
