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
                for path in idle(overlay, &base) {
                    fault(format!(
                        "place {code} changes nothing at {path}: it holds anyway"
                    ));
                }
            }
        }
    }
    faults
}

/// The things an overlay names and leaves as they are. Part of a thing may say again what holds, such as the unit
/// of a limit whose amount is changed.
fn idle(overlay: &Value, base: &Value) -> Vec<String> {
    let mut idle = Vec::new();
    for (list, changes) in overlay.as_object().into_iter().flatten() {
        let items = changes
            .as_array()
            .filter(|items| items.iter().all(|item| id(item).is_some()));
        match (items, &base[list]) {
            (Some(items), Value::Array(old)) => {
                for item in items {
                    let same = old.iter().find(|one| id(one) == id(item));
                    if same.is_some_and(|same| !differs(item, same)) {
                        idle.push(format!("{list}.{}", id(item).unwrap_or_default()));
                    }
                }
            }
            (_, old) if !differs(changes, old) => idle.push(list.clone()),
            _ => {}
        }
    }
    idle
}

/// Whether laying one over the other changes anything.
fn differs(overlay: &Value, base: &Value) -> bool {
    match (overlay, base) {
        (Value::Object(changes), Value::Object(old)) => changes.iter().any(|(key, change)| {
            old.get(key)
                .map_or(!change.is_null(), |old| differs(change, old))
        }),
        (Value::Array(changes), Value::Array(old))
            if !changes.is_empty() && changes.iter().all(|item| id(item).is_some()) =>
        {
            changes.iter().any(|item| {
                let same = old.iter().find(|one| id(one) == id(item));
                same.is_none_or(|same| differs(item, same))
            })
        }
        (new, old) => new != old,
    }
}

fn id(value: &Value) -> Option<&str> {
    value.get("id").and_then(Value::as_str)
}
