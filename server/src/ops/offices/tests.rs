use std::path::Path;

use catalog::load::{Library, NATIONAL};

use super::*;

fn office(services: &[&str], regions: &[&str]) -> Office {
    let set = |of: &[&str]| of.iter().map(|one| (*one).to_owned()).collect();
    Office {
        id: "one".to_owned(),
        name: String::new(),
        token_sha256: Vec::new(),
        tokens: Vec::new(),
        services: set(services),
        regions: set(regions),
        clerks: BTreeSet::new(),
        auditor: false,
        is_demo: false,
    }
}

#[test]
fn only_the_very_token_opens() {
    let offices = Offices::demo().unwrap();
    let today = day::parse_iso("2026-11-20").unwrap();
    let id = |token: &str| {
        offices
            .find(token, today)
            .map(|shown| shown.office.id.clone())
    };
    assert_eq!(id("demo-counter").as_deref(), Some("counter"));
    assert_eq!(id("demo-auditor").as_deref(), Some("auditor"));
    for wrong in ["demo-counte", "demo-counter ", "", "Demo-counter"] {
        assert_eq!(id(wrong), None, "{wrong}");
    }
}

#[test]
fn a_token_that_could_be_guessed_is_not_taken() {
    let opens = |token: &str| {
        let digest = digest(token);
        let text = format!("[[office]]\nid = 'one'\nname = ''\ntoken_sha256 = ['{digest}']\n");
        let offices = parse(&text).unwrap().offices();
        let today = day::parse_iso("2026-11-20").unwrap();
        offices.find(token, today).is_some()
    };
    assert!(opens(&"a".repeat(32)));
    assert!(!opens(&"a".repeat(31)));
}

#[test]
fn an_office_sees_its_services_in_its_regions() {
    let one = office(&["a/x", "b/*"], &["321000"]);
    assert!(one.sees("a", "321000", "x") && one.sees("b", "321000", "y"));
    assert!(!one.sees("a", "321000", "y") && !one.sees("c", "321000", "x"));
    assert!(!one.sees("a", "320000", "x"));
    assert!(one.sees_any("a", "321000") && !one.sees_any("c", "321000"));
    assert!(office(&["*"], &[]).sees("a", "000000", "x"));
    assert!(!office(&[], &[]).sees_any("a", "000000"));
}

#[test]
fn what_is_asked_for_is_what_it_sees() {
    let set = |of: &[&str]| of.iter().map(|one| (*one).to_owned()).collect();
    let of = |services: &[&str]| office(services, &["321000"]).scope().services;
    let scoped = |scenarios: &[(&str, &[&str])]| {
        let scenarios = scenarios.iter();
        ScopedServices::Of(
            scenarios
                .map(|(id, its)| ((*id).to_owned(), set(its)))
                .collect(),
        )
    };
    assert_eq!(
        of(&["a/x", "a/y", "b/*"]),
        scoped(&[("a", &["x", "y"]), ("b", &[])])
    );
    // All of a scenario is more than some of it, whichever is named first.
    assert_eq!(of(&["a/*", "a/x", "a/!"]), scoped(&[("a", &[])]));
    assert_eq!(of(&["*", "a/x"]), ScopedServices::Every);
    assert_eq!(of(&[]), scoped(&[]));
    assert_eq!(office(&[], &["321000"]).scope().regions, set(&["321000"]));
}

#[test]
fn a_file_with_a_fault_is_not_taken() {
    let token = "0".repeat(64);
    let file = |id: &str, token: &str, service: &str| {
        let text = format!(
            "[[office]]\nid = '{id}'\nname = ''\ntoken_sha256 = ['{token}']\nservices = ['{service}']\n"
        );
        parse(&text)
    };
    assert!(file("one", &token, "a/x").is_ok());
    assert!(matches!(
        file("One", &token, "a/x"),
        Err(OfficesError::Id(_))
    ));
    assert!(matches!(
        file("one", "abc", "a/x"),
        Err(OfficesError::Token(_))
    ));
    assert!(matches!(
        file("one", &token, "a"),
        Err(OfficesError::Service(_))
    ));
    let one = |id| format!("[[office]]\nid='{id}'\nname=''\ntoken_sha256=['{token}']\n");
    let twice = one("a") + &one("b");
    assert!(matches!(parse(&twice), Err(OfficesError::Token(_))));
}

#[test]
fn the_demo_names_services_that_there_are_and_what_no_office_sees_is_nobody_s() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let library = Library::read(&folder).unwrap();
    let mut offices = Offices::demo().unwrap();
    for office in &offices.0 {
        for entry in office.services.iter().filter(|entry| *entry != EVERYTHING) {
            let (id, service) = entry.split_once('/').unwrap();
            let scenario = library.scenario(NATIONAL, id).expect(entry);
            let known = service == EVERYTHING || scenario.service(service).is_some();
            assert!(known, "{entry}");
        }
    }
    let scenario = library.scenario(NATIONAL, "unemployment").unwrap();
    let of = |offices: &Offices| {
        let mut rules = Rules::of(scenario);
        offices.put_into(&mut rules, scenario);
        rules.services["unemployment_benefit"].offices.clone()
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(of(&offices), names(&["counter", "insurance"]));
    offices.0.retain(|office| office.id == "employment");
    assert_eq!(of(&offices), names(&[NOBODY]));
}
