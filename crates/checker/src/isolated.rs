//! One scenario by itself, as if it were live in every place: it is checked before it goes live, and a fault in
//! another one does not hide what is wrong with it.

use std::fs;
use std::path::{Path, PathBuf};

use catalog::load::read_yaml;
use serde_json::{Value, json};

/// A folder with this scenario alone; it goes when this is dropped.
pub(crate) struct Isolated(PathBuf);

impl Drop for Isolated {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Isolated {
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// Copies the scenario, what is shared, and the places.
    pub(crate) fn copy(from: &Path, id: &str) -> Result<Self, String> {
        let name = format!("check-scenarios-{}-{id}", std::process::id());
        let isolated = Self(std::env::temp_dir().join(name));
        let regions = isolated.0.join("regions");
        fs::create_dir_all(&regions).map_err(|error| error.to_string())?;
        for name in [
            "library.yaml".to_owned(),
            "shelf.yaml".to_owned(),
            format!("{id}.yaml"),
        ] {
            let file = from.join(&name);
            if file.exists() {
                fs::copy(&file, isolated.0.join(&name)).map_err(|error| error.to_string())?;
            }
        }
        let places = fs::read_dir(from.join("regions")).map_err(|error| error.to_string())?;
        for place in places {
            let file = place.map_err(|error| error.to_string())?.path();
            let yaml = file
                .extension()
                .is_some_and(|extension| extension == "yaml");
            let Some(name) = file.file_name().filter(|_| yaml) else {
                continue;
            };
            let mut place: Value = read_yaml(&file).map_err(|error| error.to_string())?;
            place["live"] = json!([id]);
            let overlays = place.get_mut("overlays").and_then(Value::as_object_mut);
            if let Some(overlays) = overlays {
                overlays.retain(|of, _| of == id);
            }
            // JSON is YAML too.
            fs::write(regions.join(name), place.to_string()).map_err(|error| error.to_string())?;
        }
        Ok(isolated)
    }
}
