//! The rows of a PNG file, unpacked as they are needed and freed from their filters (ISO/IEC 15948 §9, §10).
//! Only what deflate may look back at is kept: a picture of 60 million pixels is never twice in memory.

use crate::container::png::Chunk;
use fdeflate::Decompressor;

/// How far deflate looks back (RFC 1951 §2).
const WINDOW: usize = 32_768;

pub(super) struct Rows<'a, C> {
    chunk: Chunk<'a>,
    chunks: C,
    /// Bytes of the chunk that were taken.
    taken: usize,
    decoder: Decompressor,
    /// What came out, from `read` to `written` not yet asked for.
    unpacked: Vec<u8>,
    read: usize,
    written: usize,
    row: Vec<u8>,
    above: Vec<u8>,
    /// Bytes from a sample to that of the pixel before.
    apart: usize,
}

impl<'a, C: Iterator<Item = Chunk<'a>>> Rows<'a, C> {
    /// The first chunk of pixels, whose check sum is right, and those behind it.
    pub(super) fn new(chunk: Chunk<'a>, chunks: C) -> Self {
        let mut decoder = Decompressor::new();
        // Each chunk has a check sum of its own.
        decoder.ignore_adler32();
        Self {
            chunk,
            chunks,
            taken: 0,
            decoder,
            unpacked: Vec::new(),
            read: 0,
            written: 0,
            row: Vec::new(),
            above: Vec::new(),
            apart: 1,
        }
    }

    /// From here on, rows have so many bytes; there is none above the next.
    pub(super) fn begin(&mut self, bytes: usize, apart: usize) {
        self.row = vec![0; bytes];
        self.above = vec![0; bytes];
        self.apart = apart;
        // Twice the window, so that what is looked back at moves once in a window's length.
        let room = 2 * WINDOW + 1 + bytes;
        if self.unpacked.len() < room {
            self.unpacked.resize(room, 0);
        }
    }

    /// The next row; nothing where the data breaks off or is none.
    pub(super) fn next(&mut self) -> Option<&[u8]> {
        let length = 1 + self.row.len();
        while self.written - self.read < length {
            self.unpack()?;
        }
        let (filter, row) = self
            .unpacked
            .get(self.read..self.read + length)?
            .split_first()?;
        std::mem::swap(&mut self.row, &mut self.above);
        self.row.copy_from_slice(row);
        unfilter(*filter, self.apart, &self.above, &mut self.row)?;
        self.read += length;
        Some(&self.row)
    }

    /// Unpacks some more; nothing when there is no more.
    fn unpack(&mut self) -> Option<()> {
        if self.written == self.unpacked.len() {
            let kept = self.read.min(self.written.saturating_sub(WINDOW));
            self.unpacked.copy_within(kept..self.written, 0);
            self.read -= kept;
            self.written -= kept;
        }
        let packed = self.chunk.payload.get(self.taken..)?;
        let (taken, written) = self
            .decoder
            .read(packed, &mut self.unpacked, self.written, false)
            .ok()?;
        self.taken += taken;
        self.written += written;
        if taken > 0 || written > 0 {
            return Some(());
        }
        // Whatever is behind the end of the data is not looked at.
        let next = self.chunks.next().filter(Chunk::is_sound)?;
        self.chunk = next;
        self.taken = 0;
        Some(())
    }
}

/// Takes the filter off a row (§9.2).
pub(crate) fn unfilter(filter: u8, apart: usize, above: &[u8], row: &mut [u8]) -> Option<()> {
    match filter {
        0 => {}
        1 => each(apart, above, row, |left, _, _| left),
        2 => {
            for (level, above) in row.iter_mut().zip(above) {
                *level = level.wrapping_add(*above);
            }
        }
        3 => each(apart, above, row, |left, above, _| {
            ((u16::from(left) + u16::from(above)) / 2) as u8
        }),
        4 => each(apart, above, row, paeth),
        _ => return None,
    }
    Some(())
}

/// Adds to each level what is foretold from the one to the left, the one above, and the one to the left of that.
fn each(apart: usize, above: &[u8], row: &mut [u8], foretold: impl Fn(u8, u8, u8) -> u8) {
    let (mut left, mut above_left) = ([0; 8], [0; 8]);
    let rows = row.chunks_mut(apart).zip(above.chunks(apart));
    for (levels, above) in rows {
        let before = left.iter_mut().zip(&mut above_left);
        for ((level, above), (left, above_left)) in levels.iter_mut().zip(above).zip(before) {
            *level = level.wrapping_add(foretold(*left, *above, *above_left));
            (*left, *above_left) = (*level, *above);
        }
    }
}

/// The neighbour that is nearest to the plane through all three.
fn paeth(left: u8, above: u8, above_left: u8) -> u8 {
    let plane = i16::from(left) + i16::from(above) - i16::from(above_left);
    let off = |level: u8| (plane - i16::from(level)).unsigned_abs();
    if off(left) <= off(above) && off(left) <= off(above_left) {
        left
    } else if off(above) <= off(above_left) {
        above
    } else {
        above_left
    }
}
