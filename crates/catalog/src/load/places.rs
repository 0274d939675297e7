//! The files of places, and what all of them take from the national base: the numbers that are the same everywhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use civic::day;

use super::tree::Tree;
use super::{LoadError, NATIONAL, RegionFile, counters, keep, yaml_files};
use crate::scenario::{Region, RegionalNumber, ScenarioId};

/// A place's file as it was read, with its lines.
pub(super) struct PlaceFile {
    pub(super) file: PathBuf,
    pub(super) tree: Tree,
    pub(super) place: RegionFile,
}

/// `scenarios` are those that were read before, by whose services counters are named.
pub(super) fn read(
    folder: &Path,
    scenarios: &BTreeMap<ScenarioId, (PathBuf, Tree)>,
    errors: &mut Vec<LoadError>,
) -> Vec<PlaceFile> {
    let mut places = Vec::new();
    for file in keep(errors, yaml_files(&folder.join("regions"))).unwrap_or_default() {
        let Some(tree) = keep(errors, Tree::read(&file)) else {
            continue;
        };
        let Some(place) = keep(errors, tree.read_as::<RegionFile>(&file)) else {
            continue;
        };
        let counters = counters::faults(&place.counters, scenarios);
        let faults = number_faults(&place.region).chain(counters);
        errors.extend(faults.map(|(path, message)| LoadError {
            file: file.clone(),
            line: tree.line(&path),
            path,
            message,
        }));
        places.push(PlaceFile { file, tree, place });
    }
    let national: Vec<RegionalNumber> = places
        .iter()
        .filter(|one| one.place.region.code == NATIONAL)
        .flat_map(|one| one.place.region.numbers.iter().cloned())
        .collect();
    let lists = places.iter().find(|one| one.place.region.code == NATIONAL);
    let lists = lists.map(|one| one.place.lists.clone()).unwrap_or_default();
    for one in &mut places {
        if one.place.region.code != NATIONAL {
            for (id, list) in &lists {
                let own = one.place.lists.entry(id.clone());
                own.and_modify(|own| own.names.extend(list.names.iter().cloned()))
                    .or_insert_with(|| list.clone());
            }
        }
        let region = &mut one.place.region;
        let inherited = national
            .iter()
            .filter(|number| region.number(&number.id).is_none());
        let inherited: Vec<RegionalNumber> = inherited.cloned().collect();
        region.numbers.extend(inherited);
    }
    places
}

/// An id or a year that stands twice, and a number of which nobody says when it was looked up.
fn number_faults(region: &Region) -> impl Iterator<Item = (String, String)> {
    let mut faults = Vec::new();
    for (at, number) in region.numbers.iter().enumerate() {
        let path = format!("region.numbers[{at}]");
        if region.numbers[..at]
            .iter()
            .any(|other| other.id == number.id)
        {
            faults.push((path.clone(), format!("the id {} stands twice", number.id)));
        }
        for (k, of) in number.years.iter().enumerate() {
            let path = format!("{path}.years[{k}]");
            if number.years[..k].iter().any(|other| other.year == of.year) {
                faults.push((path.clone(), format!("the year {} stands twice", of.year)));
            }
            if day::parse_iso(&of.verified_on).is_none() {
                faults.push((
                    format!("{path}.verified_on"),
                    "not a date YYYY-MM-DD".to_owned(),
                ));
            }
        }
    }
    faults.into_iter()
}
