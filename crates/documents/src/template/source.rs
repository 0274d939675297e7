//! The form of a template file.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) title: String,
    /// Of states, by name.
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
    #[serde(rename = "block")]
    pub(super) blocks: Vec<Block>,
}

/// One of these, and conditions.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Block {
    /// Left out unless this is known.
    pub(super) when: Option<String>,
    /// Left out where this is known.
    pub(super) unless: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) heading: Option<String>,
    pub(super) paragraph: Option<String>,
    pub(super) note: Option<String>,
    /// Rows of name and value, one or two pairs each.
    pub(super) facts: Option<Vec<Vec<String>>>,
    pub(super) list: Option<List>,
    pub(super) table: Option<Table>,
    pub(super) signatures: Option<Vec<Signature>>,
    pub(super) seal: Option<Seal>,
    pub(super) code: Option<Code>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    #[serde(default)]
    pub(super) ordered: bool,
    /// Rows, each of which is one item …
    pub(super) each: Option<String>,
    pub(super) item: Option<String>,
    /// … or items as they are.
    #[serde(default)]
    pub(super) items: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) each: String,
    pub(super) columns: Vec<Column>,
    /// Empty rows are added up to so many, to be filled in by hand.
    #[serde(default)]
    pub(super) at_least: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) head: String,
    pub(super) cell: String,
    pub(super) width: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signature {
    /// Rows, each of which signs.
    pub(super) each: Option<String>,
    /// Lines without a name are added up to so many.
    #[serde(default)]
    pub(super) at_least: usize,
    pub(super) label: String,
    pub(super) ink: Option<String>,
    pub(super) on: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seal {
    pub(super) office: String,
    pub(super) day: String,
    /// The word in the middle of a seal that proves nothing.
    pub(super) demo: String,
    /// The flag that tells that the office is a demo.
    pub(super) demo_when: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    /// The name of the link; no code where it is not known.
    pub(super) link: String,
    pub(super) caption: String,
}
