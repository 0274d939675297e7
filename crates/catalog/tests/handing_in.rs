//! What the checked-in scenario of 失业 takes from those who hand in.

#[path = "support/library.rs"]
mod library;

use catalog::application::problems;
use catalog::context::Context;
use catalog::field_check::check_value;
use catalog::{Answers, Application, Attachment, Supplied, Value, plan};
use civic::CitizenId;
use civic::day::{Day, parse_iso};
use library::unemployment;

fn today() -> Day {
    parse_iso("2026-11-21").unwrap()
}

/// 港澳台居民居住证 (国办发〔2018〕81号) carry numbers of the same form.
#[test]
fn residents_from_hong_kong_macao_and_taiwan_can_give_their_number() {
    let scenario = unemployment();
    let kind = &scenario.field("id_number").unwrap().kind;
    for number in ["810000199408230021", "830000199201300022"] {
        let value = Value::from(number);
        assert_eq!(
            check_value(kind, &value, today()),
            Ok((value.clone(), None))
        );
    }
}

/// The very way of the product: contract ended, insured three years, no account on record, no card licence.
#[test]
fn who_is_entitled_can_hand_in() {
    let scenario = unemployment();
    let number = CitizenId::generate(321_000, parse_iso("1990-05-01").unwrap(), 2).unwrap();
    let mut context = Context {
        signed_in: true,
        ..Context::anonymous(today())
    };
    context.licences.insert("id_card".to_owned());
    for (key, value) in [
        ("person.name", "林静"),
        ("person.number", number.as_str()),
        ("person.birth_date", "1990-05-01"),
        ("person.sex", "female"),
        ("person.mobile", "13900000001"),
        ("person.address", "江苏省扬州市广陵区"),
        ("education.level", "college"),
        ("insurance.stopped_on", "2026-10-31"),
    ] {
        context.records.insert(key.to_owned(), Value::from(value));
    }
    let months = Value::Number(36);
    context
        .records
        .insert("insurance.unemployment_months".to_owned(), months);
    let nothing = || Value::Several(vec!["none".to_owned()]);
    let answers = Answers::from([
        ("acting_for", Value::from("oneself")),
        ("situation", Value::from("left_employer")),
        ("now", nothing()),
        ("benefit_stage", Value::from("never")),
        ("leaving_reason", Value::from("contract_expired")),
        ("insured_where", Value::from("here")),
        ("hardship", nothing()),
    ]);
    let plan = plan(&scenario, &answers, &context);
    let mut application = Application {
        answers,
        ..Application::default()
    };
    let told: Vec<String> = problems(&scenario, &plan, &application, &context)
        .into_iter()
        .map(|problem| problem.path)
        .collect();
    let to_do = [
        "/fields/payout_bank",
        "/fields/payout_account",
        "/materials/social_card",
        "/agreed/registration_truth",
        "/agreed/benefit_duties",
        "/sensitive_consent",
    ];
    assert_eq!(told, to_do);

    let mut fill = |id: &str, text: &str| application.fields.insert(id.to_owned(), text.into());
    fill("payout_bank", "江苏银行");
    fill("payout_account", "6222021234567890128");
    let face = Attachment {
        page: "face".to_owned(),
        file: "upload".to_owned(),
        for_review: false,
    };
    let card = Supplied::Attached(vec![face]);
    application.materials.insert("social_card".to_owned(), card);
    for id in ["registration_truth", "benefit_duties"] {
        application.agreed.insert(id.to_owned());
    }
    application.sensitive_consent = true;
    assert_eq!(
        problems(&scenario, &plan, &application, &context),
        Vec::new()
    );
}
