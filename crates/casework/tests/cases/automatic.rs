//! 无人审批: granted by verified values alone; unknown and no go to a person.

use std::path::Path;

use crate::support::*;
use casework::automatic::{Known, Ruling, decide_automatically};
use casework::event::Origin;
use casework::{Action, Actor, Offer, Refusal, Rules, ServiceState};
use catalog::condition::{Condition, Threshold};
use catalog::load::{Library, NATIONAL};
use catalog::scenario::{Decides, Derivation, Fact, Handling, RuleCheck, Scenario};
use catalog::{ActingFor, Answers, Context, Row, Value};

fn unemployment() -> Scenario {
    nationwide("unemployment")
}

fn hiring() -> Scenario {
    nationwide("hiring")
}

fn nationwide(id: &str) -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let library = Library::read(&folder).expect("the scenarios are sound");
    let scenario = library.scenario(NATIONAL, id);
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

/// What the rule says of a service that looks at this, for whoever typed these answers.
fn ruling(when: Condition, context: &Context, role: ActingFor, typed: &Answers) -> Ruling {
    let mut scenario = unemployment();
    let mut services = scenario.services.iter_mut();
    let service = services.find(|service| service.handling == Handling::Apply);
    let service = service.expect("it has services");
    service.decides = Some(Decides {
        version: "2026-11-01".to_owned(),
        checks: vec![check("insured", when)],
        outcome: None,
        at_once: false,
        sources: service.sources.clone(),
    });
    let service = service.id.clone();
    let known = Known {
        scenario: &scenario,
        context,
        acting_for: role,
        typed,
        rows: &Answers::default(),
    };
    decide_automatically(&Rules::of(&scenario), &service, known).expect("it has a rule")
}

fn check(id: &str, when: Condition) -> RuleCheck {
    RuleCheck {
        id: id.to_owned(),
        each: None,
        when,
        met: "缴过".into(),
        open: "没有核对上".into(),
        register: "参保登记库".into(),
    }
}

fn left() -> Ruling {
    Ruling::LeftToPerson {
        checks: vec!["insured".to_owned()],
    }
}

#[test]
fn a_record_decides_and_the_ruling_names_it() {
    let nothing = Answers::default();
    let ruled = ruling(
        a_year_insured(),
        &registered(36),
        ActingFor::Oneself,
        &nothing,
    );
    let Ruling::Granted { origins, stated } = ruled else {
        panic!("the record says yes");
    };
    let record = Origin::Record("insurance.unemployment_months".to_owned());
    assert_eq!(origins["insured_months"], record);
    assert!(stated.is_empty());
}

#[test]
fn no_goes_to_a_person_as_unknown_does_and_it_is_said_for_what() {
    let nothing = Answers::default();
    let nobody = Context::anonymous(at("2026-11-20 09:00:00").day());
    for context in [registered(6), nobody] {
        let ruled = ruling(a_year_insured(), &context, ActingFor::Oneself, &nothing);
        assert_eq!(ruled, left());
    }
}

#[test]
fn what_was_only_typed_decides_nothing() {
    let typed = Answers::from([
        ("situation", Value::from("left_employer")),
        ("insured_months", Value::Number(36)),
    ]);
    let nobody = Context::anonymous(at("2026-11-20 09:00:00").day());
    let ruled = ruling(a_year_insured(), &nobody, ActingFor::Oneself, &typed);
    assert_eq!(ruled, left());
    let typed_too = Condition::All(vec![
        a_year_insured(),
        Condition::Holds("was_insured".to_owned()),
    ]);
    let ruled = ruling(typed_too, &registered(36), ActingFor::Oneself, &typed);
    assert_eq!(ruled, left());
    // The records are those of who has signed in, not of whom he acts for.
    let ruled = ruling(
        a_year_insured(),
        &registered(36),
        ActingFor::Relative,
        &typed,
    );
    assert_eq!(ruled, left());
}

#[test]
fn where_a_resident_says_otherwise_than_the_register_a_person_looks() {
    let typed = Answers::from([("insured_months", Value::Number(24))]);
    let ruled = ruling(
        a_year_insured(),
        &registered(36),
        ActingFor::Oneself,
        &typed,
    );
    assert_eq!(ruled, left());
}

#[test]
fn a_record_that_nobody_is_asked_about_decides_for_every_row_or_for_none() {
    let mut scenario = hiring();
    let service = "employment_registration";
    let fact = |id: &str, derive| Fact {
        id: id.to_owned(),
        label: id.into(),
        derive,
        shows: None,
        sources: Vec::new(),
    };
    let filed = Derivation::Record("employee.contract_filed".to_owned());
    scenario.groups[0].facts.push(fact("filed", filed));
    let mut of_rows = check("filed", Condition::Holds("filed".to_owned()));
    of_rows.each = Some("employees".to_owned());
    let mut services = scenario.services.iter_mut();
    let found = services.find(|one| one.id == service).unwrap();
    found.decides = Some(Decides {
        version: "2026-11-01".to_owned(),
        checks: vec![of_rows],
        outcome: None,
        at_once: false,
        sources: found.sources.clone(),
    });
    let context = Context::anonymous(at("2026-11-20 09:00:00").day());
    let ruled = |rows: &[Option<bool>]| {
        let row = |(at, filed): (usize, &Option<bool>)| Row {
            key: format!("r{at}"),
            values: filed
                .map(|filed| ("employee.contract_filed".to_owned(), Value::Flag(filed)))
                .into_iter()
                .collect(),
        };
        let mut of_registers = Answers::default();
        let rows = rows.iter().enumerate().map(row).collect();
        of_registers.rows.insert("employees".to_owned(), rows);
        let known = Known {
            scenario: &scenario,
            context: &context,
            acting_for: ActingFor::Employer,
            typed: &Answers::default(),
            rows: &of_registers,
        };
        decide_automatically(&Rules::of(&scenario), service, known).unwrap()
    };
    let Ruling::Granted { origins, .. } = ruled(&[Some(true), Some(true)]) else {
        panic!("all contracts are filed");
    };
    let record = Origin::Record("employee.contract_filed".to_owned());
    assert_eq!(origins["employee.contract_filed"], record);
    for one_lacks in [&[Some(true), None][..], &[Some(false), Some(true)], &[]] {
        assert!(matches!(ruled(one_lacks), Ruling::LeftToPerson { .. }));
    }
}

fn by_rule(version: &str) -> Action {
    Action::DecideAutomatically {
        service: CARD.to_owned(),
        rule: "by_record".to_owned(),
        rule_version: version.to_owned(),
        origins: [("insured".to_owned(), Origin::Identity)].into(),
        stated: None,
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

#[test]
fn what_a_rule_grants_within_seconds_is_undone_with_the_hand_in_where_it_has_no_effect_yet() {
    let mut rules = rules();
    let card = rules.services.get_mut(CARD).unwrap();
    card.automatic.as_mut().unwrap().can_be_undone = true;
    let mut played = Played::begin_with(rules, application(), "2026-11-20 09:00:00");
    played.act(Actor::System, by_rule("2026-11-01")).unwrap();
    played.act(applicant(), Action::Undo).unwrap();
    let service = played.case.service(CARD).unwrap();
    assert_eq!(service.state, ServiceState::Undone);
}

#[test]
fn it_is_said_once_why_a_person_decides_and_that_person_still_may() {
    let left = || Action::LeaveToPerson {
        service: CARD.to_owned(),
        rule: "by_record".to_owned(),
        rule_version: "2026-11-01".to_owned(),
        checks: vec!["insured".to_owned()],
    };
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.act(Actor::System, left()).unwrap();
    assert_eq!(played.act(Actor::System, left()), Err(Refusal::AlreadyDone));
    let service = played.case.service(CARD).unwrap();
    assert_eq!(service.state, ServiceState::Submitted);
    assert_eq!(
        played.refusal(&office(), &Offer::Accept(CARD.to_owned())),
        None
    );
}
