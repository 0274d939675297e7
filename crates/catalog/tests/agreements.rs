//! What the five journeys of the product have to agree to: each thing once, with few ticks, and never without the
//! separate consent that the law wants.

#[path = "support/hiring.rs"]
mod hiring;
#[path = "support/scenario.rs"]
mod scenario;

use catalog::application::{agreements, asks, needs_sensitive_consent};
use catalog::scenario::Supply;
use catalog::{
    ActingFor, Answers, Application, Attachment, Context, Plan, Row, Scenario, Supplied, Value,
    plan,
};
use civic::CitizenId;
use civic::day::parse_iso;
use hiring::hiring;
use scenario::scenario;
use std::collections::BTreeSet;

const MOST_TICKS: usize = 6;

struct Journey {
    name: &'static str,
    scenario: Scenario,
    answers: Answers,
    /// Materials that are photographed; all others that may be promised are promised.
    pictures: &'static [&'static str],
}

fn none() -> Value {
    Value::Several(vec!["none".to_owned()])
}

fn row(key: &str, values: &[(&str, &str)]) -> Row {
    let values = values
        .iter()
        .map(|(id, text)| ((*id).to_owned(), Value::from(*text)));
    Row {
        key: key.to_owned(),
        values: values.collect(),
    }
}

fn journeys() -> Vec<Journey> {
    let mut bereaved = Answers::from([
        ("acting_for", Value::from("oneself")),
        ("scheme", Value::from("enterprise")),
        ("died_on", Value::from("2026-11-03")),
        ("cause", Value::from("not_work")),
        ("deceased_insured_months", Value::Number(300)),
        ("drawn_months", Value::Number(60)),
        ("other_funeral", Value::Flag(false)),
        ("payout", Value::from("own")),
        ("other_heirs", Value::Flag(true)),
        ("died_abroad", Value::Flag(false)),
        ("also", none()),
    ]);
    let heirs = ["r1", "r2"].map(|key| row(key, &[("heir_way", "together")]));
    bereaved.rows.insert("heirs".to_owned(), heirs.to_vec());
    let mut hiring = hiring(&["full_time"], "2026-11-16");
    let employees = ["r1", "r2", "r3"].map(|key| row(key, &[("employee_form", "full_time")]));
    hiring
        .rows
        .insert("employees".to_owned(), employees.to_vec());
    vec![
        Journey {
            name: "失业",
            scenario: scenario("unemployment"),
            answers: Answers::from([
                ("situation", Value::from("left_employer")),
                ("now", none()),
                ("benefit_stage", Value::from("never")),
                ("leaving_reason", Value::from("contract_expired")),
                ("insured_months", Value::Number(36)),
                ("insured_where", Value::from("here")),
                ("birth_date", Value::from("1990-05-01")),
                ("hardship", none()),
            ]),
            pictures: &["social_card"],
        },
        Journey {
            name: "退休（灵活就业）",
            scenario: scenario("retirement"),
            answers: Answers::from([
                ("acting_for", Value::from("oneself")),
                ("insured_as", Value::from("flexible")),
                ("sex", Value::from("male")),
                ("birth_date", Value::from("1965-12-01")),
                ("way", Value::from("at_age")),
                ("pension_insured_months", Value::Number(240)),
                ("file_points", none()),
                ("several_places", Value::Flag(false)),
                ("bonus", Value::from("one_child")),
                ("also_wanted", none()),
            ]),
            pictures: &["social_card"],
        },
        Journey {
            name: "过世，还有两位继承人",
            scenario: scenario("bereavement"),
            answers: bereaved,
            pictures: &["social_card"],
        },
        Journey {
            name: "招用三人",
            scenario: scenario("hiring"),
            answers: hiring,
            pictures: &["employer_authorization"],
        },
        Journey {
            name: "孩子的社保卡",
            scenario: scenario("social_card"),
            answers: Answers::from([
                ("acting_for", Value::from("guardian")),
                ("card", Value::from("none")),
                ("birth_date", Value::from("2017-03-08")),
                ("document", Value::from("id_card")),
                ("delivery_way", Value::from("branch")),
            ]),
            pictures: &["child_document", "portrait"],
        },
    ]
}

fn application(journey: &Journey, planned: &Plan) -> Application {
    let mut application = Application {
        answers: journey.answers.clone(),
        ..Application::default()
    };
    for material in &planned.materials {
        let supplied = if journey.pictures.contains(&material.id.as_str()) {
            let file = "upload".to_owned();
            let page = journey.scenario.material(&material.id).unwrap().pages[0]
                .id
                .clone();
            Supplied::Attached(vec![Attachment {
                page,
                file,
                for_review: false,
            }])
        } else if material.allowed.contains(&Supply::Promise) {
            Supplied::Promised
        } else {
            Supplied::Licence
        };
        application.materials.insert(material.id.clone(), supplied);
    }
    application
}

#[test]
fn each_journey_is_agreed_to_with_few_ticks_and_no_sentence_twice() {
    for journey in journeys() {
        let context = Context::anonymous(parse_iso("2026-11-21").unwrap());
        let planned = plan(&journey.scenario, &journey.answers, &context);
        assert!(planned.applied_for().next().is_some(), "{}", journey.name);
        let application = application(&journey, &planned);
        let all = agreements(&journey.scenario, &planned, &application);
        let consent = needs_sensitive_consent(&journey.scenario, &planned, &application, &context);
        let checklist = planned
            .materials
            .iter()
            .map(|material| asks(&journey.scenario, material, &application).len());
        let ticks = all.statements.len() + usize::from(consent) + checklist.sum::<usize>();
        assert!(ticks <= MOST_TICKS, "{}: {ticks} ticks", journey.name);

        let of_statements = all
            .statements
            .iter()
            .flat_map(|one| one.told.iter().chain(&one.clauses));
        let said: Vec<&str> = all
            .told
            .iter()
            .chain(&all.clauses)
            .chain(of_statements)
            .map(|text| text.zh())
            .collect();
        let different: BTreeSet<&str> = said.iter().copied().collect();
        assert_eq!(said.len(), different.len(), "{}: {said:?}", journey.name);
        // Nothing is lost: whatever a commitment says stands somewhere.
        for id in all.statements.iter().flat_map(|one| &one.ids) {
            let commitment = journey.scenario.commitment(id).unwrap();
            for text in commitment.told.iter().chain(&commitment.clauses) {
                assert!(
                    different.contains(text.zh()),
                    "{}: {}",
                    journey.name,
                    text.zh()
                );
            }
        }
    }
}

#[test]
fn a_childs_card_is_not_applied_for_without_the_guardians_consent() {
    let journey = journeys().pop().unwrap();
    let context = Context::anonymous(parse_iso("2026-11-21").unwrap());
    let planned = plan(&journey.scenario, &journey.answers, &context);
    assert_eq!(planned.acting_for, ActingFor::Guardian);
    let application = application(&journey, &planned);
    assert!(needs_sensitive_consent(
        &journey.scenario,
        &planned,
        &application,
        &context
    ));
    // What goes to the bank is consented to by itself (个人信息保护法第二十三条).
    let all = agreements(&journey.scenario, &planned, &application);
    let to_the_bank = all
        .statements
        .iter()
        .find(|one| one.ids.iter().any(|id| *id == "card_data_consent"));
    assert_eq!(to_the_bank.map(|one| one.ids.len()), Some(1));
}

/// Nothing of it is marked sensitive: what is asked for follows from an age alone.
fn unmarked(mut scenario: Scenario) -> Scenario {
    scenario
        .fields
        .iter_mut()
        .for_each(|field| field.sensitive = false);
    let materials = scenario.materials.iter_mut();
    materials.for_each(|material| material.sensitive = false);
    scenario
}

/// 个人信息保护法第三十一条: whoever brings it, a parent or guardian consents where it tells of a child under fourteen.
#[test]
fn a_childs_data_want_consent_whoever_brings_them() {
    let context = Context::anonymous(parse_iso("2026-11-21").unwrap());
    let journey = journeys().pop().unwrap();
    let scenario = unmarked(journey.scenario.clone());
    for (role, birth, is_child) in [
        ("relative", "2012-11-22", true),
        ("relative", "2012-11-21", false),
        ("relative", "1990-05-01", false),
        ("oneself", "2017-03-08", false),
    ] {
        let answers = journey.answers.with("acting_for", Value::from(role));
        let answers = answers.with("birth_date", Value::from(birth));
        let planned = plan(&scenario, &answers, &context);
        let application = Application {
            answers,
            ..Application::default()
        };
        // A child alone can apply for nothing.
        let applies = planned.applied_for().next().is_some();
        assert_eq!(applies, role == "relative", "{role} {birth}");
        let needed = needs_sensitive_consent(&scenario, &planned, &application, &context);
        assert_eq!(needed, is_child, "{role} {birth}");
    }
}

#[test]
fn a_child_in_a_row_wants_consent_by_its_number() {
    let context = Context::anonymous(parse_iso("2026-11-21").unwrap());
    let journeys = journeys();
    let journey = journeys
        .iter()
        .find(|journey| journey.scenario.id == "hiring")
        .unwrap();
    let scenario = unmarked(journey.scenario.clone());
    for (birth, is_child) in [("2015-09-23", true), ("1995-03-15", false)] {
        let mut answers = journey.answers.clone();
        let number = CitizenId::generate(320_000, parse_iso(birth).unwrap(), 1).unwrap();
        let cell = ("id_number".to_owned(), Value::from(number.as_str()));
        let row = Row {
            key: "r1".to_owned(),
            values: [cell].into(),
        };
        answers.rows.insert("employees".to_owned(), vec![row]);
        let planned = plan(&scenario, &answers, &context);
        let application = Application {
            answers,
            ..Application::default()
        };
        let needed = needs_sensitive_consent(&scenario, &planned, &application, &context);
        assert_eq!(needed, is_child, "{birth}");
    }
}

/// A marriage certificate shows faces; it is one of the papers that prove kinship.
#[test]
fn papers_of_kinship_are_sensitive() {
    for (id, material) in [
        ("bereavement", "kinship_proof"),
        ("bereavement", "heir_kinship"),
        ("work_death", "kinship_proof"),
    ] {
        assert!(
            scenario(id).material(material).unwrap().sensitive,
            "{id} {material}"
        );
    }
}
