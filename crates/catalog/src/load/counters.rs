//! What may be wrong with the counters of a place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use civic::day;

use super::tree::Tree;
use crate::scenario::{Confidence, Counter, SLOT_MINUTES, ScenarioId};

/// Path and message of each fault.
pub(super) fn faults(
    counters: &[Counter],
    scenarios: &BTreeMap<ScenarioId, (PathBuf, Tree)>,
) -> Vec<(String, String)> {
    let known = |service: &String| {
        let mut trees = scenarios.values();
        trees.any(|(_, tree)| {
            let services = tree.value["services"].as_array();
            let mut services = services.into_iter().flatten();
            services.any(|one| one["id"] == *service)
        })
    };
    let mut faults = Vec::new();
    for (at, counter) in counters.iter().enumerate() {
        let mut fault = |of: &str, message: String| {
            faults.push((format!("counters[{at}]{of}"), message));
        };
        if counters[..at].iter().any(|other| other.id == counter.id) {
            fault("", format!("the id {} stands twice", counter.id));
        }
        if day::parse_iso(&counter.verified_on).is_none() {
            fault(".verified_on", "not a date YYYY-MM-DD".to_owned());
        }
        for service in counter.services.iter().filter(|service| !known(service)) {
            fault(".services", format!("there is no service {service}"));
        }
        let ends = counter
            .hours
            .windows(2)
            .all(|pair| pair[0].to <= pair[1].from);
        if !ends || counter.hours.iter().any(|open| open.from >= open.to) {
            fault(".hours", "not one after the other".to_owned());
        }
        let Some(booking) = counter.booking else {
            continue;
        };
        if booking.per_half_hour == 0 || booking.days == 0 {
            fault(".booking", "nothing can be booked".to_owned());
        }
        let whole = |minutes: u16| minutes.is_multiple_of(SLOT_MINUTES);
        let begins = counter.hours.iter().map(|open| open.from.minutes());
        if counter.hours.is_empty() || !begins.clone().all(whole) {
            fault(
                ".booking",
                "half hours begin with the hour or its half".to_owned(),
            );
        }
        if counter.confidence != Confidence::Verified && !counter.demo {
            fault(
                ".booking",
                "a number at a counter of which nobody is sure would be booked in vain".to_owned(),
            );
        }
    }
    faults
}
