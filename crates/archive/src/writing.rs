//! A zip archive of a few small members (PKWARE APPNOTE 6.3.10 §4.3).

/// How a member lies in the archive (§4.4.5).
struct Packed<'a> {
    method: u16,
    bytes: std::borrow::Cow<'a, [u8]>,
}

/// An archive of these members, in their order, as they are.
#[must_use]
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    write(members, |content| Packed {
        method: 0,
        bytes: content.into(),
    })
}

/// The same, deflated where that saves anything.
#[must_use]
pub fn deflated_zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    write(members, |content| {
        let zlib = fdeflate::compress_to_vec(content);
        let deflated = &zlib[2..zlib.len() - 4];
        if deflated.len() < content.len() {
            Packed {
                method: 8,
                bytes: deflated.to_vec().into(),
            }
        } else {
            Packed {
                method: 0,
                bytes: content.into(),
            }
        }
    })
}

fn write(members: &[(&str, &[u8])], pack: impl for<'a> Fn(&'a [u8]) -> Packed<'a>) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in members {
        let at = archive.len() as u32;
        let mut common = Vec::new();
        let Packed { method, bytes } = pack(content);
        // Version 2.0, no flags; midnight of the first day that the format knows.
        for short in [20, 0, method, 0, 0x21] {
            common.extend(short.to_le_bytes());
        }
        for long in [check_sum(content), bytes.len() as u32, content.len() as u32] {
            common.extend(long.to_le_bytes());
        }
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(&*bytes);
    }
    let at = archive.len() as u32;
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([(members.len() as u16).to_le_bytes(); 2].concat());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(at.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// CRC-32 of ISO 3309, bit by bit: what is written here is short.
fn check_sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let low = sum & 1;
            sum >>= 1;
            if low == 1 {
                sum ^= 0xEDB8_8320;
            }
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_one_of_the_standard() {
        assert_eq!(check_sum(b"123456789"), 0xCBF4_3926);
    }
}
