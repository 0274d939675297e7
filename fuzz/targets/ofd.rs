//! The pages of an OFD, and the XML that lists them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = precheck::parsers::ofd_pages(bytes);
    let _ = precheck::parsers::xml_elements(bytes);
});
