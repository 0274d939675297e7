//! The header of a BMP file (Microsoft, BITMAPFILEHEADER and BITMAPINFOHEADER).

use super::Outline;
use crate::Size;

/// Length of the oldest header, which has sizes of 16 bits.
const CORE: u32 = 12;

pub(super) fn outline(bytes: &[u8]) -> Option<Outline> {
    let long = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_le_bytes(four))
    };
    let (size, bits, compression) = if long(14)? == CORE {
        let sides = long(18)?;
        let size = Size {
            width: sides & 0xFFFF,
            height: sides >> 16,
        };
        (size, long(22)? >> 16, 0)
    } else {
        // A height below zero stands for rows from top to bottom.
        let size = Size {
            width: long(18)?,
            height: long(22)?.cast_signed().unsigned_abs(),
        };
        (size, long(26)? >> 16, long(30)?)
    };
    // Rows are filled to four bytes. What is compressed does not tell its length.
    let row = (u64::from(size.width) * u64::from(bits)).div_ceil(32) * 4;
    let rows = row.saturating_mul(u64::from(size.height));
    let is_complete =
        compression != 0 || u64::from(long(10)?).saturating_add(rows) <= bytes.len() as u64;
    Some(Outline {
        is_complete,
        ..Outline::of(size)?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_and_the_rows_are_counted() {
        let mut bmp =
            b"BM\x4E\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\xFD\xFF\xFF\xFF\x01\0\x18\0"
                .to_vec();
        bmp.resize(0x36 + 8 * 3, 0);
        let whole = outline(&bmp).expect("a header");
        assert_eq!((whole.stored.width, whole.stored.height), (2, 3));
        assert!(whole.is_complete);
        bmp.pop();
        assert!(outline(&bmp).is_some_and(|it| !it.is_complete));
    }
}
