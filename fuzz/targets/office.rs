//! The directory of an OLE compound file, as old and as locked Office files are.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = precheck::parsers::is_locked_office(bytes);
});
