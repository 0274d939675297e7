//! How the applicant supplies each material.

use catalog::application::Confirmed;
use catalog::plan::MaterialPlan;
use catalog::scenario::{Scenario, Supply};
use catalog::{Application, Attachment, Plan, Supplied};
use precheck::Format;

use super::MaterialEntry;

/// Each in the quickest way, except one that is photographed.
pub(super) fn supply(
    scenario: &Scenario,
    plan: &Plan,
    application: &mut Application,
) -> Vec<MaterialEntry> {
    let photographed = plan
        .materials
        .iter()
        .filter(|planned| !planned.exempted && can_be_photographed(scenario, planned))
        .min_by_key(|planned| pages(scenario, planned).len())
        .map(|planned| planned.id.clone());
    let mut entries = Vec::new();
    for planned in &plan.materials {
        let Some(material) = planned.material(scenario) else {
            continue;
        };
        if planned.exempted {
            continue;
        }
        let way = if photographed.as_ref() == Some(&planned.id) {
            Supply::Attach
        } else {
            easiest(&planned.allowed)
        };
        let pages = pages(scenario, planned);
        let supplied = match way {
            Supply::Licence => Supplied::Licence,
            Supply::Later => Supplied::Later,
            Supply::Promise => Supplied::Promised,
            Supply::Counter => Supplied::Counter,
            Supply::OtherParty => Supplied::OtherParty,
            Supply::Attach => {
                let pages = pages.iter().map(|(id, _)| Attachment {
                    page: id.clone(),
                    file: "upload".to_owned(),
                    for_review: false,
                });
                Supplied::Attached(pages.collect())
            }
        };
        application.materials.insert(planned.id.clone(), supplied);
        let said = Confirmed {
            ticked: material.ask.iter().map(|ask| ask.id.clone()).collect(),
            unsure: false,
        };
        if way == Supply::Attach && !material.ask.is_empty() {
            application.confirmed.insert(planned.id.clone(), said);
        }
        entries.push(MaterialEntry {
            name: material.name.zh().to_owned(),
            way,
            only: planned.allowed.len() == 1,
            check: material.check.clone(),
            pages: match way {
                Supply::Attach => {
                    let pages = pages.into_iter();
                    let asked = pages.map(|(id, label)| (label, material.check_of(&id)));
                    asked.collect()
                }
                _ => Vec::new(),
            },
        });
    }
    entries
}

fn easiest(allowed: &[Supply]) -> Supply {
    let by_effort = [
        Supply::Promise,
        Supply::Counter,
        Supply::Licence,
        Supply::OtherParty,
        Supply::Later,
    ];
    let found = by_effort.into_iter().find(|way| allowed.contains(way));
    found.unwrap_or(Supply::Attach)
}

fn can_be_photographed(scenario: &Scenario, planned: &MaterialPlan) -> bool {
    planned.allowed.contains(&Supply::Attach)
        && planned
            .material(scenario)
            .is_some_and(|material| material.check.takes(Format::Jpeg))
}

fn pages(scenario: &Scenario, planned: &MaterialPlan) -> Vec<(String, String)> {
    let pages = planned.material(scenario).map(|material| material.pages);
    pages
        .into_iter()
        .flatten()
        .map(|page| (page.id, page.label.zh().to_owned()))
        .collect()
}
