//! Whether an encrypted PDF opens without a password (ISO 32000-1 §7.6.3). Certificates are often locked against
//! changes only: every reader opens them, and so does a clerk.

mod newest;

use super::object::{Dict, Object, digit};
use md5::{Digest, Md5};

/// What stands in for a password that is missing or short (algorithm 2, step a).
const PADDING: [u8; 32] = *b"\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\
    \x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A";

/// Whether the empty password opens it; nothing for a lock that is not known or lacks what belongs to it.
pub(super) fn opens_without_password(encryption: &Dict<'_>, id: &[u8]) -> Option<bool> {
    let revision = encryption.whole(b"R")?;
    if matches!(revision, 5 | 6) {
        return newest::opens_without_password(revision, &bytes_of(encryption.get(b"U")?)?);
    }
    if !(2..=4).contains(&revision) {
        return None;
    }
    let owner = bytes_of(encryption.get(b"O")?)?;
    let user = bytes_of(encryption.get(b"U")?)?;
    let rights = encryption.whole(b"P")? as u32;
    let mut seed = [&PADDING[..], owner.get(..32)?, &rights.to_le_bytes(), id].concat();
    if revision == 4
        && matches!(
            encryption.get(b"EncryptMetadata"),
            Some(Object::Word(b"false"))
        )
    {
        seed.extend([0xFF; 4]);
    }
    let length = match revision {
        2 => 5,
        _ => usize::try_from(encryption.whole(b"Length").unwrap_or(40)).ok()? / 8,
    };
    let mut key = Md5::digest(&seed);
    // Revision 4 tells the length of its keys elsewhere, and it is always this.
    let length = if revision == 4 {
        16
    } else {
        length.clamp(5, 16)
    };
    if revision == 2 {
        return Some(rc4(key.get(..length)?, &PADDING) == user.get(..32)?);
    }
    for _ in 0..50 {
        key = Md5::digest(key.get(..length)?);
    }
    let mut proof = Md5::digest([&PADDING[..], id].concat()).to_vec();
    for round in 0..20 {
        let key: Vec<u8> = key.iter().take(length).map(|byte| byte ^ round).collect();
        proof = rc4(&key, &proof);
    }
    Some(proof == user.get(..16)?)
}

/// A string as the bytes that it stands for (§7.3.4).
pub(super) fn bytes_of(string: &Object<'_>) -> Option<Vec<u8>> {
    match string {
        Object::Hex(digits) => {
            let digits: Vec<u8> = digits.iter().filter_map(|byte| digit(*byte)).collect();
            let pair = |pair: &[u8]| match pair {
                [high, low] => high << 4 | low,
                [high] => high << 4,
                _ => 0,
            };
            Some(digits.chunks(2).map(pair).collect())
        }
        Object::Text(written) => Some(unescaped(written)),
        _ => None,
    }
}

fn unescaped(written: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let Some(escaped) = rest.next() else { break };
        match escaped {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\r' => {
                rest.next_if_eq(&b'\n');
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = escaped - b'0';
                for _ in 0..2 {
                    let Some(digit) = rest.next_if(|byte| matches!(byte, b'0'..=b'7')) else {
                        break;
                    };
                    value = value.wrapping_mul(8).wrapping_add(digit - b'0');
                }
                bytes.push(value);
            }
            other => bytes.push(other),
        }
    }
    bytes
}

/// ARCFOUR; only to compare what it gives, never to keep anything secret.
fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut other = 0_u8;
    for at in 0..=255_u8 {
        let part = key.get(usize::from(at) % key.len().max(1)).copied();
        other = other
            .wrapping_add(state[usize::from(at)])
            .wrapping_add(part.unwrap_or(0));
        state.swap(usize::from(at), usize::from(other));
    }
    let (mut at, mut other) = (0_u8, 0_u8);
    let mut step = |byte: &u8| {
        at = at.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(at)]);
        state.swap(usize::from(at), usize::from(other));
        let sum = state[usize::from(at)].wrapping_add(state[usize::from(other)]);
        byte ^ state[usize::from(sum)]
    };
    data.iter().map(&mut step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::object::{Reader, Work};

    /// Whether a lock that is so written opens.
    fn opens(written: &str, id: &[u8]) -> Option<bool> {
        let work = Work::new(1000);
        match Reader::new(written.as_bytes(), 0, &work).object() {
            Some(Object::Dict(lock)) => opens_without_password(&lock, id),
            _ => panic!("a dictionary"),
        }
    }

    #[test]
    fn the_cipher_gives_what_is_published() {
        // RFC 6229, key 0x0102030405.
        assert_eq!(
            rc4(&[1, 2, 3, 4, 5], &[0; 8]),
            [0xb2, 0x39, 0x63, 0x05, 0xf0, 0x3d, 0xc0, 0x27]
        );
    }

    #[test]
    fn strings_are_read_in_both_ways() {
        let text = Object::Text(b"a\\(\\101\\n\\\r\nb\\7");
        assert_eq!(bytes_of(&text).as_deref(), Some(&b"a(A\nb\x07"[..]));
        let hex = Object::Hex(b"48 656");
        assert_eq!(bytes_of(&hex).as_deref(), Some(&b"He\x60"[..]));
    }

    /// Locks written by qpdf 11, without a password and with the password "secret".
    #[test]
    fn the_newest_lock_against_changes_opens_and_a_password_does_not() {
        for (revision, user, expected) in [
            (
                6,
                "266ba9138b0a7f26885b10f6f0727932f2a9d89f9d712b876a3a7a1bbf7277f9e5f647f3406b7599c63367257cbc609d",
                true,
            ),
            (
                6,
                "eb40ee72b3f39a1075a0ab107f9b1c8f7cea86f669678845b17ba580b7a98be8cca05d82e2f32ae5adee8a21d9540338",
                false,
            ),
            (
                5,
                "57f955747888c0b598702c10f80ca60a54598d4503c0fcdca01eef1437b64258bb910a098510975f8d042b9de967e3ea",
                true,
            ),
            (
                5,
                "f9c28cd3d823abfc88efcca3d244d215897ba13f8e967631e7edf3f5a943664e4ef0e9ab2ff33516ace681e10bd67fc2",
                false,
            ),
        ] {
            let lock = format!("<</R {revision}/U<{user}>>>");
            assert_eq!(opens(&lock, &[]), Some(expected), "{lock}");
        }
        assert_eq!(newest::opens_without_password(6, &[0; 39]), None);
    }

    /// Locks written by pypdf 6, of a page without a password and of one with the password "secret".
    #[test]
    fn a_lock_against_changes_opens_and_a_password_does_not() {
        const RC4_40: &str = "/R 2/Length 40/P 4294967292";
        const RC4_128: &str = "/R 3/Length 128/P 4294967292";
        const AES_128: &str = "/R 4/Length 128/P 4294967292";
        for (rest, owner, user, id, expected) in [
            (
                RC4_40,
                "c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab",
                "e0625be3a718bdddd8d3c53222fbdb454b7549f0056831f42263cb558d6ed696",
                "cfa0376798d81d5a6de3e060fa6012ed",
                true,
            ),
            (
                RC4_40,
                "92fe0f4454ad4c9644693f33c07cb54f587dce1e2682fe9ecea6107a1ef630dd",
                "1123ba8d5f2928b3465f6874ffb5ca03d690cde5f7be7d5f40d64b7acf8aca59",
                "79ffe2a52773e1b9af2a775c0d66c8e5",
                false,
            ),
            (
                RC4_128,
                "566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5",
                "be7ab69b96762bd29072fe5be10373f128bf4e5e4e758a4164004e56fffa0108",
                "91613ed4e38a8164727ee7fa1d714176",
                true,
            ),
            (
                RC4_128,
                "0db5855fc5326569e765906caf64e4429a4c20d6e996fdef963e9b5080f9e083",
                "d04cf9af5273a98a91db446ad88fd41a28bf4e5e4e758a4164004e56fffa0108",
                "b3c4c7224b1851639c6e7a5cc443cbe2",
                false,
            ),
            (
                AES_128,
                "566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5",
                "c1076f40f77e0ac9e22517e4b99ac1f628bf4e5e4e758a4164004e56fffa0108",
                "fcaa6ab8706963ec77a5781de5158633",
                true,
            ),
        ] {
            let lock = format!("<<{rest}/O<{owner}>/U<{user}>>>");
            let id = bytes_of(&Object::Hex(id.as_bytes())).expect("an identifier");
            assert_eq!(opens(&lock, &id), Some(expected), "{rest}");
        }
    }
}
