//! The members of a zip archive (PKWARE APPNOTE 6.3.10 §4.3), from its directory at the end;
//! where that is missing, from the headers before each member.

use crate::inflate::{Budget, Wrapping, inflate};

const MEMBER: &[u8] = b"PK\x03\x04";
const LISTED: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// Length of the end record without its comment.
const END_LENGTH: usize = 22;
/// The comment behind the end record may have this many bytes.
const COMMENT: usize = 65_535;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// A zip archive, whole or broken off.
pub struct Archive<'a> {
    bytes: &'a [u8],
    /// The directory; nothing in an archive that breaks off before it.
    directory: Option<&'a [u8]>,
}

/// One file of an archive.
pub struct Member<'a> {
    pub name: &'a [u8],
    pub is_encrypted: bool,
    method: u16,
    packed: &'a [u8],
}

impl Member<'_> {
    /// What the member holds; nothing when it cannot be read or is more than may be unpacked.
    pub fn content(&self, budget: &mut Budget) -> Option<Vec<u8>> {
        match self.method {
            _ if self.is_encrypted => None,
            STORED => {
                budget.take(self.packed.len())?;
                Some(self.packed.to_vec())
            }
            DEFLATED => inflate(self.packed, Wrapping::Bare, budget),
            _ => None,
        }
    }
}

impl<'a> Archive<'a> {
    pub fn read(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            directory: directory(bytes),
        }
    }

    /// Whether the archive reaches its directory, without which no reader opens it.
    pub fn is_complete(&self) -> bool {
        self.directory.is_some()
    }

    /// The members, in the order of the file.
    pub fn members(&self) -> impl Iterator<Item = Member<'a>> + use<'a> {
        let bytes = self.bytes;
        let directory = self.directory;
        let mut at = 0;
        std::iter::from_fn(move || {
            let (member, next) = match directory {
                Some(directory) => listed(bytes, directory, at),
                None => headed(bytes, at),
            }?;
            at = next;
            Some(member)
        })
    }

    /// The member of this name. Paths in archives of Windows may be written with backslashes.
    pub fn find(&self, name: &[u8]) -> Option<Member<'a>> {
        let same = |a: &u8, b: &u8| a == b || (*a == b'\\' && *b == b'/');
        self.members().find(|member| {
            member.name.len() == name.len() && member.name.iter().zip(name).all(|(a, b)| same(a, b))
        })
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?) as usize)
}

fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let first = bytes.len().saturating_sub(END_LENGTH + COMMENT);
    let end = (first..=bytes.len().checked_sub(END_LENGTH)?)
        .rev()
        .find(|at| bytes[*at..].starts_with(END))?;
    part(bytes, long(bytes, end + 16)?, long(bytes, end + 12)?)
}

/// The member that the directory lists at this place, and the place of the next.
fn listed<'a>(bytes: &'a [u8], directory: &'a [u8], at: usize) -> Option<(Member<'a>, usize)> {
    let entry = directory.get(at..)?;
    entry.starts_with(LISTED).then_some(())?;
    let name = part(entry, 46, usize::from(short(entry, 28)?))?;
    let next = 46 + name.len() + usize::from(short(entry, 30)?) + usize::from(short(entry, 32)?);
    let header = bytes.get(long(entry, 42)?..).unwrap_or(&[]);
    let packed = before_content(header)
        .and_then(|before| part(header, before, long(entry, 20)?))
        .unwrap_or(&[]);
    let member = Member {
        name,
        is_encrypted: short(entry, 8)? & 1 != 0,
        method: short(entry, 10)?,
        packed,
    };
    Some((member, at.checked_add(next)?))
}

/// The member whose header stands at this place, and where the next one should. Where the length is told only behind
/// the content, nothing is known of what follows.
fn headed(bytes: &[u8], at: usize) -> Option<(Member<'_>, usize)> {
    let header = bytes.get(at..)?;
    let before = before_content(header)?;
    let packed = part(header, before, long(header, 18)?).unwrap_or(&[]);
    let member = Member {
        name: part(header, 30, usize::from(short(header, 26)?))?,
        is_encrypted: short(header, 6)? & 1 != 0,
        method: short(header, 8)?,
        packed,
    };
    Some((member, at.checked_add(before + packed.len())?))
}

/// The length of the header of a member.
fn before_content(header: &[u8]) -> Option<usize> {
    header.starts_with(MEMBER).then_some(())?;
    Some(30 + usize::from(short(header, 26)?) + usize::from(short(header, 28)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zip;

    #[test]
    fn members_are_read_from_the_directory_and_without_it() {
        let whole = zip(&[("a.xml", b"first"), ("b/c.xml", b"second")]);
        let cut = &whole[..whole.len() - 30];
        for bytes in [&whole[..], cut] {
            let archive = Archive::read(bytes);
            let names: Vec<_> = archive.members().map(|member| member.name).collect();
            assert_eq!(names, [&b"a.xml"[..], b"b/c.xml"]);
            let second = archive.find(b"b/c.xml").expect("is there");
            assert_eq!(
                second.content(&mut Budget::new()).as_deref(),
                Some(&b"second"[..])
            );
        }
        assert!(Archive::read(&whole).is_complete());
        assert!(!Archive::read(cut).is_complete());
    }

    #[test]
    fn a_name_inside_another_member_is_no_member() {
        let archive = zip(&[("a.txt", b"PK\x03\x04 OFD.xml")]);
        assert!(Archive::read(&archive).find(b"OFD.xml").is_none());
    }
}
