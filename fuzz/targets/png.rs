//! The rows of a PNG, behind check sums that are right: of mutated files, nearly all would end at the first one.
#![no_main]

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

/// A chunk with the check sum that the standard defines (ISO/IEC 15948, annex D).
fn append(file: &mut Vec<u8>, kind: &[u8; 4], payload: &[u8]) {
    file.extend((payload.len() as u32).to_be_bytes());
    let mut sum = u32::MAX;
    for byte in kind.iter().chain(payload) {
        file.push(*byte);
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
        }
    }
    file.extend((!sum).to_be_bytes());
}
