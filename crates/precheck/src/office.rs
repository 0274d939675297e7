//! Whether an Office file asks for a password: then it is an OLE compound file (MS-CFB) that holds a stream named
//! `EncryptedPackage` (MS-OFFCRYPTO §2.3.2), whatever kind of document is inside.

use archive::Archive;

/// Entries of the directory that are looked at.
const ENTRIES: usize = 4096;
const ENTRY: usize = 128;

pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return Archive::read(bytes).members().any(|it| it.is_encrypted);
    }
    let names = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let name: Vec<u8> = names.chain([0, 0]).collect();
    Compound { bytes }
        .directory()
        .any(|entry| entry.starts_with(&name))
}

/// A file system of sectors, chained by a table that itself lies in sectors (MS-CFB §2.2, §2.3).
struct Compound<'a> {
    bytes: &'a [u8],
}

impl<'a> Compound<'a> {
    fn long(&self, at: usize) -> Option<usize> {
        let four = self.bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(four.try_into().ok()?) as usize)
    }

    /// Sectors of 512 or 4096 bytes; the header takes the place of the first.
    fn sector_length(&self) -> usize {
        if self.bytes.get(30) == Some(&12) {
            4096
        } else {
            512
        }
    }

    fn place(&self, sector: usize) -> Option<usize> {
        sector.checked_add(1)?.checked_mul(self.sector_length())
    }

    /// The sector that follows. The header lists the first 109 sectors of the table, which is enough for 6 MB;
    /// writers put the directory into the beginning.
    fn after(&self, sector: usize) -> Option<usize> {
        let in_each = self.sector_length() / 4;
        let listed = sector / in_each;
        let table = (listed < 109).then(|| self.long(76 + listed * 4))??;
        self.long(self.place(table)?.checked_add(sector % in_each * 4)?)
    }

    /// The entries of the directory. The chain may run in a circle, so they are counted.
    fn directory(&self) -> impl Iterator<Item = &'a [u8]> {
        let mut sector = self.long(48);
        let mut at = 0;
        let length = self.sector_length();
        std::iter::from_fn(move || {
            if at == length {
                at = 0;
                sector = self.after(sector?);
            }
            let start = self.place(sector?)?.checked_add(at)?;
            at += ENTRY;
            self.bytes.get(start..start.checked_add(ENTRY)?)
        })
        .take(ENTRIES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::compound;

    #[test]
    fn a_password_is_told_from_the_directory() {
        assert!(is_encrypted(&compound(&[
            "Root Entry",
            "EncryptionInfo",
            "\u{6}DataSpaces",
            "Version",
            "EncryptedPackage"
        ])));
        assert!(!is_encrypted(&compound(&["Root Entry", "WordDocument"])));
        assert!(!is_encrypted(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    }
}
