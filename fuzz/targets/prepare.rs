//! Preparing, with limits so small that every picture is encoded again; the report is that of what comes out.
#![no_main]

use precheck::{Policy, check, prepare};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let policy = Policy {
        max_long_side: 40,
        max_bytes: 1200,
        ..Policy::default()
    };
    let prepared = prepare(bytes, &policy);
    assert_eq!(prepared.report, check(&prepared.bytes, &policy));
});
