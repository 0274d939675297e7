//! The two facts of EXIF that matter here: which way is up, and whether the place is told.
//! A reader of its own because `kamadak-exif` costs 18 KB and everything else in EXIF is thrown away.

/// How the stored pixels must be turned to stand upright: the value of tag 0x0112 of CIPA DC-008 (Exif 2.32) §4.6.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Orientation {
    #[default]
    Upright,
    Mirrored,
    UpsideDown,
    UpsideDownMirrored,
    /// Mirrored along the falling diagonal: rows become columns.
    Transposed,
    /// To be turned a quarter clockwise.
    TurnRight,
    /// Mirrored along the rising diagonal.
    Transversed,
    /// To be turned a quarter anticlockwise.
    TurnLeft,
}

impl Orientation {
    fn from_tag(value: u16) -> Self {
        match value {
            2 => Self::Mirrored,
            3 => Self::UpsideDown,
            4 => Self::UpsideDownMirrored,
            5 => Self::Transposed,
            6 => Self::TurnRight,
            7 => Self::Transversed,
            8 => Self::TurnLeft,
            // Some phones write 0; readers agree to show it as it is stored.
            _ => Self::Upright,
        }
    }

    /// Whether width and height change places.
    pub(crate) fn is_quarter_turn(self) -> bool {
        matches!(
            self,
            Self::Transposed | Self::TurnRight | Self::Transversed | Self::TurnLeft
        )
    }
}

/// What is told by the EXIF data of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Exif {
    pub(crate) orientation: Orientation,
    /// A GPS directory that is not empty.
    pub(crate) has_position: bool,
}

const TAG_WIDTH: u16 = 0x0100;
const TAG_HEIGHT: u16 = 0x0101;
const TAG_ORIENTATION: u16 = 0x0112;
const TAG_GPS_DIRECTORY: u16 = 0x8825;
const TYPE_SHORT: u16 = 3;

fn reader(tiff: &[u8]) -> Option<Tiff<'_>> {
    match tiff {
        [b'I', b'I', 42, 0, ..] => Some(Tiff { tiff, big: false }),
        [b'M', b'M', 0, 42, ..] => Some(Tiff { tiff, big: true }),
        _ => None,
    }
}

/// Width and height of the picture whose directory comes first, where a TIFF block holds one.
pub(crate) fn sides(tiff: &[u8]) -> Option<(u32, u32)> {
    let reader = reader(tiff)?;
    let side = |wanted| {
        let mut entries = reader.entries(reader.long(4)?);
        let (_, kind, value_at) = entries.find(|(tag, ..)| *tag == wanted)?;
        if kind == TYPE_SHORT {
            reader.short(value_at).map(u32::from)
        } else {
            reader.long(value_at)
        }
    };
    Some((side(TAG_WIDTH)?, side(TAG_HEIGHT)?))
}

/// Reads a TIFF block, as it stands after `Exif\0\0` in a JPEG or in the `eXIf` chunk of a PNG.
/// What is broken reads as "upright, no position".
pub(crate) fn read(tiff: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let Some(reader) = reader(tiff) else {
        return exif;
    };
    let Some(directory) = reader.long(4) else {
        return exif;
    };
    for (tag, kind, value_at) in reader.entries(directory) {
        if tag == TAG_ORIENTATION && kind == TYPE_SHORT {
            exif.orientation = Orientation::from_tag(reader.short(value_at).unwrap_or(1));
        } else if tag == TAG_GPS_DIRECTORY {
            let gps = reader.long(value_at).unwrap_or(u32::MAX);
            exif.has_position = reader.entries(gps).next().is_some();
        }
    }
    exif
}

struct Tiff<'a> {
    tiff: &'a [u8],
    big: bool,
}

impl Tiff<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        let two = self.tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big {
            u16::from_be_bytes(two)
        } else {
            u16::from_le_bytes(two)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let four = self.tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big {
            u32::from_be_bytes(four)
        } else {
            u32::from_le_bytes(four)
        })
    }

    /// The entries of the directory at this offset: tag, type, and where the value stands.
    fn entries(&self, directory: u32) -> impl Iterator<Item = (u16, u16, usize)> {
        let start = directory as usize;
        let count = usize::from(self.short(start).unwrap_or(0));
        (0..count).map_while(move |index| {
            let at = start.checked_add(2 + index * 12)?;
            Some((self.short(at)?, self.short(at + 2)?, at.checked_add(8)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_are_read() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(read(little).orientation, Orientation::TurnRight);
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        assert_eq!(read(big).orientation, Orientation::TurnLeft);
    }

    #[test]
    fn a_position_is_a_gps_directory_with_something_in_it() {
        let mut tiff = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1A\0\0\0\0\0\0\0".to_vec();
        assert!(!read(&tiff).has_position, "points behind the end");
        tiff.extend_from_slice(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0");
        assert!(read(&tiff).has_position);
        tiff[26] = 0;
        assert!(
            !read(&tiff).has_position,
            "an empty directory tells nothing"
        );
    }

    #[test]
    fn a_scan_tells_its_size() {
        let tiff = b"MM\0*\0\0\0\x08\0\x02\x01\0\0\x03\0\0\0\x01\x09\xB0\0\0\x01\x01\0\x04\0\0\0\x01\0\0\x0D\xB4";
        assert_eq!(sides(tiff), Some((2480, 3508)));
        assert_eq!(sides(&tiff[..30]), None);
    }

    #[test]
    fn broken_exif_is_read_as_upright() {
        for tiff in [
            &b""[..],
            b"II",
            b"II*\0",
            b"II*\0\xFF\xFF\xFF\xFF",
            b"MM\0*\0\0\0\x08\xFF\xFF\x01\x12\0\x03",
        ] {
            assert_eq!(read(tiff), Exif::default());
        }
    }
}
