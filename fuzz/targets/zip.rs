//! The directory and the members of a zip archive.
#![no_main]

use precheck::parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert!(parsers::unzipped(bytes) <= parsers::UNPACKED);
});
