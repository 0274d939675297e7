//! AES with keys of 128 bits (FIPS 197), one block after another, each mixed with the one before (SP 800-38A §6.2).
//! Only to see whether a document opens; nothing is kept secret with it, so that no care is taken of how long it takes.

const ROUNDS: usize = 10;

/// A block, column by column.
type Block = [u8; 16];

/// Whole blocks, encrypted; what is left over stays as it is.
pub(super) fn encrypt(key: &Block, first: &Block, data: &mut [u8]) {
    let boxed = substitutes();
    let keys = expanded(key, &boxed);
    let mut before = *first;
    for block in data.as_chunks_mut::<16>().0 {
        add(block, &before);
        add(block, &keys[0]);
        for (round, key) in keys.iter().enumerate().skip(1) {
            *block = shifted(&block.map(|byte| boxed[usize::from(byte)]));
            if round < ROUNDS {
                for column in block.as_chunks_mut::<4>().0 {
                    *column = mixed(*column);
                }
            }
            add(block, key);
        }
        before = *block;
    }
}

fn add(block: &mut Block, other: &Block) {
    for (byte, other) in block.iter_mut().zip(other) {
        *byte ^= other;
    }
}

/// Row by row, each one byte further to the left than the one above.
fn shifted(block: &Block) -> Block {
    std::array::from_fn(|at| block[(at + 4 * (at % 4)) % 16])
}

fn mixed(column: [u8; 4]) -> [u8; 4] {
    let all = column.iter().fold(0, |sum, byte| sum ^ byte);
    std::array::from_fn(|at| column[at] ^ all ^ doubled(column[at] ^ column[(at + 1) % 4]))
}

/// In the field of 256 elements.
fn doubled(byte: u8) -> u8 {
    (byte << 1) ^ if byte >= 0x80 { 0x1B } else { 0 }
}

/// The table of substitutes: the inverse in the field, then an affine map (§5.1.1).
fn substitutes() -> [u8; 256] {
    let mut boxed = [0x63; 256];
    // Three generates the field, and two hundred and forty-six, its inverse, runs through the inverses.
    let (mut element, mut inverse) = (1_u8, 1_u8);
    for _ in 0..255 {
        element ^= doubled(element);
        inverse = divided_by_three(inverse);
        let turned = |by: u32| inverse.rotate_left(by);
        boxed[usize::from(element)] =
            inverse ^ turned(1) ^ turned(2) ^ turned(3) ^ turned(4) ^ 0x63;
    }
    boxed
}

fn divided_by_three(byte: u8) -> u8 {
    let mut quotient = byte ^ (byte << 1);
    quotient ^= quotient << 2;
    quotient ^= quotient << 4;
    quotient ^ if quotient >= 0x80 { 0x09 } else { 0 }
}

/// The keys of all rounds (§5.2).
fn expanded(key: &Block, boxed: &[u8; 256]) -> [Block; ROUNDS + 1] {
    let mut keys = [*key; ROUNDS + 1];
    let mut round_constant = 1;
    for round in 1..=ROUNDS {
        let before = keys[round - 1];
        let mut word = [13, 14, 15, 12].map(|at| boxed[usize::from(before[at])]);
        word[0] ^= round_constant;
        round_constant = doubled(round_constant);
        for (at, byte) in keys[round].iter_mut().enumerate() {
            word[at % 4] ^= before[at];
            *byte = word[at % 4];
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_out_as_published() {
        // FIPS 197, appendix C.1; with a first block of zeros, chaining does nothing.
        let key = std::array::from_fn(|at| at as u8);
        let mut block: [u8; 16] = std::array::from_fn(|at| (at * 17) as u8);
        encrypt(&key, &[0; 16], &mut block);
        let published = 0x69c4_e0d8_6a7b_0430_d8cd_b780_70b4_c55a_u128;
        assert_eq!(u128::from_be_bytes(block), published);
    }

    #[test]
    fn chained_blocks_come_out_as_published() {
        // SP 800-38A, F.2.1, the first two blocks.
        let key = 0x2b7e_1516_28ae_d2a6_abf7_1588_09cf_4f3c_u128.to_be_bytes();
        let first = std::array::from_fn(|at| at as u8);
        let mut data = [
            0x6bc1_bee2_2e40_9f96_e93d_7e11_7393_172a_u128.to_be_bytes(),
            0xae2d_8a57_1e03_ac9c_9eb7_6fac_45af_8e51_u128.to_be_bytes(),
        ]
        .concat();
        encrypt(&key, &first, &mut data);
        let published = [
            0x7649_abac_8119_b246_cee9_8e9b_12e9_197d_u128.to_be_bytes(),
            0x5086_cb9b_5072_19ee_95db_113a_9176_78b2_u128.to_be_bytes(),
        ]
        .concat();
        assert_eq!(data, published);
    }
}
