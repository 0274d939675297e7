//! The parts of a PNG.

/// A chunk with the check sum that the standard defines (ISO/IEC 15948, annex D).
pub(crate) fn append(file: &mut Vec<u8>, kind: &[u8; 4], payload: &[u8]) {
    file.extend((payload.len() as u32).to_be_bytes());
    let mut sum = u32::MAX;
    for byte in kind.iter().chain(payload) {
        file.push(*byte);
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 * (sum & 1));
        }
    }
    file.extend((!sum).to_be_bytes());
}
