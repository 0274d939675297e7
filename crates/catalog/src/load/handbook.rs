//! Reads the handbook and finds what is wrong with it: names and links that lead nowhere, elements left empty.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use civic::day;

use super::LoadError;
use super::tree::Tree;
use crate::LocalizedText;
use crate::handbook::{Handbook, HandbookEntry, Whereabouts};
use crate::scenario::{ScenarioId, ScenarioIndex};

/// Every scenario's file, live somewhere or not.
type Scenarios = BTreeMap<ScenarioId, (PathBuf, Tree)>;

/// A folder need not have one.
pub(super) fn read(
    file: &Path,
    shelf: Option<&ScenarioIndex>,
    scenarios: &Scenarios,
) -> Result<Handbook, Vec<LoadError>> {
    if !file.exists() {
        return Ok(Handbook::default());
    }
    let tree = Tree::read(file).map_err(|error| vec![error])?;
    let handbook: Handbook = tree.read_as(file).map_err(|error| vec![error])?;
    let errors: Vec<LoadError> = faults(&handbook, shelf, scenarios)
        .into_iter()
        .map(|(path, message)| {
            let (file, line) = tree.place(&path, file);
            LoadError {
                file,
                line,
                path,
                message,
            }
        })
        .collect();
    if errors.is_empty() {
        Ok(handbook)
    } else {
        Err(errors)
    }
}

fn faults(
    handbook: &Handbook,
    shelf: Option<&ScenarioIndex>,
    scenarios: &Scenarios,
) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, entry) in handbook.entries.iter().enumerate() {
        let path = format!("entries[{index}]");
        if !seen.insert(&entry.id) {
            faults.push((
                format!("{path}.id"),
                format!("the id {} stands twice", entry.id),
            ));
        }
        if !handbook.parts.iter().any(|part| part.id == entry.part) {
            faults.push((
                format!("{path}.part"),
                format!("there is no part {}", entry.part),
            ));
        }
        for (name, empty) in elements(entry) {
            if empty {
                faults.push((format!("{path}.{name}"), "this element is empty".to_owned()));
            }
        }
        for id in &entry.guide.basis {
            if handbook.source(id).is_none() {
                faults.push((
                    format!("{path}.guide.basis"),
                    format!("there is no source {id}"),
                ));
            }
        }
        for (at, place) in entry.found_in.iter().enumerate() {
            if let Some(message) = leads_nowhere(place, shelf, scenarios) {
                faults.push((format!("{path}.in[{at}]"), message));
            }
        }
    }
    for (index, source) in handbook.sources.iter().enumerate() {
        if day::parse_iso(&source.verified_on).is_none() {
            let path = format!("sources[{index}].verified_on");
            faults.push((path, "not a date YYYY-MM-DD".to_owned()));
        }
    }
    faults
}

/// The elements that must be published, and whether each says nothing. 咨询方式 and 监督投诉方式 are the region's.
fn elements(entry: &HandbookEntry) -> [(&'static str, bool); 10] {
    let blank = |text: &LocalizedText| text.zh().trim().is_empty();
    let guide = &entry.guide;
    [
        ("summary", blank(&entry.summary)),
        ("guide.audience", blank(&guide.audience)),
        ("guide.basis", guide.basis.is_empty()),
        ("guide.accepted_by", blank(&guide.accepted_by)),
        ("guide.place", blank(&guide.place)),
        ("guide.steps", guide.steps.is_empty()),
        ("guide.sample", blank(&guide.sample)),
        ("guide.fee", blank(&guide.fee.amount)),
        ("materials", entry.materials.is_empty()),
        ("limit", blank(&entry.limit)),
    ]
}

fn leads_nowhere(
    place: &Whereabouts,
    shelf: Option<&ScenarioIndex>,
    scenarios: &Scenarios,
) -> Option<String> {
    let id = &place.scenario;
    // Without its shelf nothing can be said; that fault is told already.
    if shelf.is_some_and(|shelf| !shelf.entries.iter().any(|entry| entry.id == *id)) {
        return Some(format!("there is no scenario {id} on the shelf"));
    }
    let service = place.service.as_ref()?;
    let services = scenarios
        .get(id)
        .and_then(|(_, tree)| tree.value.get("services")?.as_array());
    let named = |candidate: &serde_json::Value| candidate.get("id").is_some_and(|id| id == service);
    let found = services.is_some_and(|services| services.iter().any(named));
    (!found).then(|| format!("{id} has no service {service}"))
}
