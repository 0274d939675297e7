//! A YAML file as a JSON value that remembers where each part stood, so that errors can say it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use super::LoadError;

/// A place in a file: the line counts from 1; the file is that of an overlay, or else the tree's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) overlay: Option<PathBuf>,
    pub(super) line: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) value: Value,
    /// By path, like `services[0].name`.
    pub(super) spots: BTreeMap<String, Spot>,
}

impl Tree {
    pub(super) fn read(file: &Path) -> Result<Self, LoadError> {
        let error = |line, message: String| LoadError {
            file: file.to_owned(),
            line,
            path: String::new(),
            message,
        };
        let text = std::fs::read_to_string(file).map_err(|e| error(None, e.to_string()))?;
        let documents = MarkedYaml::load_from_str(&text)
            .map_err(|e| error(Some(e.marker().line()), e.to_string()))?;
        let Some(root) = documents.first() else {
            return Err(error(None, "the file is empty".to_owned()));
        };
        let mut tree = Self::default();
        tree.value = tree
            .convert(root, "")
            .map_err(|(line, message)| error(Some(line), message.to_owned()))?;
        Ok(tree)
    }

    fn convert(
        &mut self,
        node: &MarkedYaml<'_>,
        path: &str,
    ) -> Result<Value, (usize, &'static str)> {
        let line = node.span.start.line();
        self.spots.insert(
            path.to_owned(),
            Spot {
                overlay: None,
                line,
            },
        );
        match &node.data {
            YamlData::Value(scalar) => Ok(match scalar {
                Scalar::Null => Value::Null,
                Scalar::Boolean(flag) => Value::Bool(*flag),
                Scalar::Integer(number) => Value::Number((*number).into()),
                Scalar::FloatingPoint(number) => Number::from_f64(number.into_inner())
                    .map(Value::Number)
                    .ok_or((line, "not a finite number"))?,
                Scalar::String(text) => Value::String(text.to_string()),
            }),
            YamlData::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.convert(item, &format!("{path}[{index}]")))
                .collect::<Result<_, _>>()
                .map(Value::Array),
            YamlData::Mapping(entries) => {
                let mut map = Map::new();
                for (key, item) in entries {
                    let Some(name) = key.data.as_str() else {
                        return Err((key.span.start.line(), "a key must be a text"));
                    };
                    let inner = if path.is_empty() {
                        name.to_owned()
                    } else {
                        format!("{path}.{name}")
                    };
                    let value = self.convert(item, &inner)?;
                    // The key's line is the better place to look at than that of a nested value.
                    self.spots.insert(
                        inner,
                        Spot {
                            overlay: None,
                            line: key.span.start.line(),
                        },
                    );
                    map.insert(name.to_owned(), value);
                }
                Ok(Value::Object(map))
            }
            _ => Err((
                line,
                "anchors, aliases and tags are not used in scenario files",
            )),
        }
    }

    /// Puts a text for every mark, in all texts.
    pub(super) fn replace(&mut self, mark: &str, text: &str) {
        fn each(value: &mut Value, mark: &str, text: &str) {
            match value {
                Value::String(words) if words.contains(mark) => *words = words.replace(mark, text),
                Value::Array(items) => items.iter_mut().for_each(|item| each(item, mark, text)),
                Value::Object(map) => map.values_mut().for_each(|item| each(item, mark, text)),
                _ => {}
            }
        }
        each(&mut self.value, mark, text);
    }

    /// Reads the whole as a type.
    pub(super) fn read_as<T: DeserializeOwned>(&self, file: &Path) -> Result<T, LoadError> {
        serde_path_to_error::deserialize(&self.value).map_err(|error| {
            let path = error.path().to_string();
            let path = if path == "." { String::new() } else { path };
            let (file, line) = self.place(&path, file);
            LoadError {
                file,
                line,
                path,
                message: error.inner().to_string(),
            }
        })
    }

    /// The part at a path of keys, with its spots.
    pub(super) fn subtree(&self, path: &str) -> Option<Self> {
        let value = path
            .split('.')
            .try_fold(&self.value, |value, key| value.get(key))?
            .clone();
        let spots = self
            .spots
            .iter()
            .filter_map(|(place, spot)| {
                let rest = place.strip_prefix(path)?;
                Some((
                    rest.strip_prefix('.').unwrap_or(rest).to_owned(),
                    spot.clone(),
                ))
            })
            .collect();
        Some(Self { value, spots })
    }

    pub(super) fn line(&self, path: &str) -> Option<usize> {
        self.nearest(path).map(|spot| spot.line)
    }

    /// The file and line of the nearest known part that holds `path`.
    pub(super) fn place(&self, path: &str, file: &Path) -> (PathBuf, Option<usize>) {
        match self.nearest(path) {
            Some(spot) => (
                spot.overlay.clone().unwrap_or_else(|| file.to_owned()),
                Some(spot.line),
            ),
            None => (file.to_owned(), None),
        }
    }

    fn nearest(&self, path: &str) -> Option<&Spot> {
        let mut path = path;
        loop {
            if let Some(spot) = self.spots.get(path) {
                return Some(spot);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }
}
