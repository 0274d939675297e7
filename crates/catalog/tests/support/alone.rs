//! One scenario read by itself, as if it were live in a place: it is walked before it goes live, and a fault in
//! another one does not hide what is wrong with it. Not a test by itself.

use std::path::{Path, PathBuf};

use catalog::Scenario;
use catalog::load::{Library, NATIONAL, read_yaml};
use serde_json::{Value, json};

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

/// The scenario as the region sees it, or what is wrong with it.
pub(crate) fn read(region: &str, id: &str) -> Result<Scenario, String> {
    let alone = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("alone")
        .join(format!("{}-{region}-{id}", std::process::id()));
    let read = copy(&alone, region, id).and_then(|()| {
        let library = Library::read(&alone).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            lines
                .join("\n")
                .replace(&*alone.to_string_lossy(), "scenarios")
        })?;
        let scenario = library.scenario(region, id);
        scenario
            .cloned()
            .ok_or_else(|| "there is no such scenario".to_owned())
    });
    let _ = std::fs::remove_dir_all(&alone);
    read
}

fn copy(alone: &Path, region: &str, id: &str) -> Result<(), String> {
    let regions = alone.join("regions");
    std::fs::create_dir_all(&regions).map_err(|error| error.to_string())?;
    let scenario = format!("{id}.yaml");
    for name in ["library.yaml", "shelf.yaml", &scenario] {
        let from = folder().join(name);
        if from.exists() {
            std::fs::copy(&from, alone.join(name)).map_err(|error| error.to_string())?;
        }
    }
    // The national base has the numbers that hold everywhere.
    for code in [NATIONAL, region] {
        let name = format!("regions/{code}.yaml");
        let mut place: Value =
            read_yaml(&folder().join(&name)).map_err(|error| error.to_string())?;
        place["live"] = if code == region {
            json!([id])
        } else {
            json!([])
        };
        // JSON is YAML too.
        std::fs::write(alone.join(name), place.to_string()).map_err(|error| error.to_string())?;
    }
    Ok(())
}
