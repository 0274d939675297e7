//! A scan in the coding of fax machines: the dictionary of its rules, then its data.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = precheck::parsers::fax_bytes(bytes);
});
