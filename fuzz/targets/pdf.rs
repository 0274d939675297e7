//! The objects, pages and contents of a PDF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = precheck::parsers::pdf_pages(bytes);
});
