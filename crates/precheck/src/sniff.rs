//! What a file is, from its first bytes. The name is never asked: WeChat and file managers give HEIC as `.jpg`,
//! and a photograph as `.tmp`.

use crate::Format;
use archive::Archive;

/// How far into a file a PDF may begin: readers accept its header within the first 1024 bytes
/// (ISO 32000-1, annex H, note 13 of Adobe's implementation notes).
const PDF_HEADER_WITHIN: usize = 1024;
/// How many members of a zip archive are looked at for what it is; those that tell come first.
const ZIP_MEMBERS: usize = 512;

/// The format of these bytes.
#[must_use]
pub(crate) fn sniff(bytes: &[u8]) -> Format {
    match bytes {
        [] => Format::Empty,
        [0xFF, 0xD8, 0xFF, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Format::Png,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Format::Webp,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Format::Gif,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Format::Tiff,
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Format::Bmp,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Format::Office,
        [b'P', b'K', 3, 4, ..] => zip(bytes),
        [b'P', b'K', 5, 6, ..] => Format::Zip,
        [b'R', b'a', b'r', b'!', 0x1A, 7, ..] | [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => {
            Format::Zip
        }
        // The bare codestream, and the first box of a file of boxes (ISO/IEC 18181-2 §4).
        [0xFF, 0x0A, ..]
        | [
            0,
            0,
            0,
            12,
            b'J',
            b'X',
            b'L',
            b' ',
            b'\r',
            b'\n',
            0x87,
            b'\n',
            ..,
        ] => Format::Jxl,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => iso_media(bytes),
        _ if contains(head(bytes, PDF_HEADER_WITHIN), b"%PDF-") => Format::Pdf,
        _ => Format::Unknown,
    }
}

/// HEIF is told from a film by the brands that its first box lists (ISO/IEC 14496-12 §4.3, 23008-12 annex B).
fn iso_media(bytes: &[u8]) -> Format {
    const BRANDS: [&[u8]; 9] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis",
    ];
    let length = match bytes {
        [a, b, c, d, ..] => u32::from_be_bytes([*a, *b, *c, *d]) as usize,
        _ => 0,
    };
    let brands = head(bytes, length.clamp(12, 256)).get(8..).unwrap_or(&[]);
    if brands.chunks_exact(4).any(|brand| BRANDS.contains(&brand)) {
        Format::Heif
    } else {
        Format::Unknown
    }
}

/// What the archive holds tells what it is; a name that stands inside a member does not count.
fn zip(bytes: &[u8]) -> Format {
    for member in Archive::read(bytes).members().take(ZIP_MEMBERS) {
        match member.name {
            b"OFD.xml" => return Format::Ofd,
            // Word, Excel and PowerPoint (ECMA-376 part 2 §10.1), and OpenDocument (part 3 §3.3).
            b"[Content_Types].xml" => return Format::Office,
            b"mimetype" if is_open_document(bytes) => return Format::Office,
            _ => {}
        }
    }
    Format::Zip
}

/// The type stands as the first member, stored as it is, so that it is found at a fixed place.
fn is_open_document(bytes: &[u8]) -> bool {
    const TYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument";
    bytes.get(30..).is_some_and(|rest| rest.starts_with(TYPE))
}

pub(crate) fn head(bytes: &[u8], length: usize) -> &[u8] {
    &bytes[..length.min(bytes.len())]
}

pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::zip;

    #[test]
    fn bytes_decide_and_no_name_is_asked() {
        for (bytes, format) in [
            (&b""[..], Format::Empty),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Format::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Format::Webp),
            (b"GIF89a\x01\0", Format::Gif),
            (b"BM\x36\0\0\0\0\0\0\0\x36", Format::Bmp),
            (b"II*\0\x08\0\0\0", Format::Tiff),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format::Heif),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0heic", Format::Heif),
            (
                b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
                Format::Unknown,
            ),
            (b"%PDF-1.7\n", Format::Pdf),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4\n", Format::Pdf),
            (
                &zip(&[("Doc_0/P.xml", b""), ("OFD.xml", b"<OFD/>")]),
                Format::Ofd,
            ),
            (
                &zip(&[("_rels/.rels", b""), ("[Content_Types].xml", b"")]),
                Format::Office,
            ),
            (
                &zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
                Format::Office,
            ),
            (&zip(&[("mimetype", b"application/epub+zip")]), Format::Zip),
            (&zip(&[("holiday.txt", b"my OFD.xml is here")]), Format::Zip),
            (b"PK\x03\x04\x14\0OFD.xml", Format::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Format::Office),
            (b"Rar!\x1A\x07\x01\0", Format::Zip),
            (b"7z\xBC\xAF\x27\x1C\0\x04", Format::Zip),
            (b"\xFF\x0A\x08\x10", Format::Jxl),
            (b"\0\0\0\x0CJXL \r\n\x87\n\0\0", Format::Jxl),
            (b"<!doctype html>", Format::Unknown),
            (b"\xFF", Format::Unknown),
        ] {
            assert_eq!(sniff(bytes), format, "{bytes:?}");
        }
    }
}
