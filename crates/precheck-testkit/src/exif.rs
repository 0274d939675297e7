//! What a phone writes into a photograph besides the picture.

/// The JPEG with an EXIF block as phones write it: maker, orientation tag, and a position if wanted.
///
/// # Panics
/// When the bytes are too short to be a JPEG.
#[must_use]
pub fn with_camera_data(jpeg: &[u8], orientation: u8, position: bool) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend_from_slice(b"\x01\x12\0\x03\0\0\0\x01\0");
    tiff.push(orientation);
    tiff.extend_from_slice(b"\0\0");
    // The GPS directory stands behind this one, at 38; it is empty where no position is wanted.
    tiff.extend_from_slice(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    if position {
        tiff.extend_from_slice(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0");
    } else {
        tiff.extend_from_slice(b"\0\0\0\0\0\0");
    }
    let length = u16::try_from(tiff.len() + 8).expect("a small block");
    let mut file = jpeg[..2].to_vec();
    file.extend_from_slice(&[0xFF, 0xE1]);
    file.extend_from_slice(&length.to_be_bytes());
    file.extend_from_slice(b"Exif\0\0");
    file.extend_from_slice(&tiff);
    file.extend_from_slice(&jpeg[2..]);
    file
}

/// The orientation tag of an EXIF block (TIFF 6.0, tag 274), where it has one.
pub(crate) fn orientation_of(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 274;
    let is_big_endian = tiff.starts_with(b"MM");
    let short = |at: usize| {
        let bytes = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if is_big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let directory = match tiff.get(4..8)?.try_into().ok()? {
        bytes if is_big_endian => u32::from_be_bytes(bytes),
        bytes => u32::from_le_bytes(bytes),
    } as usize;
    (0..usize::from(short(directory)?))
        .map(|entry| directory + 2 + entry * 12)
        .find(|entry| short(*entry) == Some(ORIENTATION))
        .and_then(|entry| short(entry + 8))
}
