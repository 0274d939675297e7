//! Makes the search index of a region: its scenarios, their services and materials, and the handbook.

use super::{pinyin, provinces};
use crate::LocalizedText;
use crate::handbook::{Handbook, Whereabouts};
use crate::scenario::{RegionContacts, Scenario, ScenarioIndex};
use crate::search::{IndexEntry, IndexKind, RegionSummary, SearchIndex, Word};

/// `scenarios`: those that are live in the region, in the order of the shelf.
pub(super) fn of_region(
    shelf: &ScenarioIndex,
    scenarios: &[&Scenario],
    handbook: &Handbook,
) -> SearchIndex {
    let mut index = SearchIndex {
        entries: Vec::new(),
        filler: handbook.filler.clone(),
    };
    for entry in &shelf.entries {
        let names = std::iter::once(&entry.name).chain(&entry.keywords);
        index.entries.push(IndexEntry {
            kind: IndexKind::Scenario,
            id: String::new(),
            live: entry.available,
            note: entry.summary.zh().to_owned(),
            words: names.map(word).collect(),
            found_in: vec![in_scenario(&entry.id, None)],
        });
    }
    for scenario in scenarios {
        for service in &scenario.services {
            let place = in_scenario(&scenario.id, Some(&service.id));
            add(
                &mut index,
                IndexKind::Service,
                &service.name,
                Some(&service.summary),
                place,
            );
        }
    }
    for entry in &handbook.entries {
        let names = std::iter::once(&entry.name)
            .chain(&entry.keywords)
            .chain(&entry.offers);
        index.entries.push(IndexEntry {
            kind: IndexKind::Handbook,
            id: entry.id.clone(),
            live: true,
            note: entry.summary.zh().to_owned(),
            words: names.map(word).collect(),
            found_in: Vec::new(),
        });
    }
    for scenario in scenarios {
        for material in &scenario.materials {
            let user = scenario.services.iter().find(|service| {
                service
                    .materials
                    .iter()
                    .any(|usage| usage.id == material.id)
            });
            let place = in_scenario(&scenario.id, user.map(|service| &service.id));
            add(&mut index, IndexKind::Material, &material.name, None, place);
        }
    }
    index
}

/// What several scenarios have under one name is one thing, found in each of them.
fn add(
    index: &mut SearchIndex,
    kind: IndexKind,
    name: &LocalizedText,
    note: Option<&LocalizedText>,
    place: Whereabouts,
) {
    let same = index
        .entries
        .iter_mut()
        .find(|entry| entry.kind == kind && entry.name() == name.zh());
    match same {
        Some(entry)
            if entry
                .found_in
                .iter()
                .any(|known| known.scenario == place.scenario) => {}
        Some(entry) => entry.found_in.push(place),
        None => index.entries.push(IndexEntry {
            kind,
            id: String::new(),
            live: true,
            note: note.map(|note| note.zh().to_owned()).unwrap_or_default(),
            words: vec![word(name)],
            found_in: vec![place],
        }),
    }
}

pub(super) fn region_summary(region: &RegionContacts, live: usize) -> RegionSummary {
    RegionSummary {
        code: region.code.clone(),
        name: word(&region.name),
        province: written(provinces::of(&region.code).unwrap_or_default()),
        live,
    }
}

fn word(text: &LocalizedText) -> Word {
    written(text.zh())
}

fn written(text: &str) -> Word {
    Word {
        text: text.to_owned(),
        pinyin: pinyin::of(text),
    }
}

fn in_scenario(scenario: &str, service: Option<&String>) -> Whereabouts {
    Whereabouts {
        scenario: scenario.to_owned(),
        service: service.cloned(),
    }
}
