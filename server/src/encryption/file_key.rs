//! How a file is encrypted: in pieces of up to 64 KB, each sealed on its own, so that a file can grow at its end, a
//! part of it can be read without the rest, and nothing that was not sealed is ever given out. A piece opens in its
//! file and at its place alone.
//!
//! A piece is its length (4 bytes, the highest first), and the sealed bytes (`cipher`).

use super::cipher::{Key, OVERHEAD, Tampered};
use crate::random::NoRandomness;

/// Bytes of a file in one piece.
pub(crate) const PIECE: usize = 64 << 10;
/// The length that stands before it.
pub(crate) const HEAD: usize = 4;
/// What a piece is longer than its bytes.
pub(crate) const MORE: usize = HEAD + OVERHEAD;

/// The key of one file.
#[derive(Debug, Clone)]
pub struct FileKey {
    key: Key,
    id: String,
}

/// Why a part of a file cannot be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum FileKeyError {
    #[error("a part of a file was changed since it was encrypted, or is of another file")]
    Tampered,
    #[error("the operating system gave no random bytes")]
    Randomness,
}

impl From<Tampered> for FileKeyError {
    fn from(_: Tampered) -> Self {
        Self::Tampered
    }
}

impl From<NoRandomness> for FileKeyError {
    fn from(_: NoRandomness) -> Self {
        Self::Randomness
    }
}

impl FileKey {
    pub(crate) fn new(key: Key, id: &str) -> Self {
        let id = id.to_owned();
        Self { key, id }
    }

    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    /// The pieces of bytes that begin at `start` of the file.
    ///
    /// # Errors
    /// `Randomness`
    pub fn seal(&self, start: u64, bytes: &[u8]) -> Result<Vec<u8>, FileKeyError> {
        let pieces = bytes.len().div_ceil(PIECE);
        let mut sealed = Vec::with_capacity(bytes.len() + pieces * MORE);
        let mut at = start;
        for piece in bytes.chunks(PIECE) {
            let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
            sealed.extend_from_slice(&length.to_be_bytes());
            sealed.extend(self.key.seal(piece, &self.about(at, length))?);
            at += u64::from(length);
        }
        Ok(sealed)
    }

    /// The bytes of pieces that follow one another, the first of which begins at `start` of the file.
    ///
    /// # Errors
    /// `Tampered` where any of them was changed or is cut off.
    pub fn open(&self, start: u64, mut sealed: &[u8]) -> Result<Vec<u8>, FileKeyError> {
        let mut bytes = Vec::with_capacity(sealed.len());
        let mut at = start;
        while !sealed.is_empty() {
            let (head, rest) = sealed.split_first_chunk::<HEAD>().ok_or(Tampered)?;
            let length = u32::from_be_bytes(*head);
            let whole = length as usize + OVERHEAD;
            let (piece, rest) = rest.split_at_checked(whole).ok_or(Tampered)?;
            bytes.extend(self.key.open(piece, &self.about(at, length))?);
            at += u64::from(length);
            sealed = rest;
        }
        Ok(bytes)
    }

    fn about(&self, start: u64, length: u32) -> Vec<u8> {
        let mut about = format!("file {} ", self.id).into_bytes();
        about.extend_from_slice(&start.to_be_bytes());
        about.extend_from_slice(&length.to_be_bytes());
        about
    }
}

/// How many bytes pieces hold that are so long, where all but the last are full.
pub(crate) const fn opened_length(sealed: u64) -> u64 {
    let full = (PIECE + MORE) as u64;
    sealed - sealed.div_ceil(full) * MORE as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> FileKey {
        FileKey::new(Key::from_bytes(&[7; 32]).unwrap(), id)
    }

    #[test]
    fn pieces_open_at_their_place_in_their_file() {
        let bytes: Vec<u8> = (0_u32..150_000).map(|at| (at % 251) as u8).collect();
        let sealed = key("a").seal(10, &bytes).unwrap();
        assert_eq!(sealed.len(), 150_000 + 3 * MORE);
        assert_eq!(opened_length(sealed.len() as u64), 150_000);
        assert_eq!(key("a").open(10, &sealed).unwrap(), bytes);
        assert!(key("a").open(11, &sealed).is_err());
        assert!(key("b").open(10, &sealed).is_err());
        let second = &sealed[PIECE + MORE..];
        let opened = key("a").open(10 + PIECE as u64, second).unwrap();
        assert_eq!(opened, bytes[PIECE..]);
        // Pieces that have changed places, and one that is cut off.
        let mut swapped = sealed[PIECE + MORE..2 * (PIECE + MORE)].to_vec();
        swapped.extend_from_slice(&sealed[..PIECE + MORE]);
        assert!(key("a").open(10, &swapped).is_err());
        assert!(key("a").open(10, &sealed[..sealed.len() - 1]).is_err());
    }

    #[test]
    fn lengths_are_told_from_one_another() {
        for bytes in [0_usize, 1, 65_535, 65_536, 65_537, 131_072, 10_000_000] {
            let sealed = bytes + bytes.div_ceil(PIECE) * MORE;
            assert_eq!(opened_length(sealed as u64), bytes as u64);
        }
        assert!(key("a").seal(0, b"").unwrap().is_empty());
    }
}
