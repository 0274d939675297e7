//! Deflated bytes, bare and wrapped.
#![no_main]

use precheck::parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert!(parsers::inflated(bytes) <= 2 * parsers::UNPACKED);
});
