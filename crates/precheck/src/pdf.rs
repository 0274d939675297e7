//! A PDF is sent as it is; here only what would make it useless to a clerk is told.
//! Pages are not read yet.

use crate::format::contains;

/// The end mark stands within the last 1024 bytes (ISO 32000-1, annex H, note 18 of Adobe's implementation notes);
/// a little more is granted to mail programs that append.
const END_WITHIN: usize = 2048;

/// Whether the file reaches its end mark.
pub(crate) fn is_complete(bytes: &[u8]) -> bool {
    contains(&bytes[bytes.len().saturating_sub(END_WITHIN)..], b"%%EOF")
}

/// Whether the trailer names an encryption dictionary (ISO 32000-1 §7.5.5). Trailers are never compressed, neither
/// the old ones nor the dictionaries of cross-reference streams.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    bytes.windows(KEY.len() + 1).any(|window| {
        window.starts_with(KEY) && matches!(window[KEY.len()], b' ' | b'\r' | b'\n' | b'<')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_told_from_the_trailer() {
        assert!(is_encrypted(
            b"trailer\n<</Size 9/Encrypt 8 0 R/Root 1 0 R>>"
        ));
        assert!(!is_encrypted(
            b"trailer\n<</Size 9/EncryptMetadata false/Root 1 0 R>>"
        ));
    }

    #[test]
    fn a_download_that_broke_off_has_no_end() {
        assert!(is_complete(b"%PDF-1.4\n...\n%%EOF\n"));
        assert!(!is_complete(b"%PDF-1.4\n..."));
    }
}
