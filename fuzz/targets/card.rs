//! Pictures of a few cells, as large as cards are photographed: which side they show, fingers on them, and the number.

#![no_main]

mod png_chunk;

use std::sync::LazyLock;

use png_chunk::append;
use precheck::{CardReader, CardSide, Policy, check};

static READER: LazyLock<CardReader> = LazyLock::new(|| {
    let weights = include_bytes!("../../crates/precheck/identity_card.weights");
    CardReader::new(weights).expect("the weights are this code's")
});

libfuzzer_sys::fuzz_target!(|parts: &[u8]| {
    let Some(([across, scale, look], cells)) = parts.split_first_chunk::<3>() else {
        return;
    };
    let across = usize::from(*across) + 1;
    let scale = usize::from(*scale) % 8 + 1;
    let channels = if look & 1 == 0 { 1 } else { 3 };
    let width = (across * scale).clamp(16, 640);
    // The shape of a card (ISO/IEC 7810, ID-1).
    let height = (width * 54 / 86).max(16);
    let row = |y: usize| {
        let levels = (0..width * channels).map(move |at| {
            let (x, channel) = (at / channels, at % channels);
            let cell = (y / scale * across + x / scale) * channels + channel;
            cells.get(cell).copied().unwrap_or(230)
        });
        // No filter of the row.
        std::iter::once(0).chain(levels)
    };
    let pixels: Vec<u8> = (0..height).flat_map(row).collect();
    let file = png(width as u32, height as u32, channels, &pixels);
    let side = if look & 2 == 0 {
        CardSide::Portrait
    } else {
        CardSide::Emblem
    };
    let policy = Policy {
        card_side: Some(side),
        min_long_side: 1,
        min_short_side: 1,
        ..Policy::default()
    };
    let report = check(&file, &policy);
    assert_eq!(
        report.size.map(|it| (it.width, it.height)),
        Some((width as u32, height as u32))
    );
    let number = READER.number(&file);
    assert!(number.is_none_or(|it| it.len() == 18));
    // Weights of others are refused, or used within their bounds.
    let _ = CardReader::new(cells).map(|reader| reader.number(&file));
});

/// Whole, with the pixels as they are (RFC 1951, blocks without compression).
fn png(width: u32, height: u32, channels: usize, pixels: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, if channels == 3 { 2 } else { 0 }, 0, 0, 0]);
    append(&mut file, b"IHDR", &header);
    let mut packed = vec![0x78, 0x01];
    let blocks = pixels.chunks(0xffff);
    let last = blocks.len() - 1;
    for (at, block) in blocks.enumerate() {
        let length = block.len() as u16;
        packed.push(u8::from(at == last));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in pixels {
        low = (low + u32::from(*byte)) % 65521;
        high = (high + low) % 65521;
    }
    packed.extend((high << 16 | low).to_be_bytes());
    append(&mut file, b"IDAT", &packed);
    append(&mut file, b"IEND", &[]);
    file
}
