//! What the checked-in scenario of 失业 takes from those who hand in.

#[path = "support/scenario.rs"]
mod scenario;

use catalog::application::{Confirmed, differences, differs, order_problem, problems, unsure_of};
use catalog::context::{Context, LicenceFact};
use catalog::field_check::{Caution, FieldProblem, check_value};
use catalog::load::NATIONAL;
use catalog::scenario::LONG_TERM;
use catalog::{ActingFor, Answers, Application, Attachment, Supplied, Value, plan, table};
use civic::CitizenId;
use civic::day::{Day, parse_iso};
use scenario::scenario;
use spreadsheet::{Cell, Form};

fn today() -> Day {
    parse_iso("2026-11-21").unwrap()
}

/// 港澳台居民居住证 (国办发〔2018〕81号) carry numbers of the same form.
#[test]
fn residents_from_hong_kong_macao_and_taiwan_can_give_their_number() {
    let scenario = scenario("unemployment");
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
    let scenario = scenario("unemployment");
    let number = CitizenId::generate(320_000, parse_iso("1990-05-01").unwrap(), 2).unwrap();
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
    let left: Vec<String> = problems(&scenario, &plan, &application, &context)
        .into_iter()
        .map(|problem| problem.path)
        .collect();
    assert_eq!(left, ["/confirmed/social_card"]);

    // Ticked, or left to a clerk: either will do.
    let mut ticked = application.clone();
    let said = Confirmed {
        ticked: ["own".to_owned()].into(),
        unsure: false,
    };
    ticked.confirmed.insert("social_card".to_owned(), said);
    let card = plan.material("social_card").unwrap();
    assert_eq!(problems(&scenario, &plan, &ticked, &context), []);
    assert!(unsure_of(&scenario, card, &ticked).is_empty());

    let said = Confirmed {
        unsure: true,
        ..Confirmed::default()
    };
    application.confirmed.insert("social_card".to_owned(), said);
    assert_eq!(problems(&scenario, &plan, &application, &context), []);
    assert_eq!(unsure_of(&scenario, card, &application).len(), 1);

    // Another card than the one on record: said with both numbers, and never in the way.
    let fact = |value: &str| LicenceFact {
        licence: "社会保障卡".to_owned(),
        key: "person.social_card_account".to_owned(),
        value: Value::from(value),
    };
    context.licence_facts = vec![fact("6222 0212 3456 7890 128")];
    assert!(differences(&scenario, &plan, &application, &context).is_empty());
    context.licence_facts = vec![fact("6222021234567890129")];
    let differing = differences(&scenario, &plan, &application, &context);
    assert_eq!(differing[0].field.id, "payout_account");
    assert_eq!(problems(&scenario, &plan, &application, &context), []);
}

/// A licence of the signed-in person says nothing about somebody else.
#[test]
fn a_relatives_licence_is_not_held_against_the_applicant() {
    let scenario = scenario("unemployment");
    let field = scenario.field("payout_account").unwrap();
    let mut context = Context::anonymous(today());
    context.licence_facts.push(LicenceFact {
        licence: "社会保障卡".to_owned(),
        key: "person.social_card_account".to_owned(),
        value: Value::from("6222021234567890129"),
    });
    let typed = Value::from("6222021234567890128");
    assert!(differs(field, &typed, ActingFor::Oneself, &context).is_some());
    assert!(differs(field, &typed, ActingFor::Relative, &context).is_none());
}

#[test]
fn a_document_past_its_last_day_is_told_and_long_term_never_ends() {
    let library = scenario::library::library();
    let scenario = library.scenario(NATIONAL, "social_card").unwrap();
    let kind = &scenario.field("document_valid_until").unwrap().kind;
    let said = |value: &str| check_value(kind, &Value::from(value), today());
    assert_eq!(said("2026-11-20"), Err(FieldProblem::Expired));
    assert_eq!(said("1999-01-01"), Err(FieldProblem::Expired));
    assert_eq!(
        said("2026-11-21"),
        Ok((Value::from("2026-11-21"), Some(Caution::ExpiresSoon)))
    );
    assert_eq!(said("2030-01-01"), Ok((Value::from("2030-01-01"), None)));
    assert_eq!(said(LONG_TERM), Ok((Value::from(LONG_TERM), None)));
    let written = Cell::new("长期有效", Form::Text);
    let read = table::cell(kind, &written, today()).value;
    assert_eq!(read, Some(Value::from(LONG_TERM)));
    // Other dates have no such word.
    let plain = &scenario.field("birth_date").map(|field| &field.kind);
    assert!(plain.is_none_or(|kind| !kind.admits(&Value::from(LONG_TERM))));
}

#[test]
fn a_contract_does_not_end_before_it_began() {
    let day = |text: &str| Some(Value::from(text));
    let told =
        |end: Option<Value>, start: Option<Value>| order_problem(end.as_ref(), start.as_ref());
    let start = || day("2026-03-01");
    assert_eq!(
        told(day("2026-02-28"), start()),
        Some(FieldProblem::BeforeStart)
    );
    assert_eq!(told(day("2026-03-01"), start()), None);
    assert_eq!(told(day("2026-02-28"), None), None);
    assert_eq!(told(day("half-typed"), start()), None);
    let library = scenario::library::library();
    let hiring = library.scenario(NATIONAL, "hiring").unwrap();
    let ends = hiring.field("contract_ends").unwrap();
    assert_eq!(hiring.field_before(ends).unwrap().id, "contract_started");
}
