//! Nobody is meant: every identity number of the project lies in the district 320000, which belongs to no place.

use chrono::NaiveDate;
use civic::CitizenId;

use crate::sources;

const RESERVED: &str = "320000";

/// What public papers print as their examples: 居民身份证 (GB 11643), 港澳居民居住证, 台湾居民居住证,
/// 外国人永久居留身份证.
const PRINTED: [&str; 4] = [
    "11010519491231002X",
    "810000199408230021",
    "830000199201300022",
    "911124198108030024",
];

const LENGTH: usize = 18;

#[test]
fn every_identity_number_is_of_the_reserved_district() {
    let kinds = [
        "csv", "css", "html", "js", "json", "md", "mjs", "rs", "sql", "toml", "txt", "yaml",
    ];
    let mut strange = Vec::new();
    for file in sources::files(&kinds) {
        for number in identity_numbers(&sources::read(&file)) {
            if !number.starts_with(RESERVED) && !PRINTED.contains(&number.as_str()) {
                strange.push(format!("{}: {number}", sources::named(&file)));
            }
        }
    }
    assert!(strange.is_empty(), "{strange:#?}");
}

#[test]
fn a_number_of_a_real_district_is_found_and_what_is_none_is_not() {
    // Put together here, so that none stands in the project.
    let real = CitizenId::generate(320_000 + 1_003, day(1990, 1, 1), 17).unwrap();
    let real = real.as_str();
    let text = format!(
        "id: \"{real}\", x{real}x, 1{real}, {}, 20261201",
        &real[..17]
    );
    assert_eq!(identity_numbers(&text), [real]);
}

/// What stands by itself in a text and is a number with the right check digit.
fn identity_numbers(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| word.len() == LENGTH)
        .filter_map(|word| CitizenId::parse(word, day(2100, 1, 1)).ok())
        .map(|id| id.as_str().to_owned())
        .collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
