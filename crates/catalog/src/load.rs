//! Reads scenarios, regions and the index from a folder of YAML files; native only.
//! Errors name the file, the line and the path, and all of a scenario's faults are told at once.

mod counters;
mod handbook;
mod integrity;
mod library;
mod overlay;
mod pinyin;
mod places;
mod policy;
mod provinces;
#[cfg(feature = "schema")]
mod schema;
mod search_index;
mod tree;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::LocalizedText;
use crate::handbook::Handbook;
use crate::scenario::{Commitment, Counter, Region, Scenario, ScenarioId, ScenarioIndex};
use crate::search::{RegionSummary, SearchIndex};
#[cfg(feature = "schema")]
pub use schema::{FILES as SCHEMA_FILES, schema_of};
use tree::Tree;

/// The code of the national base region.
pub const NATIONAL: &str = "000000";

/// Where a scenario file is wrong, for its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    pub file: PathBuf,
    /// From 1; absent where the fault is of the whole file.
    pub line: Option<usize>,
    /// Like `services[0].requires[1].when`.
    pub path: String,
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for LoadError {}

/// A region's file: the place itself, and what it changes in each scenario.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionFile {
    pub region: Region,
    /// The scenarios that are live here.
    pub live: Vec<ScenarioId>,
    /// 办事窗口: where one can go in person. Those of which nobody has found a public source are left out.
    #[serde(default)]
    pub counters: Vec<Counter>,
    /// Lists of names by their ids: what the place has besides those of the national base.
    #[serde(default)]
    pub lists: BTreeMap<String, NameList>,
    /// By scenario: what is laid over it. Lists of things with ids are merged by id.
    #[serde(default)]
    pub overlays: BTreeMap<ScenarioId, serde_json::Value>,
}

/// Names to choose from, such as those of banks.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NameList {
    /// Each without blanks; behind it the words by which people look for it: 「中国工商银行 工行」.
    pub names: Vec<String>,
    /// Where they are published.
    pub source: String,
    /// The day someone last checked it, YYYY-MM-DD.
    pub verified_on: String,
}

/// Everything in a scenarios folder, each scenario as each region sees it.
#[derive(Debug, Clone, Default)]
pub struct Library {
    regions: BTreeMap<String, Region>,
    indexes: BTreeMap<String, ScenarioIndex>,
    scenarios: BTreeMap<(String, ScenarioId), Scenario>,
    counters: BTreeMap<String, Vec<Counter>>,
    handbook: Handbook,
}

impl Library {
    /// Reads `folder`: `shelf.yaml`, `<scenario>.yaml` …, `regions/<code>.yaml` ….
    ///
    /// # Errors
    /// All the faults found, each with its place.
    pub fn read(folder: &Path) -> Result<Self, Vec<LoadError>> {
        let mut errors = Vec::new();
        let index_file = folder.join("shelf.yaml");
        let handbook_file = folder.join("handbook.yaml");
        let index = keep(&mut errors, read_yaml::<ScenarioIndex>(&index_file));
        let shared = Shared::read(folder, &mut errors);
        let mut sources: BTreeMap<ScenarioId, (PathBuf, Tree)> = BTreeMap::new();
        for file in keep(&mut errors, yaml_files(folder)).unwrap_or_default() {
            if file == index_file || file == handbook_file || file == shared.file {
                continue;
            }
            let id = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if let Some(mut tree) = keep(&mut errors, Tree::read(&file)) {
                for unknown in library::join(&mut tree, &shared.tree, &shared.file) {
                    errors.push(LoadError {
                        file: file.clone(),
                        line: tree.line(&unknown.path),
                        message: format!("the library has no {}", unknown.id),
                        path: unknown.path,
                    });
                }
                sources.insert(id, (file, tree));
            }
        }
        let mut library = Self::default();
        for place in places::read(folder, &sources, &mut errors) {
            let places::PlaceFile { file, tree, place } = place;
            let code = place.region.code.clone();
            for id in &place.live {
                let Some((base_file, base)) = sources.get(id) else {
                    errors.push(LoadError {
                        file: file.clone(),
                        line: None,
                        path: "live".to_owned(),
                        message: format!("there is no scenario {id}"),
                    });
                    continue;
                };
                match scenario_for(base_file, base, &file, &tree, &place, &shared) {
                    Ok(scenario) if scenario.id == *id => {
                        library
                            .scenarios
                            .insert((code.clone(), id.clone()), scenario);
                    }
                    Ok(_) => errors.push(LoadError {
                        file: base_file.clone(),
                        line: base.line("id"),
                        path: "id".to_owned(),
                        message: format!("the id must be the file's name, {id}"),
                    }),
                    Err(found) => errors.extend(found),
                }
            }
            if let Some(index) = &index {
                let index = library.index_of_region(&code, index, &place.region);
                library.indexes.insert(code.clone(), index);
                library.counters.insert(code.clone(), place.counters);
                library.regions.insert(code, place.region);
            }
        }
        match handbook::read(&handbook_file, index.as_ref(), &sources) {
            Ok(handbook) => library.handbook = handbook,
            Err(found) => errors.extend(found),
        }
        if errors.is_empty() {
            Ok(library)
        } else {
            Err(errors)
        }
    }

    /// The index of a region, or of the national base where the region is not known.
    pub fn scenario_index(&self, region: &str) -> Option<&ScenarioIndex> {
        self.indexes
            .get(region)
            .or_else(|| self.indexes.get(NATIONAL))
    }

    /// A scenario as a region sees it; `None` where it is not live there.
    pub fn scenario(&self, region: &str, id: &str) -> Option<&Scenario> {
        self.scenarios.get(&(region.to_owned(), id.to_owned()))
    }

    pub fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        self.scenarios.values()
    }

    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }

    /// The regions as they are chosen from a list.
    pub fn region_summaries(&self) -> Vec<RegionSummary> {
        self.indexes
            .values()
            .map(|index| {
                let live = index.entries.iter().filter(|entry| entry.available);
                search_index::region_summary(&index.region, live.count())
            })
            .collect()
    }

    /// The counters of a place; none where the place is not known, or tells of none.
    pub fn counters(&self, region: &str) -> &[Counter] {
        self.counters.get(region).map_or(&[], Vec::as_slice)
    }

    pub fn handbook(&self) -> &Handbook {
        &self.handbook
    }

    /// What can be found in a region; that of the national base where the region is not known.
    pub fn search_index(&self, region: &str) -> SearchIndex {
        let Some(index) = self.scenario_index(region) else {
            return SearchIndex::default();
        };
        let live: Vec<&Scenario> = index
            .entries
            .iter()
            .filter_map(|entry| self.scenario(&index.region.code, &entry.id))
            .collect();
        search_index::of_region(index, &live, &self.handbook)
    }

    fn index_of_region(&self, code: &str, index: &ScenarioIndex, region: &Region) -> ScenarioIndex {
        let mut index = index.clone();
        index.region = region.into();
        for entry in &mut index.entries {
            let scenario = self.scenario(code, &entry.id);
            entry.available = scenario.is_some();
            entry.version = scenario.map(|scenario| scenario.version.clone());
        }
        index
    }
}

/// What scenarios share; empty where the folder has no `library.yaml`.
struct Shared {
    file: PathBuf,
    tree: Tree,
}

impl Shared {
    fn read(folder: &Path, errors: &mut Vec<LoadError>) -> Self {
        let file = folder.join("library.yaml");
        let tree = if file.exists() {
            keep(errors, Tree::read(&file))
        } else {
            None
        };
        Self {
            tree: tree.unwrap_or_default(),
            file,
        }
    }
}

fn scenario_for(
    base_file: &Path,
    base: &Tree,
    region_file: &Path,
    region_tree: &Tree,
    place: &RegionFile,
    shared: &Shared,
) -> Result<Scenario, Vec<LoadError>> {
    let id = base_file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut merged = base.clone();
    if let Some(patch) = region_tree.subtree(&format!("overlays.{id}")) {
        overlay::lay_over(&mut merged, &patch, region_file);
        library::complete(&mut merged, &shared.tree, &shared.file);
    }
    let region = &place.region;
    merged.replace("{place}", region.here.as_ref().unwrap_or(&region.name).zh());
    let mut scenario: Scenario = merged.read_as(base_file).map_err(|error| vec![error])?;
    scenario.region = region.clone();
    for field in &mut scenario.fields {
        let list = field.list.as_ref().and_then(|id| place.lists.get(id));
        field.names = list.map(|list| list.names.clone()).unwrap_or_default();
    }
    let faults = integrity::faults(&scenario);
    if !faults.is_empty() {
        return Err(faults
            .into_iter()
            .map(|fault| {
                let (file, line) = merged.place(&fault.path, base_file);
                LoadError {
                    file,
                    line,
                    path: fault.path,
                    message: fault.message,
                }
            })
            .collect());
    }
    let hashes = scenario.commitments.iter();
    let hashes: Vec<String> = hashes.map(|it| text_hash(&scenario, it)).collect();
    for (commitment, hash) in scenario.commitments.iter_mut().zip(hashes) {
        commitment.hash = hash;
    }
    scenario.hash = content_hash(&scenario);
    Ok(scenario)
}

fn content_hash(scenario: &Scenario) -> String {
    sha256(&serde_json::to_vec(scenario).unwrap_or_default())
}

/// What [`Commitment::hash`] is. Anyone can compute it again from a printed promise.
pub fn text_hash(scenario: &Scenario, commitment: &Commitment) -> String {
    let sources = scenario.sources_of_the_place(&commitment.sources);
    let lines = std::iter::once(&commitment.title)
        .chain(sources.map(|source| &source.title))
        .chain(&commitment.told)
        .chain(&commitment.clauses)
        .chain([&commitment.consequence]);
    let text: Vec<&str> = lines.map(LocalizedText::zh).collect();
    sha256(text.join("\n").as_bytes())
}

/// In hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads any YAML file as a type.
///
/// # Errors
/// Where the file is not YAML, or not of the type: with line and path.
pub fn read_yaml<T: DeserializeOwned>(file: &Path) -> Result<T, LoadError> {
    Tree::read(file)?.read_as(file)
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let unreadable = |error: std::io::Error| LoadError {
        file: folder.to_owned(),
        line: None,
        path: String::new(),
        message: error.to_string(),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn keep<T>(errors: &mut Vec<LoadError>, result: Result<T, LoadError>) -> Option<T> {
    result.map_err(|error| errors.push(error)).ok()
}
