//! One key, and what it seals: a nonce drawn at random, the encrypted bytes, the tag.

use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::random::NoRandomness;

pub(crate) const KEY: usize = 32;
const NONCE: usize = 24;
const TAG: usize = 16;
/// What sealed bytes have more than the bytes themselves.
pub(crate) const OVERHEAD: usize = NONCE + TAG;

/// It is wiped from memory when it is dropped.
#[derive(Clone)]
pub(crate) struct Key(Zeroizing<[u8; KEY]>);

/// It was sealed with another key, or changed, or is not what it is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it was changed since it was encrypted, or is of another key")]
pub(crate) struct Tampered;

impl Key {
    pub(crate) fn draw() -> Result<Self, NoRandomness> {
        let mut key = Zeroizing::new([0; KEY]);
        getrandom::fill(key.as_mut_slice())?;
        Ok(Self(key))
    }

    /// `None` where it is not as long as a key.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let key = <[u8; KEY]>::try_from(bytes).ok()?;
        Some(Self(Zeroizing::new(key)))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// `about` is what the bytes are, such as the column and the row: they open there alone.
    pub(crate) fn seal(&self, bytes: &[u8], about: &[u8]) -> Result<Vec<u8>, NoRandomness> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let payload = Payload {
            msg: bytes,
            aad: about,
        };
        let sealed = match self.cipher().encrypt(&XNonce::from(nonce), payload) {
            Ok(sealed) => sealed,
            // 256 GB at once, which nothing here comes near.
            Err(too_long) => unreachable!("{too_long}"),
        };
        let mut out = Vec::with_capacity(NONCE + sealed.len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    pub(crate) fn open(&self, sealed: &[u8], about: &[u8]) -> Result<Vec<u8>, Tampered> {
        let (nonce, bytes) = sealed.split_first_chunk::<NONCE>().ok_or(Tampered)?;
        let payload = Payload {
            msg: bytes,
            aad: about,
        };
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        opened.map_err(|_| Tampered)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_as_what_it_is_with_its_key_alone() {
        let key = Key::draw().unwrap();
        let sealed = key.seal("林静".as_bytes(), b"name 1").unwrap();
        assert_eq!(sealed.len(), 6 + OVERHEAD);
        assert_eq!(key.open(&sealed, b"name 1").unwrap(), "林静".as_bytes());
        assert_eq!(key.open(&sealed, b"name 2"), Err(Tampered));
        let other = Key::draw().unwrap();
        assert_eq!(other.open(&sealed, b"name 1"), Err(Tampered));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(&changed, b"name 1"), Err(Tampered), "{at}");
            assert_eq!(key.open(&sealed[..at], b"name 1"), Err(Tampered), "{at}");
        }
    }

    #[test]
    fn the_same_is_never_sealed_twice_to_the_same() {
        let key = Key::draw().unwrap();
        assert_ne!(key.seal(b"a", b"").unwrap(), key.seal(b"a", b"").unwrap());
    }

    #[test]
    fn a_key_is_not_printed() {
        let key = Key::from_bytes(&[7; KEY]).unwrap();
        assert_eq!(format!("{key:?}"), "Key");
        assert!(Key::from_bytes(&[7; KEY - 1]).is_none());
    }
}
