//! A zip archive that is sent while it is written (PKWARE APPNOTE 6.3.10): members as they are, one behind the other,
//! and the directory at the end. No more than one member is in memory.

use flate2::Crc;

/// Version 2.0; names are UTF-8; not compressed; midnight of the first day that the format knows.
const COMMON: [u16; 5] = [20, 0x0800, 0, 0, 0x21];

#[derive(Default)]
pub(super) struct Zip {
    /// What was written.
    length: u64,
    members: u16,
    directory: Vec<u8>,
}

impl Zip {
    /// The bytes of one more member. `None` where the archive is full: 4 GB, or 65,535 members.
    pub(super) fn member(&mut self, name: &str, content: &[u8]) -> Option<Vec<u8>> {
        let at = u32::try_from(self.length).ok()?;
        let length = u32::try_from(content.len()).ok()?;
        let name_length = u16::try_from(name.len()).ok()?;
        self.members = self.members.checked_add(1)?;
        let mut sum = Crc::new();
        sum.update(content);
        let mut common = Vec::new();
        for short in COMMON {
            common.extend(short.to_le_bytes());
        }
        for long in [sum.sum(), length, length] {
            common.extend(long.to_le_bytes());
        }
        common.extend(name_length.to_le_bytes());
        common.extend([0, 0]);
        self.directory.extend(b"PK\x01\x02\x14\0");
        self.directory.extend(&common);
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        let mut bytes = Vec::with_capacity(content.len() + name.len() + 30);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        self.length += bytes.len() as u64;
        Some(bytes)
    }

    pub(super) fn end(self) -> Option<Vec<u8>> {
        let at = u32::try_from(self.length).ok()?;
        let length = u32::try_from(self.directory.len()).ok()?;
        let mut bytes = self.directory;
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([self.members.to_le_bytes(); 2].concat());
        bytes.extend(length.to_le_bytes());
        bytes.extend(at.to_le_bytes());
        bytes.extend([0, 0]);
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_with_where_its_members_are() {
        let mut zip = Zip::default();
        let mut bytes = zip.member("a.json", b"{}").unwrap();
        let second = bytes.len();
        bytes.extend(zip.member("files/b", b"picture").unwrap());
        let directory = bytes.len();
        bytes.extend(zip.end().unwrap());
        let at = bytes[bytes.len() - 6..bytes.len() - 2].try_into().unwrap();
        assert_eq!(u32::from_le_bytes(at) as usize, directory);
        let place = directory + 46 + "a.json".len() + 42;
        let at = bytes[place..place + 4].try_into().unwrap();
        assert_eq!(u32::from_le_bytes(at) as usize, second);
        assert!(bytes.windows(7).any(|window| window == b"picture"));
    }
}
