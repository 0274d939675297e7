//! Locks of AES with 256 bits: whether the empty password is the user's (ISO 32000-2 §7.6.4.3.3, algorithms 2.A and
//! 2.B).

use aes::Aes128;
use cbc::Encryptor;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// No honest document goes on for longer: after round 64 each one ends it with a chance that grows to one at round 287.
const MOST_ROUNDS: u32 = 300;

/// By the revision of the lock, 5 (Adobe's own, of one hash) or 6, and its `U`: 32 bytes of hash, then 8 of salt.
pub(super) fn opens_without_password(revision: i64, user: &[u8]) -> Option<bool> {
    let (hash, salt) = (user.get(..32)?, user.get(32..40)?);
    let proof = Sha256::digest(salt).to_vec();
    let proof = if revision == 5 {
        proof
    } else {
        hardened(proof)?
    };
    Some(proof.get(..32)? == hash)
}

/// Algorithm 2.B of an empty password.
fn hardened(mut key: Vec<u8>) -> Option<Vec<u8>> {
    for round in 0..MOST_ROUNDS {
        let mut data = key.repeat(64);
        let (cipher, rest) = key.split_first_chunk::<16>()?;
        let mut cipher = Encryptor::<Aes128>::new(cipher.into(), rest.first_chunk::<16>()?.into());
        for block in data.as_chunks_mut::<16>().0 {
            cipher.encrypt_block(block.into());
        }
        let sum: u32 = data.iter().take(16).map(|byte| u32::from(*byte)).sum();
        // Of 16 bytes as one number; 256 leaves one, so that the sum leaves the same.
        key = match sum % 3 {
            0 => Sha256::digest(&data).to_vec(),
            1 => Sha384::digest(&data).to_vec(),
            _ => Sha512::digest(&data).to_vec(),
        };
        if round >= 63 && u32::from(*data.last()?) + 32 <= round + 1 {
            return Some(key);
        }
    }
    None
}
