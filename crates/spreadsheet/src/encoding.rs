//! What a file is: a workbook, or text in one of the encodings in which spreadsheets write CSV.
//! The browser decodes; its names of encodings are those of the WHATWG Encoding Standard.

/// What the first bytes of a file show it to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// A zip archive: .xlsx.
    Workbook,
    /// An OLE compound file: the .xls of Excel 97, or a workbook with a password.
    OldWorkbook,
    /// Text; the encodings to try, the likeliest first.
    Text(&'static [&'static str]),
}

/// Bytes that are looked at.
const LOOKED_AT: usize = 4096;

pub fn contents(bytes: &[u8]) -> Contents {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Contents::Workbook,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Contents::OldWorkbook,
        [0xEF, 0xBB, 0xBF, ..] => Contents::Text(&["utf-8"]),
        [0xFF, 0xFE, ..] => Contents::Text(&["utf-16le"]),
        [0xFE, 0xFF, ..] => Contents::Text(&["utf-16be"]),
        _ => Contents::Text(without_mark(bytes.get(..LOOKED_AT).unwrap_or(bytes))),
    }
}

/// 「Unicode 文本」 without its mark has a zero beside each tab and line end; no other encoding has zeros.
fn without_mark(bytes: &[u8]) -> &'static [&'static str] {
    let zeros_at = |odd: usize| {
        bytes
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (zeros_at(0), zeros_at(1)) {
        (0, 0) => &["utf-8", "gb18030"],
        (even, odd) if even > odd => &["utf-16be"],
        _ => &["utf-16le"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        assert_eq!(contents(b"PK\x03\x04..."), Contents::Workbook);
        assert_eq!(contents(b"\xD0\xCF\x11\xE0\xA1"), Contents::OldWorkbook);
        assert_eq!(contents(b"\xEF\xBB\xBFa"), Contents::Text(&["utf-8"]));
        // 姓名 in GBK is no UTF-8; which of the two it is, decoding tells.
        assert_eq!(
            contents(b"\xD0\xD5\xC3\xFB,a"),
            Contents::Text(&["utf-8", "gb18030"])
        );
        assert_eq!(contents(b""), Contents::Text(&["utf-8", "gb18030"]));
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let units: Vec<u16> = "姓名\t手机\r\n".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(contents(&little), Contents::Text(&["utf-16le"]));
        assert_eq!(contents(&big), Contents::Text(&["utf-16be"]));
        assert_eq!(
            contents(&[&[0xFF, 0xFE], &*little].concat()),
            Contents::Text(&["utf-16le"])
        );
        assert_eq!(
            contents(&[&[0xFE, 0xFF], &*big].concat()),
            Contents::Text(&["utf-16be"])
        );
    }
}
