//! Numbers of the place that are missing for the year that counts today, behind a figure that does not say so.

use catalog::scenario::{Derivation, Figure, Scenario};
use chrono::Datelike;
use civic::Day;

use super::rests::{facts, rests_on};
use crate::report::{Fault, FaultKind, Severity};

pub(super) fn faults(scenario: &Scenario, today: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    for fact in facts(scenario) {
        let Derivation::Regional(regional) = &fact.derive else {
            continue;
        };
        let year = today.year() - i32::from(regional.years_before);
        let number = scenario.region.number(&regional.number);
        if number.is_some_and(|number| number.of_year(year).is_some()) {
            continue;
        }
        for service in &scenario.services {
            let silent =
                |figure: &&Figure| !says_so(figure) && rests_on(scenario, &figure.value, &fact.id);
            for figure in service.figures.iter().filter(silent) {
                let message = format!(
                    "figure {} of service {}: the place has no {} of {year}, and neither `open` nor a line with \
                     `unless_known` says so",
                    figure.label.zh(),
                    service.id,
                    regional.number
                );
                faults.push(Fault::new(
                    Severity::Error,
                    FaultKind::MissingNumber,
                    &scenario.id,
                    message,
                ));
            }
        }
    }
    faults
}

fn says_so(figure: &Figure) -> bool {
    figure.open.is_some() || figure.table.iter().any(|line| line.unless_known.is_some())
}
