//! Reading the scenarios folder: faults name file, line and path; a region changes what it says and nothing else;
//! what crosses the wire arrives as it was; the checked-in schemas are those of the types.

#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/spoilt.rs"]
mod spoilt;

use std::fs;
use std::path::Path;

use catalog::Scenario;
use catalog::load::{Library, NATIONAL, SCHEMA_FILES, schema_of, text_hash};
use catalog::scenario::{Confidence, LimitUnit, Service, ServiceKind, TimeLimit};
use spoilt::{errors, spoilt};

/// The line on which `text` stands in `file`, from 1.
fn line_of(folder: &Path, file: &str, text: &str) -> usize {
    let content = fs::read_to_string(folder.join(file)).unwrap();
    let before = content.split(text).next().unwrap();
    before.lines().count() + usize::from(before.ends_with('\n'))
}

#[test]
fn a_misspelt_key_is_told_with_file_line_and_path() {
    let folder = spoilt(
        "key",
        "unemployment.yaml",
        "    why: 离开单位",
        "    whhy: 离开单位",
    );
    let found = &errors(&folder)[0];
    assert_eq!(found.file, folder.join("unemployment.yaml"));
    let line = line_of(&folder, "unemployment.yaml", "whhy");
    assert_eq!(found.line, Some(line));
    assert_eq!(found.path, "questions[0].whhy");
    assert!(found.message.contains("unknown field `whhy`"), "{found}");
}

#[test]
fn a_rule_that_decides_has_a_day_and_a_source_and_looks_at_no_service() {
    let folder = spoilt(
        "decides",
        "unemployment.yaml",
        "    kind: instant\n",
        "    kind: instant\n    decides: { version: soon, checks: [{ id: one, when: { applies: unemployment_registration }, met: 是, open: 否, register: 库 }], sources: [] }\n",
    );
    let told: Vec<String> = errors(&folder).into_iter().map(|it| it.message).collect();
    for expected in [
        "unemployment_registration is not an earlier service",
        "a rule needs checks, the day it came into force, and a source",
    ] {
        assert!(told.iter().any(|it| it == expected), "{expected}: {told:?}");
    }
}

#[test]
fn the_hash_of_a_promise_is_of_its_text_alone() {
    let library = scenario::library::library();
    let scenario = library.scenario(NATIONAL, "bereavement").unwrap();
    let promise = scenario.commitment("heirs_promise").unwrap();
    assert_eq!(promise.hash.len(), 64);
    let again = |change: fn(&mut catalog::scenario::Commitment)| {
        let mut other = promise.clone();
        change(&mut other);
        text_hash(scenario, &other)
    };
    assert_eq!(again(|it| it.signed = true), promise.hash);
    assert_eq!(again(|it| it.hash.clear()), promise.hash);
    assert_ne!(again(|it| drop(it.clauses.pop())), promise.hash);
    assert_ne!(again(|it| it.consequence = "没有".into()), promise.hash);
}

#[test]
fn an_unknown_source_is_a_fault() {
    let folder = spoilt(
        "source",
        "unemployment.yaml",
        "sources: [insurance_law_48]",
        "sources: [insurance_law_480]",
    );
    let found = &errors(&folder)[0];
    assert_eq!(found.message, "there is no source insurance_law_480");
    assert!(found.path.ends_with("].requires[0].sources"), "{found}");
    assert_eq!(
        found.line,
        Some(line_of(&folder, "unemployment.yaml", "insurance_law_480"))
    );
}

#[test]
fn a_rule_on_an_option_that_is_not_there_is_a_fault() {
    let folder = spoilt(
        "option",
        "unemployment.yaml",
        "values: [resigned, mutual_by_me]",
        "values: [resigned, mutual_by_us]",
    );
    let found = &errors(&folder)[0];
    assert_eq!(found.path, "facts[1].derive");
    assert!(found.message.contains("leaving_reason"), "{found}");
}

#[test]
fn a_fault_laid_over_by_a_region_is_told_in_the_region_file() {
    let folder = spoilt(
        "overlay",
        "regions/321000.yaml",
        "unit: working_days",
        "unit: working_dayz",
    );
    let found = &errors(&folder)[0];
    assert_eq!(found.file, folder.join("regions/321000.yaml"));
    assert_eq!(
        found.line,
        Some(line_of(
            &folder,
            "regions/321000.yaml",
            "promised: { amount: 5"
        ))
    );
    assert!(found.message.contains("working_dayz"), "{found}");
}

#[test]
fn a_region_cannot_open_a_scenario_that_is_not_there() {
    let folder = spoilt(
        "live",
        "regions/000000.yaml",
        "live: [unemployment",
        "live: [not_there, unemployment",
    );
    let found = errors(&folder);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "there is no scenario not_there");
}

/// 扬州: 即时办结 within 30 minutes, 限时办结 at least 50 % faster (实施方案 of 2020, section 二(二)).
#[test]
fn yangzhou_is_faster_and_otherwise_the_same() {
    let library = scenario::library::library();
    let base = scenario::scenario("unemployment");
    let city = library.scenario("321000", "unemployment").unwrap();
    let limit = |scenario: &Scenario, id: &str| scenario.service(id).unwrap().promised;
    assert_eq!(
        limit(city, "unemployment_registration"),
        Some(TimeLimit {
            amount: 30,
            unit: LimitUnit::Minutes
        })
    );
    assert_eq!(city.services[0].kind, ServiceKind::Instant);
    let statutory = base
        .service("unemployment_benefit")
        .unwrap()
        .statutory
        .unwrap();
    let promised = limit(city, "unemployment_benefit").unwrap();
    assert_eq!(statutory.unit, promised.unit);
    assert!(promised.amount * 2 <= statutory.amount);
    let benefit = city.service("unemployment_benefit").unwrap();
    assert!(benefit.guide.accepted_by.zh().contains("扬州市"));
    assert_eq!(
        city.source("yangzhou_instant").unwrap().confidence,
        Confidence::Unverified
    );
    assert_ne!(city.hash, base.hash);
    // Not a rule differs: a city may be faster, but it asks for nothing more. Words name the city.
    assert_eq!(city.questions.len(), base.questions.len());
    for (city, base) in city.questions.iter().zip(&base.questions) {
        assert_eq!((&city.id, &city.when), (&base.id, &base.when));
        assert_eq!((&city.ask, &city.record), (&base.ask, &base.record));
    }
    let here = |scenario: &Scenario| {
        let asked = scenario.question("insured_where").unwrap();
        asked.kind.choices()[0].label.zh().to_owned()
    };
    assert_eq!(here(city), "就在扬州市");
    assert_eq!(here(&base), "就在您要办事的城市");
    assert_eq!(city.facts, base.facts);
    // The banks of the city stand before those of the country.
    let nameless = |scenario: &Scenario| {
        let mut fields = scenario.fields.clone();
        fields.iter_mut().for_each(|field| field.names.clear());
        fields
    };
    assert_eq!(nameless(city), nameless(&base));
    assert_eq!(city.materials, base.materials);
    for (city, base) in city.services.iter().zip(&base.services) {
        let rules = |of: &Service| {
            of.requires
                .iter()
                .map(|one| one.when.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(rules(city), rules(base), "{}", base.id);
        assert_eq!(city.materials, base.materials, "{}", base.id);
    }
}

#[test]
fn the_shelf_holds_ten_and_says_which_can_be_used() {
    let library = scenario::library::library();
    let shelf = library.scenario_index("321000").unwrap();
    assert_eq!(shelf.entries.len(), 10);
    for entry in &shelf.entries {
        assert!(
            shelf.stages.iter().any(|stage| stage.id == entry.stage),
            "{}",
            entry.id
        );
        let here = library.scenario("321000", &entry.id);
        assert_eq!(entry.available, here.is_some(), "{}", entry.id);
    }
    // A place offers what it has said that it offers: 慈溪 has not named what founders may apply for.
    let cixi = library.scenario_index("330282").unwrap().entries.iter();
    let offered: Vec<&str> = cixi
        .filter(|entry| entry.available)
        .map(|entry| entry.id.as_str())
        .collect();
    assert!(offered.contains(&"unemployment") && !offered.contains(&"startup"));
    assert_eq!(shelf.region.name.zh(), "扬州市");
    // An unknown place gets the national shelf.
    assert_eq!(
        library.scenario_index("999999").unwrap().region.code,
        NATIONAL
    );
    assert!(library.scenario("999999", "unemployment").is_none());
}

#[test]
fn a_scenario_crosses_the_wire_unchanged() {
    for scenario in scenario::library::library().scenarios() {
        let json = serde_json::to_string(scenario).unwrap();
        assert_eq!(&serde_json::from_str::<Scenario>(&json).unwrap(), scenario);
    }
}

#[test]
fn the_checked_in_schemas_are_those_of_the_types() {
    for (kind, file) in SCHEMA_FILES {
        let present =
            fs::read_to_string(scenario::library::folder().join(file)).unwrap_or_default();
        assert!(
            present == schema_of(kind).unwrap(),
            "scenarios/{file} is not what the types say; renew it with `cargo xtask schema`"
        );
    }
}

#[test]
fn a_policy_that_no_picture_can_meet_is_told_where_it_stands() {
    let folder = spoilt(
        "policy",
        "library.yaml",
        "min_pages: 2, max_pages: 60",
        "min_pages: 70, max_pages: 60",
    );
    let found = &errors(&folder)[0];
    assert_eq!(found.file, folder.join("library.yaml"));
    assert_eq!(
        found.line,
        Some(line_of(&folder, "library.yaml", "min_pages: 70"))
    );
    assert!(found.path.ends_with(".check.max_pages"), "{found}");
}

#[test]
fn a_place_changes_a_limit_of_one_material_and_nothing_else() {
    let folder = spoilt(
        "limit",
        "regions/321000.yaml",
        "  social_card:\n",
        "  social_card:\n    materials:\n      - { id: id_card, check: { max_bytes: 1000000 } }\n",
    );
    let library = Library::read(&folder).unwrap();
    let policy = |region| {
        let scenario = library.scenario(region, "social_card").unwrap();
        scenario.material("id_card").unwrap().check.clone()
    };
    assert_eq!(policy("321000").max_bytes, 1_000_000);
    let base = policy(NATIONAL);
    assert_eq!(base.max_bytes, 2_000_000);
    assert_eq!(
        precheck_types::Policy {
            max_bytes: 2_000_000,
            ..policy("321000")
        },
        base
    );
}

#[test]
fn a_counter_is_of_a_known_service_and_takes_numbers_only_where_it_is_certain() {
    let counters = "counters:
  - { id: hall, name: 大厅, address: 路1号, source: 网页, verified_on: soon, services: [vanished],
      hours: [{ from: \"09:10\", to: \"09:00\" }], booking: { per_half_hour: 0, days: 1 } }
  - { id: hall, name: 大厅, address: 路2号, source: 网页, verified_on: \"2026-11-30\" }
";
    let national = format!("{counters}\nregion:\n  code: \"000000\"");
    let folder = spoilt(
        "counters",
        "regions/000000.yaml",
        "region:\n  code: \"000000\"",
        &national,
    );
    let told = errors(&folder);
    let expected = [
        ("counters[0].verified_on", "not a date"),
        ("counters[0].services", "there is no service vanished"),
        ("counters[0].hours", "not one after the other"),
        ("counters[0].booking", "nothing can be booked"),
        ("counters[0].booking", "half hours begin"),
        ("counters[0].booking", "booked in vain"),
        ("counters[1]", "the id hall stands twice"),
    ];
    for (path, message) in expected {
        let mut told = told.iter();
        let is_told = told.any(|it| it.path == path && it.message.contains(message));
        assert!(is_told, "{path}: {message}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn the_usual_way_of_a_paper_needs_no_address() {
    let folder = spoilt(
        "delivers",
        "unemployment.yaml",
        "    kind: instant\n",
        "    kind: instant\n    delivers: [post, counter, post]\n",
    );
    let told: Vec<String> = errors(&folder).into_iter().map(|it| it.message).collect();
    for expected in ["the usual way comes first", "a way stands twice"] {
        let is_told = told.iter().any(|it| it.contains(expected));
        assert!(is_told, "{expected}: {told:?}");
    }
}
