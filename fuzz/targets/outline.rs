//! What a file is, and the header of every kind of picture, whatever the first bytes say.
#![no_main]

use precheck::parsers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = parsers::sniff(bytes);
    for format in parsers::PICTURES {
        let _ = parsers::outline(format, bytes);
        if let Some(bare) = parsers::bare(format, bytes) {
            assert_eq!(parsers::bare(format, &bare).as_ref(), Some(&bare));
        }
    }
});
