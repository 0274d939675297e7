//! The rows of a PNG, behind check sums that are right: of mutated files, nearly all would end at the first one.
#![no_main]

mod png_chunk;

use png_chunk::append;
use precheck::parsers;

libfuzzer_sys::fuzz_target!(|parts: &[u8]| {
    if let Some(([width, height, depth, colour, passes, colours, opaque], rest)) =
        parts.split_first_chunk::<7>()
    {
        let (palette, rest) = rest.split_at(rest.len().min(usize::from(*colours) * 3));
        let (transparent, rows) = rest.split_at(rest.len().min(usize::from(*opaque)));
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        let header = [0, 0, 0, *width, 0, 0, 0, *height, *depth, *colour, 0, 0, *passes];
        let parts: [(&[u8; 4], &[u8]); 4] = [
            (b"IHDR", &header),
            (b"PLTE", palette),
            (b"tRNS", transparent),
            (b"IDAT", rows),
        ];
        for (kind, payload) in parts {
            if !payload.is_empty() {
                append(&mut file, kind, payload);
            }
        }
        append(&mut file, b"IEND", &[]);
        let seen = parsers::pixels(&file);
        assert!(seen.is_none_or(|it| it == usize::from(*width) * usize::from(*height)));
    }
});
