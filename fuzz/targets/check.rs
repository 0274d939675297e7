//! The whole check, of a material that takes every format.
#![no_main]

use precheck::{Policy, check, parsers};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let policy = Policy {
        formats: [&parsers::PICTURES[..], &parsers::DOCUMENTS].concat(),
        ..Policy::default()
    };
    let report = check(bytes, &policy);
    assert_eq!(report.bytes, bytes.len() as u64);
});
