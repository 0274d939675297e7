//! EXIF, as it stands in a JPEG, a PNG or a TIFF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = precheck::parsers::has_position(bytes);
});
