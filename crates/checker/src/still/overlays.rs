//! Overlays of places that change nothing: of a scenario that is not live there, or saying what holds anyway.

use std::path::Path;

use catalog::load::{Library, NATIONAL, RegionFile, read_yaml};
use serde_json::Value;

use crate::report::{Fault, FaultKind, Severity};

pub(crate) fn faults(folder: &Path, library: &Library) -> Vec<Fault> {
    let mut faults = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder.join("regions")) else {
        return faults;
    };
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    files.sort();
    for file in files {
        let Ok(place) = read_yaml::<RegionFile>(&file) else {
            continue;
        };
        for (id, overlay) in &place.overlays {
            let mut fault = |message: String| {
                let kind = FaultKind::IdleOverlay;
                faults.push(Fault::new(Severity::Warning, kind, id, message));
            };
            let code = &place.region.code;
            if !place.live.contains(id) {
                fault(format!("place {code} changes it, but it is not live there"));
            } else if code != NATIONAL
                && let Some(base) = library.scenario(NATIONAL, id)
                && let Ok(base) = serde_json::to_value(base)
            {
                let mut idle = Vec::new();
                changes(overlay, Some(&base), "", &mut idle);
                for path in idle {
                    fault(format!(
                        "place {code} changes nothing at {path}: it holds anyway"
                    ));
                }
            }
        }
    }
    faults
}

/// Whether anything differs from the base; what does not is noted at its outermost place.
fn changes(overlay: &Value, base: Option<&Value>, path: &str, idle: &mut Vec<String>) -> bool {
    let changed = match (overlay, base) {
        (Value::Object(map), Some(base)) => {
            let mut inner_idle = Vec::new();
            let mut changed = false;
            for (key, inner) in map {
                // An id only says of what the rest is.
                if key != "id" {
                    let path = format!("{path}.{key}");
                    changed |= changes(inner, base.get(key), &path, &mut inner_idle);
                }
            }
            if changed {
                idle.extend(inner_idle);
            }
            changed
        }
        (Value::Array(items), Some(Value::Array(old)))
            if items.iter().all(|item| id(item).is_some()) =>
        {
            let mut changed = false;
            for item in items {
                let same = old.iter().find(|one| id(one) == id(item));
                let path = format!("{path}.{}", id(item).unwrap_or_default());
                changed |= changes(item, same, &path, idle);
            }
            return changed;
        }
        (new, Some(old)) => new != old,
        (new, None) => !new.is_null(),
    };
    if !changed {
        idle.push(path.trim_start_matches('.').to_owned());
    }
    changed
}

fn id(value: &Value) -> Option<&str> {
    value.get("id").and_then(Value::as_str)
}
