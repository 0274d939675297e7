//! People who lost their work, and what the guide must tell each of them; the people are in `walks/unemployment.yaml`.
//! Every service must be named under exactly one outcome, so that a change of the rules shows itself.

#[path = "support/library.rs"]
mod library;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use catalog::application::problems;
use catalog::context::Context;
use catalog::field_check::check_value;
use catalog::plan::{ServicePlan, what_would_change};
use catalog::scenario::Supply;
use catalog::{Answers, Application, Attachment, Plan, Scenario, Supplied, Value, Verdict, plan};
use civic::CitizenId;
use civic::day::{Day, parse_iso};
use library::unemployment;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Walk {
    person: String,
    /// The day it happens; the day of the tests where it is not given.
    today: Option<String>,
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    /// What the state holds; given, the person has signed in.
    #[serde(default)]
    records: BTreeMap<String, Value>,
    #[serde(default)]
    licences: BTreeSet<String>,
    #[serde(default)]
    may_not_promise: bool,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    applies: BTreeSet<String>,
    #[serde(default)]
    does_not_apply: BTreeSet<String>,
    /// Everything is answered, and still the office must decide.
    #[serde(default)]
    left_to_office: BTreeSet<String>,
    #[serde(default)]
    not_yet_known: BTreeSet<String>,
    /// By service: the questions that decided against it.
    #[serde(default)]
    because: BTreeMap<String, BTreeSet<String>>,
    /// By service and question: the answers with which it would apply.
    #[serde(default)]
    would_change: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    longest_months: Option<i64>,
    materials: Option<BTreeSet<String>>,
    spared: Option<BTreeSet<String>>,
    #[serde(default)]
    ways: BTreeMap<String, Vec<Supply>>,
    #[serde(default)]
    fields: BTreeSet<String>,
    #[serde(default)]
    not_asked: BTreeSet<String>,
}

fn usual_day() -> Day {
    parse_iso("2026-11-21").unwrap()
}

fn walks() -> Vec<Walk> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/walks/unemployment.yaml");
    catalog::load::read_yaml(&file).unwrap_or_else(|error| panic!("{error}"))
}

fn context(walk: &Walk) -> Context {
    let today = walk.today.as_deref().map(|day| parse_iso(day).unwrap());
    Context {
        signed_in: !walk.records.is_empty(),
        may_promise: !walk.may_not_promise,
        records: walk.records.clone(),
        licences: walk.licences.clone(),
        ..Context::anonymous(today.unwrap_or_else(usual_day))
    }
}

#[test]
fn everyone_is_told_what_is_right_for_them() {
    let scenario = unemployment();
    let mut wrong = Vec::new();
    for walk in walks() {
        let answers = Answers {
            given: walk.answers.clone(),
            ..Answers::default()
        };
        let context = context(&walk);
        let plan = plan(&scenario, &answers, &context);
        let mut differs = |what: &str, expected: String, found: String| {
            if expected != found {
                wrong.push(format!(
                    "{}: {what}\n  expected {expected}\n  found    {found}",
                    walk.person
                ));
            }
        };
        let expect = &walk.expect;
        let stray = walk.answers.iter().find(|(id, value)| {
            scenario
                .question(id)
                .is_none_or(|question| **value != Value::Unsure && !question.kind.admits(value))
        });
        differs(
            "an answer that no question has",
            "None".to_owned(),
            format!("{stray:?}"),
        );
        differs(
            "applies",
            ids(&expect.applies),
            ids(&served(&plan, |service| {
                service.verdict == Verdict::Applies
            })),
        );
        differs(
            "does not apply",
            ids(&expect.does_not_apply),
            ids(&served(&plan, |service| {
                service.verdict == Verdict::DoesNotApply
            })),
        );
        differs(
            "left to the office",
            ids(&expect.left_to_office),
            ids(&served(&plan, |service| service.left_to_office)),
        );
        differs(
            "not yet known",
            ids(&expect.not_yet_known),
            ids(&served(&plan, |service| {
                service.verdict == Verdict::NotYetKnown && !service.left_to_office
            })),
        );
        for (service, questions) in &expect.because {
            let found = plan.service(service).map(deciding_against);
            differs(
                &format!("why not {service}"),
                ids(questions),
                ids(&found.unwrap_or_default()),
            );
        }
        for (service, changes) in &expect.would_change {
            let found = changes_of(&scenario, &answers, &context, service);
            differs(
                &format!("what would change {service}"),
                format!("{changes:?}"),
                format!("{found:?}"),
            );
        }
        if let Some(months) = expect.longest_months {
            differs(
                "the longest time of benefit",
                format!("{:?}", Some(Value::Number(months))),
                format!("{:?}", plan.values.get("benefit_months").cloned()),
            );
        }
        if let Some(materials) = &expect.materials {
            let found = plan.materials.iter().map(|material| material.id.clone());
            differs("materials", ids(materials), ids(&found.collect()));
        }
        if let Some(spared) = &expect.spared {
            let found = plan.materials.iter().filter(|material| material.spared);
            differs(
                "spared",
                ids(spared),
                ids(&found.map(|material| material.id.clone()).collect()),
            );
        }
        for (material, ways) in &expect.ways {
            let found = plan.material(material).map(|material| &material.allowed);
            differs(
                &format!("ways to supply {material}"),
                format!("{:?}", Some(ways)),
                format!("{found:?}"),
            );
        }
        let missing = expect
            .fields
            .iter()
            .find(|field| plan.field(field).is_none());
        differs(
            "a field that is not there",
            "None".to_owned(),
            format!("{missing:?}"),
        );
        let asked = plan
            .asked()
            .find(|step| expect.not_asked.contains(&step.question));
        differs(
            "a question asked in vain",
            "None".to_owned(),
            format!("{asked:?}"),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn served(plan: &Plan, which: impl Fn(&ServicePlan) -> bool) -> BTreeSet<String> {
    let services = plan.services.iter().filter(|service| which(service));
    services.map(|service| service.id.clone()).collect()
}

fn deciding_against(service: &ServicePlan) -> BTreeSet<String> {
    let unmet = service
        .outcomes
        .iter()
        .filter(|outcome| outcome.truth == catalog::Truth::No);
    unmet.flat_map(|outcome| outcome.because.clone()).collect()
}

fn changes_of(
    scenario: &Scenario,
    answers: &Answers,
    context: &Context,
    service: &str,
) -> BTreeMap<String, BTreeSet<String>> {
    what_would_change(scenario, answers, context, service)
        .into_iter()
        .map(|change| {
            let values = change.values.iter();
            let texts = values.map(|value| match value {
                Value::Text(id) => id.clone(),
                other => format!("{other:?}"),
            });
            (change.question, texts.collect())
        })
        .collect()
}

fn ids(ids: &BTreeSet<String>) -> String {
    format!("{ids:?}")
}

/// 港澳台居民居住证 (国办发〔2018〕81号) carry numbers of the same form.
#[test]
fn residents_from_hong_kong_macao_and_taiwan_can_give_their_number() {
    let scenario = unemployment();
    let kind = &scenario.field("id_number").unwrap().kind;
    for number in ["810000199408230021", "830000199201300022"] {
        let value = Value::from(number);
        assert_eq!(
            check_value(kind, &value, usual_day()),
            Ok((value.clone(), None))
        );
    }
}

/// The very way of the product: contract ended, insured three years, no account on record, no card licence.
#[test]
fn who_is_entitled_can_hand_in() {
    let scenario = unemployment();
    let walk = walks().into_iter().find(|walk| !walk.licences.is_empty());
    let walk = walk.expect("one of the walks is of a person who has signed in");
    let mut context = context(&walk);
    let number = CitizenId::generate(321_000, parse_iso("1990-05-01").unwrap(), 2).unwrap();
    for (key, value) in [
        ("person.name", "林静"),
        ("person.number", number.as_str()),
        ("person.mobile", "13900000001"),
        ("person.address", "江苏省扬州市广陵区"),
        ("education.level", "college"),
        ("insurance.stopped_on", "2026-10-31"),
    ] {
        context.records.insert(key.to_owned(), Value::from(value));
    }
    let answers = Answers {
        given: walk.answers,
        ..Answers::default()
    };
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
