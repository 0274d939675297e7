//! Every request and response of the API, once in full, as JSON in `snapshots/`. A change of one of these files is a
//! change of the wire: apps in residents' browsers and back offices speak the earlier form until they are updated.
//! Accept an intended change with `INSTA_UPDATE=always cargo test -p contract`, and say it in docs/api.md.

mod after_hand_in;
mod cases;
mod offices;
mod people;
mod precheck;
mod problems;
mod visits;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value as it is sent; what is sent reads back as the same value.
#[track_caller]
fn sent<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> serde_json::Value {
    let json = serde_json::to_value(value).unwrap();
    assert_eq!(&serde_json::from_value::<T>(json.clone()).unwrap(), value);
    json
}

/// Holds what is sent against the snapshot of that name. Keys are sorted: their order says nothing, and depends on
/// which other crates are built.
#[track_caller]
fn assert_wire<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, value: &T) {
    let json = sent(value);
    insta::with_settings!({
        sort_maps => true,
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_json_snapshot!(name, json);
    });
}

const NUMBER: &str = "39A4C7QKXW6T";
const FILE: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
const AT: &str = "2026-11-20T10:00:00+08:00";

fn text(text: &str) -> String {
    text.to_owned()
}
