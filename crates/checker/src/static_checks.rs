//! What can be seen without walking: texts, sources, dates, labels, promises, ids.

pub(crate) mod across;
mod automatic;
mod bounds;
mod by_number;
mod labels;
mod numbers;
mod optional;
pub(crate) mod overlays;
mod owners;
mod promises;
mod rests;
mod sensitive;
pub(crate) mod sources;
mod subjects;
mod texts;
mod times;
mod unused;

use catalog::scenario::Scenario;
use civic::Day;

use crate::report::Fault;

/// The faults of one scenario in one place.
pub(crate) fn faults(scenario: &Scenario, today: Day) -> Vec<Fault> {
    let mut faults = texts::faults(scenario);
    faults.extend(sources::faults(scenario, today));
    faults.extend(labels::faults(scenario));
    faults.extend(promises::faults(scenario));
    faults.extend(sensitive::faults(scenario));
    faults.extend(unused::faults(scenario));
    faults.extend(bounds::faults(scenario));
    faults.extend(by_number::faults(scenario));
    faults.extend(numbers::faults(scenario, today));
    faults.extend(optional::faults(scenario));
    faults.extend(owners::faults(scenario));
    faults.extend(times::faults(scenario));
    faults.extend(automatic::faults(scenario));
    faults.extend(subjects::faults(scenario));
    faults
}
