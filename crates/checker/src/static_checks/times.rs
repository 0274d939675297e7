//! Times: how long a service takes, papers that must be there in time, and stretches of time asked in months alone.

use catalog::scenario::{Handling, Kind, Material, Scenario, ServiceKind, Supply};

use crate::report::{Fault, FaultKind, Severity};

/// Words of a paper that comes before its event: a notice in advance, an agreement beforehand.
const BEFOREHAND: [&str; 5] = [
    "提前书面告知",
    "提前通知",
    "事先约定",
    "事先告知",
    "以前书面约定",
];

pub(super) fn faults(scenario: &Scenario) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault =
        |kind, message| faults.push(Fault::new(Severity::Error, kind, &scenario.id, message));
    for service in &scenario.services {
        let handed_in =
            service.handling == Handling::Apply && service.kind == ServiceKind::Promised;
        if handed_in && scenario.duration(service).is_none() && service.without_limit.is_none() {
            let message = format!(
                "service {} has no time limit, and no words where to ask",
                service.id
            );
            fault(FaultKind::NoTimeLimit, message);
        }
    }
    for material in scenario
        .materials
        .iter()
        .filter(|one| one.supply.contains(&Supply::Later))
    {
        if let Some(event) = event(material) {
            let message = format!(
                "material {} must be there before {event}, and may follow later",
                material.id
            );
            fault(FaultKind::LateDeferral, message);
        }
    }
    let questions = scenario
        .questions
        .iter()
        .map(|one| ("question", &one.id, &one.kind));
    let fields = scenario
        .fields
        .iter()
        .map(|one| ("field", &one.id, &one.kind));
    for (what, id, kind) in questions.chain(fields) {
        if matches!(kind, Kind::Number(bounds) if matches!(bounds.unit.zh(), "个月" | "月")) {
            let message = format!(
                "{what} {id} counts months: who knows years answers with those; it is of years_months"
            );
            fault(FaultKind::MonthCount, message);
        }
    }
    faults
}

/// The event before which a material must be there, by its name or by the words of the material.
fn event(material: &Material) -> Option<&str> {
    let texts = [
        Some(&material.name),
        Some(&material.why),
        material.hint.as_ref(),
    ];
    let beforehand = texts
        .into_iter()
        .flatten()
        .any(|text| BEFOREHAND.iter().any(|words| text.zh().contains(words)));
    let by_words = beforehand.then_some("the event that its words name");
    material.precedes.as_deref().or(by_words)
}
