//! The pixels of a PNG file (ISO/IEC 15948), on white: its chunks, and the rows of each pass put where they belong.
//! Our own, because the library for it is a seventh of the worker's download; it is held to that library in tests.

mod header;
mod meaning;
mod rows;

use crate::container::png::{Chunk, Chunks};
use crate::raster::Raster;
pub(crate) use header::Colour;
use header::Header;
pub(crate) use meaning::Meaning;
use rows::Rows;
pub(crate) use rows::unfilter;

/// Bytes that a byte of deflate can stand for at most (zlib's technical details: 1032).
const DEFLATE_RATIO: u64 = 1032;

/// The first image of the file on white, grey or in colours. Nothing when a check sum is wrong or the pixels break off.
pub(super) fn decoded(bytes: &[u8]) -> Option<Raster> {
    let mut chunks = Chunks::new(bytes);
    let header = chunks.next().filter(Chunk::is_sound)?;
    let header = Header::read(&header)?;
    if header.unpacked() > bytes.len() as u64 * DEFLATE_RATIO {
        return None;
    }
    let mut meaning = Meaning::of(&header);
    let first = loop {
        let chunk = chunks.next()?;
        match (chunk.is_sound(), chunk.kind) {
            (true, b"IDAT") => break chunk,
            (true, b"PLTE") => meaning.palette(chunk.payload),
            (true, b"tRNS") => meaning.transparent(chunk.payload)?,
            _ if chunk.is_critical() => return None,
            // What does not make the picture may be broken.
            _ => {}
        }
    };
    if header.colour == Colour::Palette && !meaning.has_palette() {
        return None;
    }
    let rest = chunks.take_while(|chunk| chunk.kind == b"IDAT");
    painted(&header, &meaning, Rows::new(first, rest))
}

fn painted<'a>(
    header: &Header,
    meaning: &Meaning,
    mut rows: Rows<'a, impl Iterator<Item = Chunk<'a>>>,
) -> Option<Raster> {
    let [width, height] = [header.size.width as usize, header.size.height as usize];
    let channels = header.colour.channels();
    let mut levels = vec![0; width * height * channels];
    for pass in header.passes() {
        let columns = pass.columns(width);
        if columns == 0 {
            continue;
        }
        rows.begin(header.bytes(columns), header.bits().div_ceil(8));
        for y in (pass.first[1]..height).step_by(pass.step[1]) {
            let row = rows.next()?;
            let to = levels.get_mut(y * width * channels..(y + 1) * width * channels)?;
            if meaning.is_plain() && !header.is_interlaced {
                to.copy_from_slice(row);
                continue;
            }
            let to = to.chunks_exact_mut(channels).skip(pass.first[0]);
            for (number, to) in to.step_by(pass.step[0]).enumerate() {
                to.copy_from_slice(meaning.pixel(row, number)?.get(..channels)?);
            }
        }
    }
    Some(Raster {
        width,
        height,
        channels,
        levels,
    })
}

#[cfg(test)]
mod tests;
