//! Held to the `png` crate, whose word on what a file shows is taken.

use super::*;
use proptest::prelude::*;

/// A file of any kind that the format knows: its header, palette, transparency and rows at random, with random filters.
#[derive(Clone, Debug)]
struct Drawn {
    width: u32,
    height: u32,
    kind: (u8, u8),
    is_interlaced: bool,
    palette: Vec<u8>,
    transparent: Vec<u8>,
    /// Filters and samples of all rows, as often as needed.
    noise: Vec<u8>,
    /// Bytes of a chunk of pixels.
    chunk: usize,
}

const KINDS: [(u8, u8); 15] = [
    (0, 1),
    (0, 2),
    (0, 4),
    (0, 8),
    (0, 16),
    (2, 8),
    (2, 16),
    (3, 1),
    (3, 2),
    (3, 4),
    (3, 8),
    (4, 8),
    (4, 16),
    (6, 8),
    (6, 16),
];

fn chunk(kind: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let mut chunk = (payload.len() as u32).to_be_bytes().to_vec();
    chunk.extend_from_slice(kind);
    chunk.extend_from_slice(payload);
    // By the bit, as the standard defines it.
    let mut sum = u32::MAX;
    for byte in &chunk[4..] {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
        }
    }
    chunk.extend_from_slice(&(!sum).to_be_bytes());
    chunk
}

impl Drawn {
    fn header(&self) -> Vec<u8> {
        let (colour, depth) = self.kind;
        let mut header = [self.width.to_be_bytes(), self.height.to_be_bytes()].concat();
        header.extend([depth, colour, 0, 0, u8::from(self.is_interlaced)]);
        chunk(b"IHDR", &header)
    }

    fn rows(&self) -> Vec<u8> {
        let whole = self.header();
        let header = Header::read(
            &Chunks::new(&[&[0; 8][..], &whole].concat())
                .next()
                .expect("a chunk"),
        )
        .expect("a header that the format knows");
        let mut noise = self.noise.iter().cycle();
        let mut rows = Vec::new();
        for pass in header.passes() {
            let columns = pass.columns(self.width as usize);
            let height = if columns == 0 {
                0
            } else {
                pass.rows(self.height as usize)
            };
            for _ in 0..height {
                rows.push(noise.next().expect("noise") % 5);
                rows.extend(noise.by_ref().take(header.bytes(columns)));
            }
        }
        rows
    }

    fn file(&self) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        file.extend(self.header());
        if self.kind.0 == 3 {
            file.extend(chunk(b"PLTE", &self.palette));
        }
        if !self.transparent.is_empty() {
            file.extend(chunk(b"tRNS", &self.transparent));
        }
        for part in fdeflate::compress_to_vec(&self.rows()).chunks(self.chunk) {
            file.extend(chunk(b"IDAT", part));
        }
        file.extend(chunk(b"IEND", b""));
        file
    }
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let size = (1..40_u32, 1..40_u32, any::<bool>());
    let kind = prop::sample::select(KINDS.to_vec());
    // Few levels, so that some are the transparent one.
    let noise = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..400),
        prop::collection::vec(0..3_u8, 1..400),
    ];
    let palette = prop::collection::vec(any::<[u8; 3]>(), 1..30).prop_map(|it| it.concat());
    let rest = (any::<bool>(), any::<[u8; 3]>(), 1..200_usize);
    (size, kind, noise, palette, rest).prop_map(|(size, kind, noise, palette, rest)| {
        let (width, height, is_interlaced) = size;
        let (has_transparent, opacity, chunk) = rest;
        let transparent = match kind.0 {
            0 => vec![0, opacity[0] % 3],
            2 => vec![0, 1, 0, opacity[1] % 3, 0, 1],
            3 => opacity[..(palette.len() / 3).min(3)].to_vec(),
            _ => Vec::new(),
        };
        let transparent = if has_transparent {
            transparent
        } else {
            Vec::new()
        };
        Drawn {
            width,
            height,
            kind,
            is_interlaced,
            palette,
            transparent,
            noise,
            chunk,
        }
    })
}

/// What the `png` crate sees, laid on white.
fn by_the_library(bytes: &[u8]) -> Option<Raster> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut levels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut levels).ok()?;
    levels.truncate(frame.buffer_size());
    let (channels, levels) = match frame.color_type {
        png::ColorType::Grayscale => (1, levels),
        png::ColorType::Rgb => (3, levels),
        png::ColorType::GrayscaleAlpha => (1, crate::decode::on_paper::<2>(levels)),
        png::ColorType::Rgba => (3, crate::decode::on_paper::<4>(levels)),
        png::ColorType::Indexed => return None,
    };
    let (width, height) = (frame.width as usize, frame.height as usize);
    Some(Raster {
        width,
        height,
        channels,
        levels,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_kind_of_picture_is_read_as_the_library_reads_it(drawn in drawn()) {
        let file = drawn.file();
        let seen = decoded(&file);
        prop_assert!(seen.is_some());
        prop_assert_eq!(seen, by_the_library(&file));
    }

    #[test]
    fn a_broken_picture_is_refused_or_read_as_the_library_reads_it(
        drawn in drawn(),
        at in any::<prop::sample::Index>(),
        to in any::<u8>(),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut file = drawn.file();
        if is_cut {
            file.truncate(cut.index(file.len()));
        } else {
            // Whether it begins as a PNG has been asked before.
            let at = 8 + at.index(file.len() - 8);
            file[at] = to;
        }
        let (ours, theirs) = (decoded(&file), by_the_library(&file));
        if theirs.is_some() {
            prop_assert_eq!(ours, theirs);
        } else if ours.is_some() {
            // What is broken lies behind the last pixel.
            prop_assert_eq!(ours, decoded(&drawn.file()));
        }
    }
}

/// Far more than deflate looks back at, with repeats from as far as it can.
#[test]
fn a_large_picture_is_read_as_the_library_reads_it() {
    let row: Vec<u8> = (0..32_500_u32)
        .map(|at| (at.wrapping_mul(at | 1) >> 7) as u8)
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 32_500 / 4, 200);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("a header");
    writer
        .write_image_data(&row.repeat(200))
        .expect("as many levels as pixels");
    writer.finish().expect("an end");
    assert!(file.len() < 3 * row.len(), "{} bytes", file.len());
    let seen = decoded(&file);
    assert!(seen.is_some() && seen == by_the_library(&file));
}
