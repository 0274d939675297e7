//! How long a service takes is promised only where a document of the office says so.

use std::path::Path;

use catalog::Scenario;
use catalog::load::Library;
use catalog::scenario::{Duration, LimitUnit, TimeLimit};

fn yangzhou() -> Scenario {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let library = Library::read(&folder).expect("the scenarios load");
    library.scenario("321000", "unemployment").unwrap().clone()
}

const fn limit(amount: u16, unit: LimitUnit) -> TimeLimit {
    TimeLimit { amount, unit }
}

/// 社会保险经办条例第二十四条 gives ten working days; half of it is inferred from a general notice of the city.
#[test]
fn half_the_statutory_time_is_usual_in_yangzhou_and_not_promised() {
    let scenario = yangzhou();
    let benefit = scenario.service("unemployment_benefit").unwrap();
    assert_eq!(scenario.promise(benefit), None);
    assert_eq!(
        scenario.usual(benefit),
        Some(limit(5, LimitUnit::WorkingDays))
    );
    let counted = scenario.duration(benefit).unwrap();
    assert_eq!(counted.limit, limit(10, LimitUnit::WorkingDays));
    assert!(counted.is_binding);
    let registration = scenario.service("unemployment_registration").unwrap();
    assert!(!scenario.duration(registration).unwrap().is_binding);
}

#[test]
fn a_promise_is_what_a_document_that_was_read_states() {
    let mut scenario = yangzhou();
    for (document, promised) in [
        ("yangzhou_fast", Some(limit(5, LimitUnit::WorkingDays))),
        // Nobody has read that it holds for this service.
        ("yangzhou_instant", None),
    ] {
        let mut services = scenario.services.iter_mut();
        let benefit = services.find(|one| one.id == "unemployment_benefit");
        benefit.unwrap().promised_by = Some(document.to_owned());
        let benefit = scenario.service("unemployment_benefit").unwrap();
        assert_eq!(scenario.promise(benefit), promised, "{document}");
    }
}

#[test]
fn the_longest_of_several_binds_where_all_of_them_do() {
    let take = |amount, is_binding| Duration {
        limit: limit(amount, LimitUnit::WorkingDays),
        is_binding,
    };
    assert_eq!(Duration::longest([]), None);
    for (all, longest) in [
        ([take(5, true), take(10, true)], take(10, true)),
        ([take(10, true), take(5, false)], take(10, false)),
        ([take(5, false), take(10, true)], take(10, false)),
    ] {
        assert_eq!(Duration::longest(all), Some(longest));
    }
}
