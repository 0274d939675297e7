//! Black and white pictures in the codings of fax machines, which office scanners write (ISO 32000-1 §7.4.6; ITU-T T.4
//! and T.6, also called group 3 and group 4).

use super::object::{Dict, Object};
use crate::Size;
use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};

/// Pixels of a row where the file does not say it (§7.4.6, table 11).
const COLUMNS: i64 = 1728;

/// Rows of one bit a pixel, each filled up to whole bytes, for a picture of this size. Rows that the file leaves out at
/// its end are white. Nothing where it is broken, or has rows of another length.
pub(super) fn unpacked(data: &[u8], rules: &Dict<'_>, size: Size) -> Option<Vec<u8>> {
    let columns = u32::try_from(rules.whole(b"Columns").unwrap_or(COLUMNS)).ok()?;
    let is = |key: &[u8], otherwise: bool| match rules.get(key) {
        Some(Object::Word(word)) => *word == b"true",
        _ => otherwise,
    };
    let row = size.width.div_ceil(8) as usize;
    if columns.div_ceil(8) as usize != row {
        return None;
    }
    let mut rows = Rows {
        columns: columns as usize,
        row,
        bits: vec![WHITE; row * size.height as usize],
        next: 0,
    };
    let settings = DecodeSettings {
        columns,
        // However long the data is, and whatever it says.
        rows: size.height,
        end_of_block: is(b"EndOfBlock", true),
        end_of_line: is(b"EndOfLine", false),
        rows_are_byte_aligned: is(b"EncodedByteAlign", false),
        encoding: match rules.whole(b"K").unwrap_or(0) {
            ..0 => EncodingMode::Group4,
            0 => EncodingMode::Group3_1D,
            1.. => EncodingMode::Group3_2D,
        },
        strict: false,
    };
    decode(data, &mut rows, &mut DecoderContext::new(settings)).ok()?;
    if rows.next == 0 {
        return None;
    }
    if is(b"BlackIs1", false) {
        for byte in &mut rows.bits {
            *byte = !*byte;
        }
    }
    Some(rows.bits)
}

const WHITE: u8 = 0xFF;

struct Rows {
    columns: usize,
    /// Bytes of a row.
    row: usize,
    bits: Vec<u8>,
    /// Where in the bytes the next row begins.
    next: usize,
}

impl Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let next = self.next.saturating_add(self.row);
        if let Some(row) = self.bits.get_mut(self.next..next) {
            for run in changes.chunks(2) {
                let [from, to] = [0, 1].map(|at| run.get(at).map(|it| *it as usize));
                blacken(row, from.unwrap_or(0), to.unwrap_or(self.columns));
            }
            self.next = next;
        }
    }
}

/// Clears the bits from one place up to another.
fn blacken(row: &mut [u8], from: usize, to: usize) {
    let (first, last) = (from / 8, to / 8);
    let (head, tail) = (WHITE >> (from % 8), !(WHITE >> (to % 8)));
    let clear = |byte: Option<&mut u8>, bits: u8| {
        if let Some(byte) = byte {
            *byte &= !bits;
        }
    };
    if first == last {
        clear(row.get_mut(first), head & tail);
        return;
    }
    clear(row.get_mut(first), head);
    if let Some(between) = row.get_mut(first + 1..last) {
        between.fill(0);
    }
    clear(row.get_mut(last), tail);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::object::{Reader, Work};

    const SIZE: Size = Size {
        width: 203,
        height: 140,
    };
    const GROUP_4: &[u8] = include_bytes!("../../tests/fax/group-4.fax");

    fn read(rules: &str, data: &[u8]) -> Option<Vec<u8>> {
        let work = Work::new(1000);
        let Some(Object::Dict(rules)) = Reader::new(rules.as_bytes(), 0, &work).object() else {
            panic!("a dictionary");
        };
        unpacked(data, &rules, SIZE)
    }

    /// Where bits of a portable bitmap are set, its pixels are black.
    fn drawn() -> Vec<u8> {
        let file = include_bytes!("../../tests/fax/drawn.pbm");
        let bits = &file[file.len() - 26 * 140..];
        bits.iter().map(|it| !it).collect()
    }

    /// The bits beyond the last pixel of a row say nothing.
    fn same(one: &[u8], other: &[u8]) -> bool {
        let row = |row: &[u8]| [&row[..25], &[row[25] | 0b1_1111]].concat();
        let rows = |bits: &[u8]| bits.chunks(26).map(row).collect::<Vec<_>>();
        one.len() == other.len() && rows(one) == rows(other)
    }

    #[test]
    fn every_coding_of_a_real_encoder_gives_back_what_was_drawn() {
        let mixed = include_bytes!("../../tests/fax/group-3-mixed.fax");
        for (rules, data) in [
            ("<</K -1/Columns 203>>", GROUP_4),
            (
                "<</Columns 203>>",
                include_bytes!("../../tests/fax/group-3.fax"),
            ),
            (
                "<</K 0/Columns 203/EndOfLine true>>",
                include_bytes!("../../tests/fax/group-3-filled.fax"),
            ),
            ("<</K 4/Columns 203/EndOfLine true>>", mixed),
            (
                "<</Columns 203/EncodedByteAlign true/EndOfBlock false>>",
                include_bytes!("../../tests/fax/aligned.fax"),
            ),
        ] {
            let bits = read(rules, data).expect(rules);
            assert!(same(&bits, &drawn()), "{rules}");
        }
        let inverted = read("<</K -1/Columns 203/BlackIs1 true>>", GROUP_4).expect("is read");
        let inverted: Vec<u8> = inverted.iter().map(|it| !it).collect();
        assert!(same(&inverted, &drawn()));
    }

    #[test]
    fn rows_that_are_left_out_are_white_and_broken_ones_are_left_unread() {
        let rules = "<</K -1/Columns 203>>";
        let end = [0x00, 0x10, 0x01];
        // Eight white rows, and the mark of the end.
        let short = read(rules, &[&[0xFF], &end[..]].concat()).expect("is read");
        assert_eq!(short, vec![WHITE; 26 * 140]);
        assert_eq!(read(rules, &end), None, "no row at all");
        assert_eq!(read(rules, &GROUP_4[..GROUP_4.len() / 2]), None);
        assert_eq!(read("<</K -1>>", GROUP_4), None, "rows of 1728 pixels");
    }

    #[test]
    fn runs_are_black_from_where_they_begin_to_before_they_end() {
        for (from, to) in [(0, 0), (0, 1), (3, 6), (5, 19), (8, 16), (7, 24), (23, 24)] {
            let mut row = [WHITE; 3];
            blacken(&mut row, from, to);
            let black = |at: usize| row[at / 8] >> (7 - at % 8) & 1 == 0;
            let found: Vec<usize> = (0..24).filter(|at| black(*at)).collect();
            assert_eq!(found, (from..to).collect::<Vec<_>>(), "{from} to {to}");
        }
    }
}
