//! Lays a region's overlay over a scenario: maps are merged, lists of things with ids are merged by id,
//! anything else is replaced, and null takes a thing away.

use std::path::Path;

use serde_json::Value;

use super::tree::{Spot, Tree};

pub(super) fn lay_over(base: &mut Tree, patch: &Tree, patch_file: &Path) {
    let mut value = std::mem::take(&mut base.value);
    merge(
        &mut value,
        &patch.value,
        "",
        "",
        &mut |base_path, patch_path| {
            if let Some(spot) = patch.spots.get(patch_path) {
                let spot = Spot {
                    overlay: Some(patch_file.to_owned()),
                    line: spot.line,
                };
                base.spots.insert(base_path.to_owned(), spot);
            }
        },
    );
    base.value = value;
}

/// Lays changes over a value, without regard to places.
pub(super) fn change(base: &mut Value, patch: &Value) {
    merge(base, patch, "", "", &mut |_, _| {});
}

fn merge(
    base: &mut Value,
    patch: &Value,
    base_path: &str,
    patch_path: &str,
    laid: &mut dyn FnMut(&str, &str),
) {
    laid(base_path, patch_path);
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (key, change) in patch {
                let inner = |path: &str| {
                    if path.is_empty() {
                        key.clone()
                    } else {
                        format!("{path}.{key}")
                    }
                };
                if change.is_null() {
                    base.remove(key);
                } else if let Some(old) = base.get_mut(key) {
                    merge(old, change, &inner(base_path), &inner(patch_path), laid);
                } else {
                    laid(&inner(base_path), &inner(patch_path));
                    base.insert(key.clone(), change.clone());
                }
            }
        }
        (Value::Array(base), Value::Array(patch))
            if patch.iter().all(|item| id(item).is_some()) =>
        {
            for (from, change) in patch.iter().enumerate() {
                let at = base.iter().position(|item| id(item) == id(change));
                let at = at.unwrap_or_else(|| {
                    base.push(Value::Object(serde_json::Map::new()));
                    base.len() - 1
                });
                let paths = (
                    format!("{base_path}[{at}]"),
                    format!("{patch_path}[{from}]"),
                );
                merge(&mut base[at], change, &paths.0, &paths.1, laid);
            }
        }
        (base, patch) => *base = patch.clone(),
    }
}

fn id(value: &Value) -> Option<&str> {
    value.get("id").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn laid(mut base: Value, patch: &Value) -> Value {
        merge(&mut base, patch, "", "", &mut |_, _| {});
        base
    }

    #[test]
    fn a_city_changes_one_service_and_leaves_the_others() {
        let base = json!({"services": [
            {"id": "registration", "promised": {"amount": 5, "unit": "working_days"}},
            {"id": "benefit", "promised": {"amount": 10, "unit": "working_days"}}
        ]});
        let patch = json!({"services": [{"id": "benefit", "promised": {"amount": 5}}]});
        assert_eq!(
            laid(base, &patch)["services"],
            json!([
                {"id": "registration", "promised": {"amount": 5, "unit": "working_days"}},
                {"id": "benefit", "promised": {"amount": 5, "unit": "working_days"}}
            ])
        );
    }

    #[test]
    fn null_takes_away_and_plain_lists_are_replaced() {
        let base = json!({"code": "1", "steps": ["a", "b"]});
        assert_eq!(
            laid(base, &json!({"code": null, "steps": ["c"]})),
            json!({"steps": ["c"]})
        );
    }
}
