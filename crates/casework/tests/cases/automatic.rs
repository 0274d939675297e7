//! 无人审批: granted by verified values alone; unknown and no go to a person.

use std::path::Path;

use crate::support::*;
use casework::automatic::{VerifiedValues, decide_automatically, verified_values};
use casework::event::Origin;
use casework::{Action, Actor, Offer, Refusal, Rules, ServiceState};
use catalog::condition::{Condition, Threshold};
use catalog::load::{Library, NATIONAL};
use catalog::scenario::{Decides, Handling, Scenario};
use catalog::{ActingFor, Context, Value};

fn unemployment() -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let library = Library::read(&folder).expect("the scenarios are sound");
    let scenario = library.scenario(NATIONAL, "unemployment");
    scenario.expect("it is live nationwide").clone()
}

fn registered(months: i64) -> Context {
    let mut context = Context::anonymous(at("2026-11-20 09:00:00").day());
    context.signed_in = true;
    let key = "insurance.unemployment_months".to_owned();
    context.records.insert(key, Value::Number(months));
    context
}

fn a_year_insured() -> Condition {
    Condition::AtLeast(Threshold {
        of: "insured_months".to_owned(),
        number: 12,
    })
}

fn decided(when: Condition, values: &VerifiedValues, context: &Context) -> Option<Action> {
    let mut scenario = unemployment();
    let mut services = scenario.services.iter_mut();
    let service = services.find(|service| service.handling == Handling::Apply);
    let service = service.expect("it has services");
    service.decides = Some(Decides {
        version: "2026-11-01".to_owned(),
        when,
        sources: service.sources.clone(),
    });
    let service = service.id.clone();
    let rules = Rules::of(&scenario);
    decide_automatically(&scenario, &rules, &service, values, context)
}

fn held(context: &Context, role: ActingFor) -> VerifiedValues {
    verified_values(&unemployment(), context, role)
}

#[test]
fn a_record_decides_and_the_event_names_it() {
    let context = registered(36);
    let values = held(&context, ActingFor::Oneself);
    let Some(Action::DecideAutomatically {
        rule_version,
        origins,
        ..
    }) = decided(a_year_insured(), &values, &context)
    else {
        panic!("the record says yes");
    };
    assert_eq!(rule_version, "2026-11-01");
    let record = Origin::Record("insurance.unemployment_months".to_owned());
    assert_eq!(origins["insured_months"], record);
}

#[test]
fn no_goes_to_a_person_as_unknown_does() {
    let little = registered(6);
    let values = held(&little, ActingFor::Oneself);
    assert_eq!(decided(a_year_insured(), &values, &little), None);
    let nobody = Context::anonymous(at("2026-11-20 09:00:00").day());
    let values = held(&nobody, ActingFor::Oneself);
    assert_eq!(decided(a_year_insured(), &values, &nobody), None);
}

#[test]
fn what_was_only_typed_decides_nothing() {
    let context = registered(36);
    let values = held(&context, ActingFor::Oneself);
    let typed_too = Condition::All(vec![
        a_year_insured(),
        Condition::Holds("was_insured".to_owned()),
    ]);
    assert_eq!(decided(typed_too, &values, &context), None);
    // The records are those of who has signed in, not of whom he acts for.
    let values = held(&context, ActingFor::Relative);
    assert_eq!(decided(a_year_insured(), &values, &context), None);
}

fn by_rule(version: &str) -> Action {
    Action::DecideAutomatically {
        service: CARD.to_owned(),
        rule: "by_record".to_owned(),
        rule_version: version.to_owned(),
        origins: [("insured".to_owned(), Origin::Identity)].into(),
    }
}

#[test]
fn a_rule_decides_at_once_and_ends_the_time_for_undoing() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.act(Actor::System, by_rule("2026-11-01")).unwrap();
    let service = played.case.service(CARD).unwrap();
    assert_eq!(service.state, ServiceState::Granted);
    assert!(service.decision.as_ref().unwrap().is_automatic);
    assert_eq!(played.act(applicant(), Action::Undo), Err(Refusal::Decided));
    // A person's way to object.
    assert_eq!(
        played.refusal(&applicant(), &Offer::Object(CARD.to_owned())),
        None
    );
    let wrong = Err(Refusal::WrongState(ServiceState::Granted));
    assert_eq!(played.act(Actor::System, by_rule("2026-11-01")), wrong);
}

#[test]
fn another_version_of_the_rule_and_other_actors_decide_nothing() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    assert_eq!(
        played.act(Actor::System, by_rule("2025-01-01")),
        Err(Refusal::NoRule)
    );
    assert_eq!(
        played.act(office(), by_rule("2026-11-01")),
        Err(Refusal::NotYours)
    );
    assert_eq!(
        played.act(applicant(), by_rule("2026-11-01")),
        Err(Refusal::NotYours)
    );
}
